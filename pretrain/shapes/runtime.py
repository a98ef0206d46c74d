"""Runs an exported bundle with onnxruntime on the CPU, as the page does: encode, prefill, fork, sample.

Letters: G samples of one prompt, T tokens, D hidden, V vocabulary.
"""
import json
from pathlib import Path

import numpy as np
import onnxruntime as ort
from tokenizers import Tokenizer

from policy.tokenizer import prompt_text


class BundleRuntime:
    def __init__(self, folder: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        load = lambda name: ort.InferenceSession(folder / f"onnx/{name}.onnx", options)
        self.vision, self.embed, self.decoder = load("vision_encoder"), load("embed_tokens"), load("decoder_model_merged_q4")
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.config = json.loads((folder / "config.json").read_text())
        self.eos = self.config["eos_token_id"]
        text = self.config["text_config"]
        self.layers, self.kv_shape = text["num_hidden_layers"], (text["num_key_value_heads"], 0, text["head_dim"])

    def features(self, pixels: np.ndarray) -> np.ndarray:
        """pixels float32 [3,S,S] in -1..1 -> [N,D]."""
        return self.vision.run(None, {"pixel_values": pixels[None, None]})[0][0]

    def run(self, embeds: np.ndarray, past: list[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
        """embeds [B,T,D] -> logits of the last position [B,V], present."""
        batch, tokens, length = embeds.shape[0], embeds.shape[1], past[0].shape[2]
        names = [f"past_key_values.{i}.{kind}" for i in range(self.layers) for kind in ("key", "value")]
        positions = np.arange(length, length + tokens, dtype=np.int64)[None].repeat(batch, 0)
        mask = np.ones((batch, length + tokens), np.int64)
        feeds = {"inputs_embeds": embeds, "attention_mask": mask, "position_ids": positions, **dict(zip(names, past))}
        logits, *present = self.decoder.run(None, feeds)
        return logits[:, -1], present

    def sample(
        self, features: np.ndarray, question: str, samples: int, rng: np.random.Generator, temperature: float = 1.0, limit: int = 48
    ) -> list[str]:
        """-> `samples` completions as text, without the end token; one that never ends carries a trailing '…'."""
        ids = np.array(self.tokenizer.encode(prompt_text(question, features.shape[0])).ids)
        embeds = self.embed.run(None, {"input_ids": ids[None]})[0]
        embeds[0, ids == self.config["image_token_id"]] = features
        kv, _, size = self.kv_shape
        logits, past = self.run(embeds, [np.zeros((1, kv, 0, size), np.float32)] * (2 * self.layers))
        logits, past = logits.repeat(samples, 0), [p.repeat(samples, 0) for p in past]
        rows: list[list[int]] = [[] for _ in range(samples)]
        done = np.zeros(samples, bool)
        for _ in range(limit):
            noise = rng.gumbel(size=logits.shape) if temperature > 0 else 0.0
            chosen = (logits / (temperature or 1.0) + noise).argmax(1)
            for row, token in enumerate(chosen):
                if not done[row]:
                    rows[row].append(int(token))
            done |= chosen == self.eos
            if done.all():
                break
            logits, past = self.run(self.embed.run(None, {"input_ids": chosen[:, None]})[0], past)
        return [self.tokenizer.decode(r) + ("" if r[-1] == self.eos else "…") for r in rows]

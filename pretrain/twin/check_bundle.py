"""Compares the exported tiny graphs with PyTorch through onnxruntime on the CPU: `python -m twin.check_bundle`.

Two calls per decoder, as the engine makes them: the prompt with an empty past, then tokens one by one.
"""
import numpy as np
import onnxruntime as ort
import torch

from policy.decoder import causal
from twin.tiny import GOLDEN, TINY, tiny_policy

DECODERS = ("decoder_model_merged_q4", "decoder_model_merged_q4_packed", "decoder_model_merged")


def run_decoder(session: ort.InferenceSession, embeds: np.ndarray, past: list[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
    """embeds [B,T,D], past 2L x [B,K,P,d] -> logits [B,T,V], present."""
    batch, tokens, length = embeds.shape[0], embeds.shape[1], past[0].shape[2]
    feeds = {
        "inputs_embeds": embeds, "attention_mask": np.ones((batch, length + tokens), np.int64),
        "position_ids": np.arange(length, length + tokens, dtype=np.int64)[None].repeat(batch, 0),
    }
    kinds = [f"past_key_values.{i}.{kind}" for i in range(len(past) // 2) for kind in ("key", "value")]
    logits, *present = session.run(None, {**feeds, **dict(zip(kinds, past))})
    return logits, present


def main() -> None:
    policy, folder = tiny_policy(), GOLDEN / "bundle/onnx"
    torch.manual_seed(1)
    pixels = torch.rand(2, 3, TINY.image_size, TINY.image_size) * 2 - 1
    with torch.no_grad():
        features = policy.vision(pixels)
    got = ort.InferenceSession(folder / "vision_encoder.onnx").run(None, {"pixel_values": pixels[:, None].numpy()})[0]
    print("vision", np.abs(got - features.numpy()).max(), "feature std", features.std().item())

    ids = torch.randint(0, TINY.vocab_size, (2, 9))
    embeds = ort.InferenceSession(folder / "embed_tokens.onnx").run(None, {"input_ids": ids.numpy()})[0]
    with torch.no_grad():
        hidden, _ = policy.decoder(torch.from_numpy(embeds), torch.arange(9)[None], causal(9))
        logits = policy.decoder.lm_head(hidden)
    print("logits std", logits.std().item())
    for name in DECODERS:
        session = ort.InferenceSession(folder / f"{name}.onnx")
        past = [np.zeros((2, TINY.num_kv_heads, 0, TINY.head_dim), np.float32)] * (2 * TINY.num_layers)
        parts = []
        for part in (embeds[:, :6], *(embeds[:, t : t + 1] for t in range(6, 9))):
            out, past = run_decoder(session, part, past)
            parts.append(out)
        print(name, np.abs(np.concatenate(parts, 1) - logits.numpy()).max())


if __name__ == "__main__":
    main()

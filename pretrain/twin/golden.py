"""What the golden files share: arrays in JSON, the two prompts, and the forward pass of rows over a prefix.

Letters: S prefix length, D hidden, R rows, T padded row length, V vocabulary.
"""
import base64
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from policy.config import TINY
from policy.decoder import Decoder, causal
from policy.policy import Policy
from policy.tokenizer import prompt_text
from twin.tiny import tiny_tokenizer

QUESTIONS = ("where is it?", "find the red ring")
NAMES = {np.float64: "float64", np.float32: "float32", np.int32: "int32"}


def array(value: Tensor | np.ndarray, dtype: type = np.float32) -> dict[str, object]:
    """-> {dtype, shape, data}: base64 of the little-endian row-major bytes."""
    numpy = value.detach().numpy() if isinstance(value, Tensor) else np.asarray(value)
    numpy = np.ascontiguousarray(numpy.astype(dtype))
    data = base64.b64encode(numpy.astype(numpy.dtype.newbyteorder("<")).tobytes()).decode()
    return {"dtype": NAMES[dtype], "shape": list(numpy.shape), "data": data}


def write(path: Path, value: dict[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n")
    print(path.name, path.stat().st_size, "bytes")


@dataclass(frozen=True)
class Prompt:
    question: str
    pixels: Tensor
    """[3,S,S] in -1..1"""
    features: Tensor
    """[N,D]"""
    ids: Tensor
    """[S+1]; the last one opens every row"""
    embeds: Tensor
    """[S,D] of the prefix, picture in place; float32"""

    def record(self, picture: bool) -> dict[str, object]:
        shown = {"pixels": array(self.pixels), "image_features": array(self.features)} if picture else {}
        return {
            "question": self.question, "ids": array(self.ids, np.int32), "prefix_length": len(self.embeds),
            "prefix_embeds": array(self.embeds), **shown,
        }


def make_prompts(policy: Policy) -> list[Prompt]:
    tokenizer, prompts = tiny_tokenizer(), []
    generator = torch.Generator().manual_seed(3)
    for question in QUESTIONS:
        pixels = torch.rand(3, TINY.image_size, TINY.image_size, generator=generator) * 2 - 1
        ids = torch.tensor(tokenizer.encode(prompt_text(question, TINY.image_tokens)).ids)
        with torch.no_grad():
            features = policy.vision(pixels[None])[0]
            embeds = policy.prompt_embeds(ids[None, :-1], features[None], tokenizer.token_to_id("<image>"))[0]
        prompts.append(Prompt(question, pixels, features, ids, embeds))
    return prompts


def hidden_rows(decoder: Decoder, table: Tensor, prompt: Prompt, inputs: Tensor) -> Tensor:
    """inputs [T] token ids -> hidden [T,D] after the final norm; one causal pass over prefix and row, in float64."""
    embeds = torch.cat([prompt.embeds.double(), table[inputs]])[None]
    length = embeds.shape[1]
    hidden, _ = decoder(embeds, torch.arange(length)[None], causal(length))
    return hidden[0, len(prompt.embeds) :]


def scores(decoder: Decoder, hidden: Tensor, temperature: float) -> tuple[Tensor, Tensor]:
    """hidden [T,D] -> log-probs [T,V] over the full vocabulary and entropies [T], temperature applied."""
    logp = (decoder.lm_head(hidden) / temperature).log_softmax(-1)
    return logp, -(logp.exp() * logp).sum(-1)

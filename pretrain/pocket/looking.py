"""A teacher for attention: while the policy thinks about a thing, two heads shall look at it.

From words and boxes alone the policy learned what lies where, but not to find a thing by its *name*: of three different things it boxed the one asked
for in 31 % of the scenes, which is chance. Nothing in such a loss says which of the 36 tokens the noun of a question belongs to. So in the first head of
each layer of LAYERS the attention of a completion's tokens is pulled to the tokens that the asked things cover (supervised attention, Mi et al. 2016,
arXiv 1608.00112): Kullback-Leibler divergence from the share of the things' area in each token to the attention over everything visible.
Letters: B sequences, T tokens, R rows that are taught, N = 36 tokens of a picture.
"""
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from pocket.scene import Box
from policy.decoder import Decoder, rotate

LAYERS = (1, 2)
"""The noun of a question is two tokens more often than one: a layer must join them before a look can follow."""
SIDE = 6


@dataclass
class Looks:
    """Row r looks from token `at[r]` (flat, b*T + t) at the picture tokens `first[r]` ... + N of its sequence, as `share` [R,N] says (rows sum to 1)."""

    at: Tensor
    first: Tensor
    share: Tensor


def shares(boxes: tuple[Box, ...]) -> np.ndarray:
    """Boxes as fractions of the side -> [N]: how much of each token they cover, all boxes counting alike, sum 1."""
    edges = np.arange(SIDE + 1) / SIDE
    total = np.zeros((SIDE, SIDE))
    for x0, y0, x1, y1 in boxes:
        wide = np.clip(np.minimum(edges[1:], x1) - np.maximum(edges[:-1], x0), 0, None)
        high = np.clip(np.minimum(edges[1:], y1) - np.maximum(edges[:-1], y0), 0, None)
        covered = high[:, None] * wide
        total += covered / max(1e-9, covered.sum())
    return (total / total.sum()).reshape(-1)


class Watched:
    """Keeps what enters the attention of LAYERS in the last forward pass."""

    def __init__(self, decoder: Decoder, layers: tuple[int, ...] = LAYERS) -> None:
        self.decoder = decoder
        self.inputs: dict[int, Tensor] = {}
        for i in layers:
            decoder.layers[i].input_layernorm.register_forward_hook(lambda module, given, out, i=i: self.inputs.__setitem__(i, out))

    def attention(self, layer: int, head: int, at: Tensor, positions: Tensor, mask: Tensor) -> Tensor:
        """Log of the attention that one head pays from the tokens `at` (flat, b*T + t) to all of their row [R,T]."""
        decoder, c, h = self.decoder, self.decoder.config, self.inputs[layer]
        cos, sin = decoder.cos[positions][:, None], decoder.sin[positions][:, None]
        d, of = c.head_dim, head * c.num_kv_heads // c.num_heads
        module = decoder.layers[layer]
        q = rotate(module.q_proj(h)[:, None, :, head * d : (head + 1) * d], cos, sin)[:, 0].float()
        k = rotate(module.k_proj(h)[:, None, :, of * d : (of + 1) * d], cos, sin)[:, 0].float()
        scores = (q @ k.transpose(1, 2) / d**0.5).flatten(0, 1)[at]
        return scores.masked_fill(~mask[:, 0].flatten(0, 1)[at], -torch.inf).log_softmax(-1)

    def loss(self, looks: Looks, positions: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """positions [B,T], mask bool [B,1,T,T] of the last forward pass -> mean divergence over rows and heads in nats; mean attention that falls on the things' tokens."""
        seen = looks.first[:, None] + torch.arange(looks.share.shape[1], device=looks.first.device)
        total, mass = torch.zeros((), device=seen.device), torch.zeros((), device=seen.device)
        for i in LAYERS:
            logp = self.attention(i, 0, looks.at, positions, mask).gather(1, seen)
            total = total + F.kl_div(logp, looks.share, reduction="sum") / max(1, len(looks.at)) / len(LAYERS)
            mass = mass + (logp.detach().exp() * (looks.share > 0)).sum(1).mean() / len(LAYERS)
        return total, mass

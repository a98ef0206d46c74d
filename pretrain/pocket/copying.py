"""A teacher for copying: before a copied token is said, two heads shall look at the token of the question that comes next.

Such a head (an induction head, Olsson et al. 2022, arXiv 2209.11895) serves every word alike, also one that nobody has ever asked for; from words alone it is found late, and Pocket repeated
two of ten words of a word list and hardly any two in a row. In the heads of HEADS, which paid a copy's source the most attention before (0.42 and 0.44), the attention of the token before a copied
one is pulled to its source: cross-entropy over everything visible. Letters: B sequences, T tokens, R rows that are taught.
"""
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

if TYPE_CHECKING:  # looking.py says how a head looks, rows.py holds both kinds of rows
    from pocket.looking import Watched

HEADS = ((3, 1), (4, 7))
"""(layer, head)"""


@dataclass
class Copies:
    """Row r, at token `at[r]` (flat, b*T + t), precedes a copy of token `source[r]` of its row of the batch."""

    at: Tensor
    source: Tensor


def copy_loss(watched: "Watched", copies: Copies, positions: Tensor, mask: Tensor) -> Tensor:
    """Mean cross-entropy over rows and heads in nats; 0 where nothing is copied."""
    total = torch.zeros((), device=positions.device)
    for layer, head in HEADS:
        logp = watched.attention(layer, head, copies.at, positions, mask).gather(1, copies.source[:, None])
        total = total - logp.sum() / max(1, len(copies.at)) / len(HEADS)
    return total

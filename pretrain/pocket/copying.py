"""A teacher for copying: before a copied token is said, one head shall look at the token of the question that comes next.

Such a head (an induction head, Olsson et al. 2022, arXiv 2209.11895) serves every word alike, also one that nobody has ever asked for; from words alone it is found late, and Pocket
repeated 8 of 28 random words. In the heads of HEADS the attention of the token before a copied one is pulled to its source: cross-entropy over everything visible.
Letters: B sequences, T tokens, R rows that are taught, d head size.
"""
from dataclasses import dataclass

from torch import Tensor
import torch

HEADS = ((2, 5), (3, 5))
"""(layer, head)"""


@dataclass
class Copies:
    """Row r, at token `at[r]` (flat, b*T + t), precedes a copy of token `source[r]` of its sequence."""

    at: Tensor
    source: Tensor

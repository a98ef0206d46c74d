"""Packs several questions about each picture into one training sequence that shares the picture.

Letters: B pictures, T padded length, M rows that predict a completion token, Q of them a box number.
A sequence is [prefix with the picture][question + completion]...; a token sees the prefix and its own question only,
and every question starts at the position after the prefix, so the network computes just what it will at run time.

Box numbers are drawn around the true box, and their *target* is that whole (discretised,
truncated) Gaussian instead of the number that was drawn: the policy learns to be broad but unbiased.
"""
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from shapes.backgrounds import Rng
from shapes.questions import Example, ask, box_numbers, completion
from shapes.scenes import Scene

ROOM = 3
"""Least width and height of a drawn box, in hundredths."""


@dataclass(frozen=True)
class Spread:
    """Standard deviation of the drawn numbers: a share of the side of the box, within limits in hundredths."""

    share: float
    least: float
    most: float


WIDE, NARROW = Spread(0.27, 4.5, 8.5), Spread(0.2, 3.5, 7.0)


@dataclass(frozen=True)
class Batch:
    ids: Tensor
    """[B,T] int64; the picture's tokens are placeholders"""
    positions: Tensor
    """[B,T]"""
    mask: Tensor
    """bool [B,1,T,T]"""
    rows: Tensor
    """[M] flat index (b*T + t) of the token whose successor is predicted"""
    labels: Tensor
    """[M] the successor; ignored where `soft` says so"""
    soft_rows: Tensor
    """[Q] index into the M rows"""
    soft: Tensor
    """[Q,4] mean, standard deviation, lowest and highest number allowed, in hundredths"""
    leading: Tensor
    """bool [Q]: the number comes first in its box, so it is the token `12`, not ` 12`"""


def draw_box(example: Example, rng: Rng, spread: Spread) -> tuple[tuple[int, ...], list[list[float]]]:
    """-> four drawn numbers and their distributions (mean, std, low, high)."""
    mean, drawn, rows = box_numbers(example.box), [], []
    for k in range(4):
        axis = k % 2
        std = float(np.clip(spread.share * (mean[axis + 2] - mean[axis]), spread.least, spread.most))
        low, high = (0, 99 - ROOM) if k < 2 else (drawn[axis] + ROOM, 99)
        centre = float(np.clip(mean[k], low, high))
        value = round(centre + std * rng.standard_normal())
        for _ in range(20):
            if low <= value <= high:
                break
            value = round(centre + std * rng.standard_normal())
        drawn.append(int(np.clip(value, low, high)))
        rows.append([centre, std, low, high])
    return tuple(drawn), rows


def make_batch(
    tokenizer: Tokenizer, prefix: list[int], scenes: list[Scene], questions: int, spread: Spread, rng: Rng
) -> Batch:
    """prefix: token ids up to and including the token after the picture."""
    box_open = tokenizer.token_to_id("<box>")
    sequences, rows, labels, soft_rows, soft = [], [], [], [], []
    for scene in scenes:
        ids, segment, position, targets = list(prefix), [0] * len(prefix), list(range(len(prefix))), []
        for q in range(1, questions + 1):
            example = ask(rng, scene)
            numbers, targeted = draw_box(example, rng, spread)
            asked = tokenizer.encode(f"{example.question}<end_of_utterance>\nAssistant:").ids
            said = tokenizer.encode(completion(example, numbers)).ids
            first = len(ids) + len(asked)
            targets += [(first + k - 1, t) for k, t in enumerate(said)]
            at = said.index(box_open)
            soft.append((len(targets) - len(said) + at + 1, targeted))
            ids += asked + said
            segment += [q] * (len(asked) + len(said))
            position += range(len(prefix), len(prefix) + len(asked) + len(said))
        sequences.append((ids, segment, position, targets))
        rows.append([t for t, _ in targets])
        labels += [label for _, label in targets]
    return _padded(sequences, rows, labels, soft, questions)


def _padded(sequences: list, rows: list, labels: list[int], soft: list, questions: int) -> Batch:
    length = max(len(s[0]) for s in sequences)
    pad = lambda k, fill: np.array([s[k] + [fill] * (length - len(s[k])) for s in sequences])
    ids, segment, position = pad(0, 2), torch.from_numpy(pad(1, -1)), pad(2, 0)
    own = segment[:, :, None] == segment[:, None, :]
    mask = (own | (segment[:, None, :] == 0)) & torch.ones(length, length, dtype=torch.bool).tril()
    offsets = np.cumsum([0] + [len(r) for r in rows])
    flat = np.concatenate([b * length + np.array(r) for b, r in enumerate(rows)])
    soft_rows, table = [], []
    for n, (local, targeted) in enumerate(soft):
        soft_rows += [offsets[n // questions] + local + k for k in range(4)]
        table += targeted
    leading = torch.tensor([True, False, False, False] * len(soft))
    return Batch(torch.from_numpy(ids), torch.from_numpy(position), mask[:, None], torch.from_numpy(flat),
                 torch.tensor(labels), torch.tensor(np.array(soft_rows)), torch.tensor(table), leading)


def soft_targets(soft: Tensor) -> Tensor:
    """[Q,4] mean, std, low, high -> probabilities of the numbers 0..99 [Q,100]."""
    numbers = torch.arange(100)
    mean, spread, low, high = soft.unsqueeze(2).unbind(1)
    p = torch.special.ndtr((numbers + 0.5 - mean) / spread) - torch.special.ndtr((numbers - 0.5 - mean) / spread)
    p = p * ((numbers >= low) & (numbers <= high)) + 1e-9
    return p / p.sum(1, keepdim=True)

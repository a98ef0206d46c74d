"""Training sequences under construction: questions that share a picture, what they teach, and the batch that comes of them.

A sequence is a picture (or two) and its questions; a row of the batch holds several of them one behind the other, so that hardly any padding is left.
Letters: B rows, T padded length, M rows of logits that predict a token of a completion, Q of them a coordinate.
"""
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from pocket.copying import Copies
from pocket.examples import Example
from pocket.looking import Looks, shares
from pocket.scene import Box

MULTIPLE = 16
"""The length of a row is a multiple of it."""


@dataclass
class Batch:
    ids: Tensor
    """[B,T] int64; picture tokens are placeholders"""
    positions: Tensor
    pack: Tensor
    """[B,T] which sequence a token belongs to; -1 = padding"""
    segment: Tensor
    """[B,T] which question of the sequence it belongs to, from 1; 0 = its pictures"""
    pictures: Tensor
    """uint8 [n,S,S,3]"""
    shown: Tensor
    """[blocks] index of the picture of each block of placeholders, in their order"""
    looks: Looks
    copies: Copies
    rows: Tensor
    """[M] flat index b*T + t of the token whose successor is predicted"""
    labels: Tensor
    """[M]"""
    families: Tensor
    """[M] index into `skills`, for reporting"""
    soft_rows: Tensor
    """[Q] index into the M rows"""
    soft: Tensor
    """[Q,4] mean, standard deviation, lowest and highest number, in hundredths"""
    leading: Tensor
    """bool [Q]: the number is the token `12`, not ` 12`"""
    skills: list[str] = field(default_factory=list)

    @property
    def mask(self) -> Tensor:
        """bool [B,1,T,T]"""
        return visible(self.pack, self.segment)


def visible(pack: Tensor, segment: Tensor) -> Tensor:
    """[B,T], [B,T] -> bool [B,1,T,T]: a token sees the pictures of its sequence and its own question, as far as they lie before it."""
    same = (pack[:, :, None] == pack[:, None, :]) & ((segment[:, :, None] == segment[:, None, :]) | (segment[:, None, :] == 0))
    return same.tril()[:, None]


def laid(lengths: list[int]) -> tuple[list[tuple[int, int]], int, int]:
    """Puts sequences into rows as long as the longest of them, the longest first, each where it fits first -> (row, first token) of each, rows, length."""
    width = -(-max(lengths) // MULTIPLE) * MULTIPLE
    places, filled = [(0, 0)] * len(lengths), []
    for k in sorted(range(len(lengths)), key=lambda k: -lengths[k]):
        row = next((b for b, used in enumerate(filled) if used + lengths[k] <= width), len(filled))
        if row == len(filled):
            filled.append(0)
        places[k] = (row, filled[row])
        filled[row] += lengths[k]
    return places, len(filled), width


class Number(NamedTuple):
    """A coordinate of a completion."""

    at: int
    """Index of its token"""
    distribution: list[float]
    """mean, standard deviation, lowest and highest number, in hundredths"""
    leading: bool
    look: Box | None


class Rows:
    """Sequences under construction and what they teach."""

    def __init__(self, tokenizer: Tokenizer, block: list[int]) -> None:
        self.image, self.block = tokenizer.token_to_id("<image>"), block
        self.sequences: list[tuple[list[int], list[int], list[int]]] = []
        self.skills: list[str] = []
        self.shown: list[list[int]] = []
        self.rows: list[tuple[int, int]] = []
        self.labels: list[int] = []
        self.families: list[int] = []
        self.soft: list[tuple[int, list[float], bool]] = []
        self.looks: list[tuple[int, int, int, np.ndarray]] = []
        self.copies: list[tuple[int, int, int]] = []

    def begin(self, prefix: list[int], shown: range) -> None:
        self.sequences.append((list(prefix), [0] * len(prefix), list(range(len(prefix)))))
        self.shown.append(list(shown))

    def length(self) -> int:
        return len(self.sequences[-1][0])

    def add(self, example: Example, asked: list[int], said: list[int], own: list[bool], numbers: list[Number], copies: list[tuple[int, int]] = ()) -> None:
        """copies: (token of `said`, token of `asked` that it repeats)."""
        ids, segment, position = self.sequences[-1]
        b, prefix, first = len(self.sequences) - 1, segment.count(0), len(ids) + len(asked)
        if example.skill not in self.skills:
            self.skills.append(example.skill)
        index = {k: len(self.labels) + n for n, k in enumerate(k for k, mine in enumerate(own) if mine)}
        for k in index:
            self.rows.append((b, first + k - 1))
            self.labels.append(said[k])
            self.families.append(self.skills.index(example.skill))
        self.soft += [(index[n.at], n.distribution, n.leading) for n in numbers]
        if not example.loose:
            last = numbers[0].at if numbers else len(said)
            aims = [(range(last), example.looks)] + [((n.at - 1, n.at), (n.look,)) for n in numbers if n.look]
            for tokens, share in [(tokens, shares(boxes)) for tokens, boxes in aims if boxes]:
                self.looks += [(b, first + k - 1, ids.index(self.image), share) for k in tokens]
        self.copies += [(b, first + token - 1, len(ids) + source) for token, source in copies]
        question = segment[-1] + 1
        ids += asked + said
        segment += [question] * (len(asked) + len(said))
        position += range(prefix, prefix + len(asked) + len(said))

    def batch(self, pictures: Tensor) -> Batch:
        places, height, width = laid([len(ids) for ids, _, _ in self.sequences])
        ids, pack, segment, position = (np.full((height, width), fill) for fill in (2, -1, -1, 0))
        for k, ((said, own, at), (b, first)) in enumerate(zip(self.sequences, places)):
            here = (b, slice(first, first + len(said)))
            ids[here], pack[here], segment[here], position[here] = said, k, own, at
        order = sorted(range(len(places)), key=lambda k: places[k])
        flat = lambda pairs: torch.tensor([places[k][0] * width + places[k][1] + t for k, t in pairs], dtype=torch.long)
        moved = lambda pairs: torch.tensor([places[k][1] + t for k, t in pairs], dtype=torch.long)
        tokens = self.block.count(self.image)
        share = torch.from_numpy(np.array([s for *_, s in self.looks], np.float32).reshape(-1, tokens))
        looks = Looks(flat([(k, t) for k, t, _, _ in self.looks]), moved([(k, f) for k, _, f, _ in self.looks]), share)
        copies = Copies(flat([(k, t) for k, t, _ in self.copies]), moved([(k, source) for k, _, source in self.copies]))
        soft_rows, soft, leading = zip(*self.soft) if self.soft else ((), (), ())
        return Batch(
            *(torch.from_numpy(a) for a in (ids, position, pack, segment)), pictures, torch.tensor([i for k in order for i in self.shown[k]]), looks, copies,
            flat(self.rows), torch.tensor(self.labels), torch.tensor(self.families), torch.tensor(soft_rows, dtype=torch.long),
            torch.tensor(soft, dtype=torch.float32).reshape(-1, 4), torch.tensor(leading, dtype=torch.bool), self.skills,
        )

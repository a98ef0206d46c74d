"""Training sequences under construction: rows of questions that share a picture, what they teach, and the batch that comes of them.

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


@dataclass
class Batch:
    ids: Tensor
    """[B,T] int64; picture tokens are placeholders"""
    positions: Tensor
    mask: Tensor
    """bool [B,1,T,T]"""
    pictures: np.ndarray
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
        self.shown: list[int] = []
        self.rows: list[tuple[int, int]] = []
        self.labels: list[int] = []
        self.families: list[int] = []
        self.soft: list[tuple[int, list[float], bool]] = []
        self.looks: list[tuple[int, int, int, np.ndarray]] = []
        self.copies: list[tuple[int, int, int]] = []

    def begin(self, prefix: list[int], shown: range) -> None:
        self.sequences.append((list(prefix), [0] * len(prefix), list(range(len(prefix)))))
        self.shown += shown

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

    def batch(self, pictures: np.ndarray) -> Batch:
        length = max(len(ids) for ids, _, _ in self.sequences)
        pad = lambda k, fill: torch.from_numpy(np.array([s[k] + [fill] * (length - len(s[k])) for s in self.sequences]))
        ids, segment, position = pad(0, 2), pad(1, -1), pad(2, 0)
        own = segment[:, :, None] == segment[:, None, :]
        mask = (own | (segment[:, None, :] == 0)) & torch.ones(length, length, dtype=torch.bool).tril()
        flat = lambda pairs: torch.tensor([b * length + t for b, t in pairs], dtype=torch.long)
        tokens = self.block.count(self.image)
        share = torch.from_numpy(np.array([s for *_, s in self.looks], np.float32).reshape(-1, tokens))
        looks = Looks(flat([(b, t) for b, t, _, _ in self.looks]), torch.tensor([f for _, _, f, _ in self.looks], dtype=torch.long), share)
        copies = Copies(flat([(b, t) for b, t, _ in self.copies]), torch.tensor([source for *_, source in self.copies], dtype=torch.long))
        soft_rows, soft, leading = zip(*self.soft) if self.soft else ((), (), ())
        return Batch(
            ids, position, mask[:, None], pictures, torch.tensor(self.shown), looks, copies, flat(self.rows), torch.tensor(self.labels), torch.tensor(self.families),
            torch.tensor(soft_rows, dtype=torch.long), torch.tensor(soft, dtype=torch.float32).reshape(-1, 4), torch.tensor(leading, dtype=torch.bool), self.skills,
        )

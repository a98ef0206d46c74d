"""Packs several questions about the same pictures into one training sequence that shares the pictures.

Letters: B packs, T padded length, M rows that predict a token of a completion, Q of them a coordinate.
A pack is one or more sequences of [picture blocks][question + completion]..., of about ROW tokens, and a row holds as many sequences as fit (rows.py); a token sees the picture blocks and its own question only,
and every question starts at the position after the blocks, so the network computes just what it will at run time. An observation (a crop after `</zoom>`) is one more picture
block inside a completion; none of its tokens is a target.

A coordinate is drawn around the true value, and its *target* is that whole (discretised, truncated) Gaussian instead of the number that was
drawn: the policy learns to be as broad as `Spread` says, but unbiased.
"""
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from pocket.copied import copied_tokens
from pocket.examples import Coordinate, Copied, Example, Observation
from pocket.rows import Batch, Number, Rows

Rng = np.random.Generator
ROW = 240
"""Most tokens of a sequence that holds more than one question, where a picture is asked some six of them: attention pays for the square of its length, a new sequence for the picture's tokens once more."""
ROOM = 3
"""Least width and height of a drawn box, in hundredths."""


@dataclass(frozen=True)
class Spread:
    """Standard deviation of the drawn numbers: a share of the side of the box, within limits in hundredths."""

    share: float
    least: float
    most: float


SPREADS = {"wide": Spread(0.22, 3.0, 8.0), "middle": Spread(0.14, 2.0, 5.0), "narrow": Spread(0.08, 1.2, 3.0)}
GUESS = Spread(0.45, 8.0, 22.0)
"""Of a guessed box (guess.py): so wide that what is usual is learned, not single boxes."""


@dataclass(frozen=True)
class Pack:
    """Pictures (uint8 [S,S,3]) and the examples about them; `crop(box)` gives what comes back after a zoom."""

    pictures: tuple[np.ndarray, ...]
    examples: tuple[Example, ...]
    crop: Callable[[tuple[float, ...]], np.ndarray] | None = None


def drawn(coordinates: list[Coordinate], spread: Spread, rng: Rng) -> tuple[list[int], list[list[float]]]:
    """-> drawn numbers and their distributions (mean, std, low, high). A high corner exceeds its low corner by ROOM."""
    values, rows = [], []
    has_upper = {c.low for c in coordinates if c.low is not None}
    for k, c in enumerate(coordinates):
        std = float(np.clip(spread.share * c.side, spread.least, spread.most))
        low = 0 if c.low is None else min(99, values[c.low] + ROOM)
        high = 99 - ROOM if k in has_upper else 99
        centre = float(np.clip(c.mean, low, high))
        for _ in range(20):
            value = round(centre + std * rng.standard_normal())
            if low <= value <= high:
                break
        values.append(int(np.clip(value, low, high)))
        rows.append([centre, std, low, high])
    return values, rows


def tokens_of(tokenizer: Tokenizer, block: list[int], example: Example, spread: Spread, rng: Rng):
    """-> ids of the completion, whether each is a target, its coordinates, boxes of the crops (as drawn), (token, token of the question that it repeats)."""
    values, rows = drawn([p for p in example.completion if isinstance(p, Coordinate)], GUESS if example.loose else spread, rng)
    ids: list[int] = []
    own: list[bool] = []
    soft: list[Number] = []
    crops: list[tuple[float, ...]] = []
    copies: list[tuple[int, int]] = []
    k = 0
    for part in example.completion:
        if isinstance(part, Observation):
            crops.append(tuple(v / 100 for v in values[part.first : part.first + 4]))
            ids += block
            own += [False] * len(block)
        elif isinstance(part, Coordinate):
            leading = not part.spaced
            piece = tokenizer.encode(f"{'' if leading else ' '}{values[k]}").ids
            soft.append(Number(len(ids), rows[k], leading, part.look))
            ids += piece
            own += [True] * len(piece)
            k += 1
        else:
            piece, sources = copied_tokens(tokenizer, example.question, part) if isinstance(part, Copied) else (tokenizer.encode(part).ids, [])
            copies += [(len(ids) + n, source) for n, source in enumerate(sources)]
            ids += piece
            own += [True] * len(piece)
    return ids, own, soft, crops, copies


class Packer:
    """row: most tokens of a sequence that holds more than one question."""

    def __init__(self, tokenizer: Tokenizer, image_tokens: int, spread: Spread, row: int = ROW) -> None:
        self.tokenizer, self.spread, self.row = tokenizer, spread, row
        self.block = tokenizer.encode("<fake_token_around_image><global-img>" + "<image>" * image_tokens + "<fake_token_around_image>").ids
        self.start = tokenizer.encode("<|im_start|>User:").ids
        self.end = tokenizer.encode("<end_of_utterance>").ids

    @staticmethod
    def pictures(pack: Pack) -> int:
        """Pictures that the pack adds to a batch, crops included."""
        return len(pack.pictures) + sum(isinstance(p, Observation) for e in pack.examples for p in e.completion)

    def batch(self, packs: list[Pack], rng: Rng) -> Batch:
        made, pictures = Rows(self.tokenizer, self.block), []
        for pack in packs:
            whole = range(len(pictures), len(pictures) + len(pack.pictures))
            pictures += pack.pictures
            prefix = self.start + self.block * len(pack.pictures)
            made.begin(prefix, whole)
            for example in pack.examples:
                asked = self.tokenizer.encode(f"{example.question}<end_of_utterance>\nAssistant:").ids
                said, own, numbers, crops, copies = tokens_of(self.tokenizer, self.block, example, self.spread, rng)
                if len(prefix) < made.length() and made.length() + len(asked) + len(said) > self.row:
                    made.begin(prefix, whole)
                made.shown[-1] += range(len(pictures), len(pictures) + len(crops))
                pictures += [pack.crop(box) for box in crops]
                made.add(example, asked, said + self.end, own + [True], numbers, copies)
        return made.batch(torch.from_numpy(np.stack(pictures)))


def soft_targets(soft: Tensor) -> Tensor:
    """[Q,4] mean, std, low, high -> probabilities of the numbers 0..99 [Q,100]."""
    numbers = torch.arange(100, device=soft.device)
    mean, spread, low, high = soft.unsqueeze(2).unbind(1)
    p = torch.special.ndtr((numbers + 0.5 - mean) / spread) - torch.special.ndtr((numbers - 0.5 - mean) / spread)
    p = p * ((numbers >= low) & (numbers <= high)) + 1e-9
    return p / p.sum(1, keepdim=True)

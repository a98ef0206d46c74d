"""Endless scenes from a process of its own, so that composing overlaps with training."""
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset

T = TypeVar("T")


class Endless(IterableDataset):
    """`make()` runs once in each worker and gives the function that draws one batch."""

    def __init__(self, make: Callable[[], Callable[[np.random.Generator], T]], seed: int) -> None:
        self.make, self.seed = make, seed

    def __iter__(self) -> Iterator[T]:
        info = torch.utils.data.get_worker_info()
        torch.set_num_threads(1)
        rng = np.random.default_rng([self.seed, info.id if info else 0])
        draw = self.make()
        while True:
            yield draw(rng)


def stream(make: Callable[[], Callable[[np.random.Generator], T]], seed: int, workers: int = 1) -> Iterator[T]:
    return iter(DataLoader(Endless(make, seed), batch_size=None, num_workers=workers, prefetch_factor=3))


MEAN, STD = torch.tensor([123.675, 116.28, 103.53]), torch.tensor([58.395, 57.12, 57.375])
"""ImageNet's, RGB, 0..255."""


def to_input(pixels: np.ndarray | torch.Tensor) -> torch.Tensor:
    """uint8 [n,S,S,3] -> float32 [n,3,S,S], normalised, channels last in memory."""
    x = torch.as_tensor(pixels)
    x = (x.float() - MEAN.to(x.device)) / STD.to(x.device)
    return x.permute(0, 3, 1, 2)

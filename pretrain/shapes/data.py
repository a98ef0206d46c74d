"""Shards of scenes read as they appear, with a mirrored copy as augmentation.

Letters: B batch, S side. Shard 0 is held out.
"""
import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from shapes.backgrounds import Rng
from shapes.scenes import Scene


def mirrored(scene: Scene) -> Scene:
    flip = lambda i: replace(i, box=(1 - i.box[2], i.box[1], 1 - i.box[0], i.box[3]))
    return Scene(scene.pixels[:, ::-1], tuple(flip(i) for i in reversed(scene.items)))


def to_input(pixels: np.ndarray) -> Tensor:
    """uint8 [B,S,S,3] -> float [B,3,S,S] in -1..1, as preprocessor_config.json says."""
    return torch.from_numpy(np.ascontiguousarray(pixels)).permute(0, 3, 1, 2).float() / 127.5 - 1


class SceneStore:
    def __init__(self, folder: Path, held_out: bool = False) -> None:
        self.folder, self.held_out = folder, held_out
        self.loaded: set[str] = set()
        self.scenes: list[Scene] = []
        self.refresh()

    def refresh(self) -> None:
        """Reads the shards that have been written since the last call."""
        for path in sorted(self.folder.glob("*.pkl")):
            if path.name in self.loaded or (path.stem == "0000") != self.held_out:
                continue
            pixels, items = pickle.loads(path.read_bytes())
            self.scenes += [Scene(p, tuple(i)) for p, i in zip(pixels, items)]
            self.loaded.add(path.name)

    def batch(self, rng: Rng, size: int) -> tuple[Tensor, list[Scene]]:
        scenes = [self.scenes[i] for i in rng.integers(len(self.scenes), size=size)]
        scenes = [mirrored(s) if rng.random() < 0.5 else s for s in scenes]
        pixels = np.stack([s.pixels for s in scenes])
        shift = rng.normal(0, 12, (size, 1, 1, 3)) + rng.normal(0, rng.uniform(0, 5), pixels.shape)
        return to_input(np.clip(pixels + shift, 0, 255).astype(np.float32)), scenes



"""The dense head that teaches the eyes: what lies under each cell of the 12 x 12 grid, its colour, its box, and where things have their centre.

A cell belongs to the thing whose visible box holds the cell's centre; of several, to the one in front. A thing smaller than a cell owns the cell
of its centre. Letters: B pictures, g = 12 cells a side, C channels.
"""
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from pocket.colours import NAMES
from pocket.scene import Scene

GRID = 12


@dataclass
class Targets:
    """noun, colour int64 [B,g,g] (-1 = none); box float [B,4,g,g]; centre float [B,g,g]."""

    noun: Tensor
    colour: Tensor
    box: Tensor
    centre: Tensor

    @classmethod
    def of(cls, scenes: list[Scene], nouns: dict[str, int]) -> "Targets":
        shape = (len(scenes), GRID, GRID)
        noun, colour, centre = np.full(shape, -1), np.full(shape, -1), np.zeros(shape, np.float32)
        box = np.zeros((len(scenes), 4, GRID, GRID), np.float32)
        middle = (np.arange(GRID) + 0.5) / GRID
        for n, scene in enumerate(scenes):
            for thing in sorted(scene.things, key=lambda t: t.depth):
                x0, y0, x1, y1 = thing.box
                column, row = (middle > x0) & (middle < x1), (middle > y0) & (middle < y1)
                cx, cy = min(GRID - 1, int((x0 + x1) / 2 * GRID)), min(GRID - 1, int((y0 + y1) / 2 * GRID))
                column[cx] = row[cy] = True
                cells = np.ix_(row, column)
                noun[n][cells] = nouns[thing.noun]
                colour[n][cells] = NAMES.index(thing.colour) if thing.colour else -1
                for k in range(4):
                    box[n, k][cells] = thing.box[k]
                centre[n, cy, cx] = 1
        return cls(*map(torch.from_numpy, (noun, colour, box, centre)))


def dense_head(channels: int, nouns: int) -> nn.Module:
    """[B,C,g,g] -> [B, seen 1 + centre 1 + nouns + colours 11 + box 4, g, g]."""
    return nn.Conv2d(channels, 2 + nouns + len(NAMES) + 4, 1)


def mean_where(values: Tensor, chosen: Tensor) -> Tensor:
    """Mean of the chosen values, 0 where there are none; a GPU is not waited for, as it would be to pick them out."""
    return (values * chosen).sum() / chosen.sum().clamp(min=1)


def dense_parts(out: Tensor, target: Targets) -> dict[str, Tensor]:
    """The losses whose sum is taught."""
    nouns = out.shape[1] - 2 - len(NAMES) - 4
    present = target.noun >= 0
    seen, centre, noun, colour, box = out.split([1, 1, nouns, len(NAMES), 4], dim=1)
    axis = (torch.arange(GRID, device=out.device) + 0.5) / GRID
    middle = torch.stack(torch.meshgrid(axis, axis, indexing="xy")).repeat(2, 1, 1)  # x y x y [4,g,g]
    named = F.cross_entropy(noun, target.noun, ignore_index=-1, label_smoothing=0.05, reduction="sum")
    coloured = F.cross_entropy(colour, target.colour, ignore_index=-1, reduction="sum")
    return {
        "seen": F.binary_cross_entropy_with_logits(seen[:, 0], present.float()),
        "centre": 3 * F.binary_cross_entropy_with_logits(centre[:, 0], target.centre),
        "noun": named / present.sum().clamp(min=1),
        "colour": 0.5 * coloured / (target.colour >= 0).sum().clamp(min=1),
        "box": 8 * mean_where((box * 0.3 + middle - target.box).abs().mean(1), present),
    }


def dense_loss(out: Tensor, target: Targets) -> tuple[Tensor, dict[str, float]]:
    """-> the sum, and what to print."""
    parts = dense_parts(out, target)
    noun, colour = out[:, 2 : -len(NAMES) - 4], out[:, -len(NAMES) - 4 : -4]
    with torch.no_grad():
        accuracy = (noun.argmax(1) == target.noun)[target.noun >= 0].float().mean().item()
        paint = (colour.argmax(1) == target.colour)[target.colour >= 0].float().mean().item()
    report = {**{k: v.item() for k, v in parts.items()}, "box": parts["box"].item() / 8, "accuracy": accuracy, "painted": paint}
    return sum(parts.values()), report

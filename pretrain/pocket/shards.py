"""Batches made ahead: written once, by as many processes as there are cores, and read again by training, so that no step waits for a picture to be composed.

A shard is one file with one batch: arrays in a zip (numpy's format), pictures as JPEG of quality 92 without chroma subsampling (about 12 KB), or, for frozen eyes, their tokens as float16
(18 KB) instead of them. What is needed to read one is numpy, Pillow and torch. Letters: n pictures, S side, D hidden size.
"""
import io
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset

from pocket.copying import Copies
from pocket.dense import Targets
from pocket.drawn import Drawn
from pocket.looking import Looks
from pocket.rows import Batch

QUALITY = 92
PLAIN = ("ids", "positions", "pack", "segment", "shown", "rows", "labels", "families", "soft_rows", "soft", "leading")
"""Tensors of a batch."""
PARTS = {"looks": Looks, "copies": Copies, "truth": Targets}
AGAIN = 5.0
"""Seconds after which a reader looks for new shards."""


def small(values: np.ndarray) -> np.ndarray:
    """Integers in the least type that holds them."""
    if values.dtype.kind == "i":
        low, high = (int(values.min()), int(values.max())) if values.size else (0, 0)
        return values.astype(next(t for t in (np.int8, np.int16, np.int32, np.int64) if np.iinfo(t).min <= low and high <= np.iinfo(t).max))
    return values


def as_jpeg(picture: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "JPEG", quality=QUALITY, subsampling=0)
    return buffer.getvalue()


def write_shard(path: Path, drawn: Drawn) -> None:
    """Written beside the file and then put in its place: a reader never sees half a shard."""
    batch = drawn.batch
    found = {name: small(getattr(batch, name).numpy()) for name in PLAIN}
    for name, holder in (("looks", batch.looks), ("copies", batch.copies), ("truth", drawn.truth)):
        found |= {f"{name}.{f.name}": small(getattr(holder, f.name).numpy()) for f in fields(holder)}
    if drawn.tokens is None:
        files = [as_jpeg(p) for p in np.asarray(batch.pictures)]
        found |= {"jpeg": np.frombuffer(b"".join(files), np.uint8), "sizes": np.array([len(f) for f in files])}
    else:
        found["tokens"] = drawn.tokens.half().numpy()
    about = json.dumps({"skills": batch.skills, "questions": drawn.questions})
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        np.savez_compressed(file, dense_rows=drawn.dense_rows.numpy(), about=np.frombuffer(about.encode(), np.uint8), **found)
    beside.replace(path)


def read_shard(path: Path) -> Drawn:
    """Raises OSError where the file is gone, ValueError where it is no shard."""
    with np.load(path) as file:
        found = {name: file[name] for name in file.files}
    whole = lambda v: torch.from_numpy(v.astype(np.int64) if v.dtype.kind == "i" else v)
    about = json.loads(found["about"].tobytes())
    parts = {name: kind(**{f.name: whole(found[f"{name}.{f.name}"]) for f in fields(kind)}) for name, kind in PARTS.items()}
    tokens, pictures = None, np.zeros((0, 1, 1, 3), np.uint8)
    if "tokens" in found:
        tokens = torch.from_numpy(found["tokens"])
    else:
        ends = np.cumsum(found["sizes"])
        blob = found["jpeg"].tobytes()
        pictures = np.stack([np.asarray(Image.open(io.BytesIO(blob[e - s : e])).convert("RGB")) for s, e in zip(found["sizes"], ends)])
    batch = Batch(**{name: whole(found[name]) for name in PLAIN}, pictures=torch.from_numpy(pictures), looks=parts["looks"], copies=parts["copies"], skills=about["skills"])
    return Drawn(batch, parts["truth"], whole(found["dense_rows"]), about["questions"], tokens)


class Shards(IterableDataset):
    """Endless: of the shards that are there, the one that has been read least (of several, any). Of several workers each reads its own."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.seed = folder, seed

    def listed(self, worker: int, workers: int) -> list[str]:
        names = sorted(n for n in os.listdir(self.folder) if n.endswith(".npz"))
        return names[worker::workers] if len(names) >= workers else names

    def __iter__(self) -> Iterator[Drawn]:
        info = torch.utils.data.get_worker_info()
        worker, workers = (info.id, info.num_workers) if info else (0, 1)
        torch.set_num_threads(1)
        rng, counts, names, looked = np.random.default_rng([self.seed, worker]), Counter(), [], 0.0
        while True:
            if not names or time.time() - looked > AGAIN:
                names, looked = self.listed(worker, workers), time.time()
            if not names:
                time.sleep(0.2)
                continue
            least = min(counts[n] for n in names)
            name = (fresh := [n for n in names if counts[n] == least])[rng.integers(len(fresh))]
            counts[name] += 1
            try:
                yield read_shard(self.folder / name)
            except FileNotFoundError:  # its maker has dropped it for a newer one
                names.remove(name)


def read_shards(folder: Path, seed: int, workers: int = 1) -> Iterator[Drawn]:
    return iter(DataLoader(Shards(folder, seed), batch_size=None, num_workers=workers, prefetch_factor=4 if workers else None))

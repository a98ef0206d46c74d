"""All that a machine with a GPU needs beside the repository, in one file: `python -m pocket.carry WORK CHECKPOINT OUT.tar`.

It holds the cut-outs of training as WebP, the backgrounds, the word list and the checkpoint in float16. Cut-outs and not ready batches: composed on the other machine's cores they give new pictures
for as long as it trains, where as many bytes of ready batches would be 600 steps, seen again and again.
"""
import io
import json
import sys
import tarfile
from pathlib import Path

import torch
from PIL import Image

from pocket.words import LIST

MOST_BYTES = 60e6
QUALITY = 88


def add(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))


def webp(path: Path, quality: int = QUALITY) -> bytes:
    buffer = io.BytesIO()
    Image.open(path).save(buffer, "WEBP", quality=quality, method=4)
    return buffer.getvalue()


def halved(checkpoint: Path) -> bytes:
    """Weights and dense head; moments belong to the run that has ended."""
    saved, buffer = torch.load(checkpoint, map_location="cpu"), io.BytesIO()
    half = lambda state: {k: v.half() if v.is_floating_point() else v for k, v in state.items()}
    torch.save({name: half(saved[name]) for name in ("policy", "head") if name in saved}, buffer)
    return buffer.getvalue()


def main() -> None:
    work, checkpoint, out = map(Path, sys.argv[1:4])
    out.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(out, "w") as tar:
        rows = [row for line in (work / "library/index.jsonl").read_text().splitlines() if (row := json.loads(line))["split"] == "train"]
        for row in rows:
            picture = webp(work / "library" / row["file"])
            row["file"] = str(Path(row["file"]).with_suffix(".webp"))
            add(tar, f"work/library/{row['file']}", picture)
        add(tar, "work/library/index.jsonl", "".join(json.dumps(row) + "\n" for row in rows).encode())
        for path in sorted((work / "backgrounds").glob("*.jpg")):  # all of them: their order decides which ones training may use
            add(tar, f"work/backgrounds/{path.name}", path.read_bytes())
        add(tar, "words.txt", LIST.read_bytes())
        add(tar, "start.pt", halved(checkpoint))
    size = out.stat().st_size
    print(f"{out}: {size / 1e6:.1f} MB, {len(rows)} cut-outs")
    if size > MOST_BYTES:
        raise SystemExit(f"That is more than {MOST_BYTES / 1e6:.0f} MB.")


if __name__ == "__main__":
    main()

"""Collects the cut-outs of Pocket: `python -m pocket.make_library WORK`, where WORK holds pkg/ (unpacked npm packages), renders/, furniture/.

Output: WORK/library/<style>/<noun>-<k>.png (RGBA, cropped to the opaque part, longest side <= 192) and WORK/library/index.jsonl with
{file, noun, style, split, model, w, h, source, licence}. Splits: DATA.md 6b. `model` groups the views of one 3D model.
Sources are files of their own in this folder: cutouts_*.py, each with `cutouts(work, nouns) -> Iterable[Cutout]`.
"""
import importlib
import json
import pkgutil
import sys
from collections import Counter
from pathlib import Path

from PIL import Image

import pocket
from pocket.cutout import Cutout, cropped

NOUNS = Path(__file__).resolve().parents[2] / "public/scenes/nouns.json"


def sources() -> list:
    names = sorted(m.name for m in pkgutil.iter_modules(pocket.__path__) if m.name.startswith("cutouts_"))
    return [importlib.import_module(f"pocket.{name}") for name in names]


def main() -> None:
    work = Path(sys.argv[1])
    chosen = sys.argv[2:]
    nouns = json.loads(NOUNS.read_text())
    out = work / "library"
    counts: Counter = Counter()
    rows = []
    for source in sources():
        if chosen and source.__name__.split("_")[-1] not in chosen:
            continue
        for item in source.cutouts(work, nouns):
            picture = cropped(item.picture)
            if picture is None:
                continue
            key = (item.style, item.noun)
            path = out / item.style / f"{item.noun.replace(' ', '_')}-{counts[key]}.png"
            counts[key] += 1
            path.parent.mkdir(parents=True, exist_ok=True)
            picture.save(path)
            rows.append({
                "file": str(path.relative_to(out)), "noun": item.noun, "style": item.style, "split": item.split, "model": item.model,
                "w": picture.width, "h": picture.height, "source": item.source, "licence": item.licence,
            })
        print(source.__name__, len(rows), flush=True)
    name = "index.jsonl" if not chosen else f"index-{'-'.join(chosen)}.jsonl"
    (out / name).write_text("".join(json.dumps(r) + "\n" for r in rows))
    per_style = Counter((r["style"], r["split"]) for r in rows)
    for key, count in sorted(per_style.items()):
        print(*key, count)
    per_noun = Counter(r["noun"] for r in rows if r["split"] == "train")
    print("fewest training pictures:", sorted((per_noun[n["noun"]], n["noun"]) for n in nouns)[:25])


if __name__ == "__main__":
    main()

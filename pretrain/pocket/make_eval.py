"""Writes prompts as `npm run eval` and `npm run train --prompts` read them: JSON lines and pictures.

`python -m pocket.make_eval WORK OUT [COUNT]` makes OUT/<set>.jsonl for the sets of the model card: seen (styles of training, fresh scenes),
models (held-out 3D models and the validation style), unseen (Tux Paint stamps, openmoji; evaluation only), photos (boxes drawn by hand).
`python -m pocket.make_eval WORK OUT COUNT SKILL` makes OUT/train-SKILL.jsonl: COUNT fresh prompts to train on and 48 held out, one skill.
Ids are skill/number; a prompt carries boxes only where boxes decide whether it passes.
"""
import io
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from pocket.compose import Wish, compose
from pocket.degrade import KINDS, degraded
from pocket.examples import Example
from pocket.gcompris import photos
from pocket.library import Library, Rng
from pocket.packs import drawn_examples, skills, wide_scene
from pocket.scene import Scene

SETS = {
    "seen": (("train",), None), "models": (("validation",), None), "unseen": (("test",), ("tuxpaint", "openmoji")),
}
FAMILIES = ("find", "count", "name", "where", "zoom", "colour", "presence", "compare", "list", "odd", "abstain", "judge", "quality")
GRAMMARS = ("default", "think_box_answer", "zoom_default", "zoom_think_box_answer")
HELD_OUT = 48
DAMAGED = 0.8
"""Share of the pictures in questions about quality that are damaged: without any, "nothing is wrong" would always be right."""


def prompt(identity: str, image: str, example: Example, split: str) -> dict:
    truth = example.truth
    line = {"id": identity, "images": [image], "question": example.question, "split": split}
    if example.scored == "boxes":
        line["boxes"] = [[round(v, 4) for v in box] for box in truth.boxes]
    if truth.answer is not None:
        line["answer"] = truth.answer
    return line


def one_scene(library: Library, rng: Rng, skill: str) -> tuple[np.ndarray, Scene]:
    if skill == "zoom":
        return wide_scene(library, rng)
    if skill == "count":
        return compose(library, rng, Wish(count=int(rng.integers(1, 6)), same=0.6, most=0.4))
    pixels, scene = compose(library, rng, Wish(count=int(rng.integers(1, 5))))
    if skill == "quality" and rng.random() < DAMAGED:
        kind, level = KINDS[rng.integers(len(KINDS))], int(rng.integers(1, 6))
        return degraded(pixels, kind, level, rng), replace(scene, degradation=(kind, level))
    return pixels, scene


def prompts_of(library: Library, skill: str, count: int, rng: Rng, folder: Path, split: str) -> list[dict]:
    lines: list[dict] = []
    folder.mkdir(parents=True, exist_ok=True)
    for _ in range(count * 30):
        if len(lines) == count:
            break
        if hasattr(module := skills()[skill], "own_picture"):
            pixels, shown = module.own_picture(rng)
            found = [example for example in [module.examples(shown, rng)] if example]
        else:
            pixels, scene = one_scene(library, rng, skill)
            found = drawn_examples(scene, rng, 1, (skill,))
        if not found or found[0].grammar not in GRAMMARS:
            continue
        name = f"{skill}-{len(lines):04d}.png"
        Image.fromarray(pixels).save(folder / name)
        lines.append(prompt(f"{skill}/{len(lines):04d}", f"{folder.name}/{name}", found[0], split))
    return lines


def photo_prompts(rng: Rng, folder: Path) -> list[dict]:
    """Find and name every boxed thing that is alone of its kind, count every kind."""
    rows = json.loads((Path(__file__).parent / "data/photos.json").read_text())
    folder.mkdir(parents=True, exist_ok=True)
    by_name = {(p.folder, p.name): p for p in photos(tuple(sorted({r["folder"] for r in rows})))}
    lines = []
    for row in rows:
        name = f"{row['folder']}-{row['name']}.jpg"
        Image.open(io.BytesIO(by_name[(row["folder"], row["name"])].data)).convert("RGB").save(folder / name, quality=92)
        kinds = sorted({t["noun"] for t in row["things"]})
        for noun in kinds:
            same = [t for t in row["things"] if t["noun"] == noun]
            lines.append({"id": f"count/{name}", "images": [f"{folder.name}/{name}"], "question": f"how many {noun}s are there?", "answer": str(len(same)), "split": "heldOut"})
            biggest = max(same, key=lambda t: (t["box"][2] - t["box"][0]) * (t["box"][3] - t["box"][1]))
            if len(same) == 1:
                lines.append({"id": f"find/{noun}-{name}", "images": [f"{folder.name}/{name}"], "question": f"where is the {noun}?", "boxes": [biggest["box"]], "answer": noun, "split": "heldOut"})
            if len(kinds) == 1 and len(same) == 1:
                lines.append({"id": f"name/{noun}-{name}", "images": [f"{folder.name}/{name}"], "question": "what is in the picture?", "answer": noun, "split": "heldOut"})
    seen: set[str] = set()
    return [line for line in lines if not (line["id"] in seen or seen.add(line["id"]))]


def write(lines: list[dict], path: Path) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    print(path, len(lines), flush=True)


def main() -> None:
    work, out = Path(sys.argv[1]), Path(sys.argv[2])
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    out.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 4:
        skill, library = sys.argv[4], Library(work, ("train",))
        folder = out / f"train-{skill}"
        lines = prompts_of(library, skill, count, np.random.default_rng(11), folder, "train")
        held = prompts_of(library, skill, HELD_OUT, np.random.default_rng(12), out / f"held-{skill}", "heldOut")
        write(lines + [{**line, "id": f"held-{line['id']}"} for line in held], out / f"train-{skill}.jsonl")
        return
    for name, (splits, styles) in SETS.items():
        library, rng = Library(work, splits, styles), np.random.default_rng(7)
        families = [f for f in FAMILIES if f in skills()]
        lines = [line for f in families for line in prompts_of(library, f, count if f in FAMILIES[:5] else count // 4, rng, out / name, "heldOut")]
        write(lines, out / f"{name}.jsonl")
    write(photo_prompts(np.random.default_rng(3), out / "photos"), out / "photos.jsonl")


if __name__ == "__main__":
    main()

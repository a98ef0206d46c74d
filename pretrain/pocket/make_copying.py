"""Measures copying: `python -m pocket.make_copying WORK OUT` makes OUT/copying-scenes.jsonl and OUT/copying-photos.jsonl, the words of data/copying.json asked for on fresh scenes and on
photographs; `python -m pocket.make_copying --table OUT/copying-scenes.jsonl ANSWERS.jsonl` prints the table of what `npm run eval -- --split copying-scenes --generations 0 --json ANSWERS.jsonl` wrote.

Same word = the answer is what was asked for; in thought = the thought holds it; format = think, box, answer and nothing else; box = there is one with an area. A scene has one to three things.
"""
import io
import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from PIL import Image

from pocket.compose import Wish, compose
from pocket.examples import Example
from pocket.gcompris import photos
from pocket.library import Library
from pocket.make_eval import write
from pocket.score import boxes, first, folded, well_formed
from pocket.wordings import question
from pocket.words import KEPT_BACK

PHOTOS = Path(__file__).parent / "data/photos.json"


def asked() -> list[tuple[str, str]]:
    """(group, words) in the order of the file."""
    return [(group, words) for group, rows in json.loads(KEPT_BACK.read_text()).items() for words in rows]


def lines(pictures: list[str], seed: int) -> list[dict]:
    """One question a word, each with the next picture."""
    rng, found = np.random.default_rng(seed), []
    for k, (group, words) in enumerate(asked()):
        text = question("find", "one", {"thing": words}, rng)
        found.append({"id": f"{group}/{k:04d}", "images": [pictures[k % len(pictures)]], "question": text, "answer": words, "split": "heldOut"})
    return found


def scenes(work: Path, out: Path) -> list[str]:
    library, rng, folder = Library(work, ("train",)), np.random.default_rng(301), out / "copying"
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for k in range(len(asked())):
        pixels, scene = compose(library, rng, Wish(count=int(rng.integers(1, 4))))
        names.append(f"copying/{k:04d}.png")
        Image.fromarray(pixels).save(out / names[-1])
    return names


def photographs(out: Path) -> list[str]:
    rows, folder = json.loads(PHOTOS.read_text()), out / "photos"
    folder.mkdir(parents=True, exist_ok=True)
    by_name = {(p.folder, p.name): p for p in photos(tuple(sorted({r["folder"] for r in rows})))}
    names = []
    for row in rows:
        names.append(f"photos/{row['folder']}-{row['name']}.jpg")
        Image.open(io.BytesIO(by_name[(row["folder"], row["name"])].data)).convert("RGB").save(out / names[-1], quality=92)
    return names


def judged(line: dict, text: str) -> tuple[bool, bool, bool, bool]:
    """Same word, in thought, format, box."""
    form = Example("copy", "think_box_answer", 1, line["question"], ())
    wanted = folded(line["answer"])
    thought = f" {folded(first(text, 'think'))} "
    return folded(first(text, "answer")) == wanted, f" {wanted} " in thought, well_formed(text, form) and bool(boxes(text)), bool(boxes(text))


def table(prompts: list[dict], texts: dict[str, str]) -> str:
    groups: dict[str, list[tuple[bool, ...]]] = defaultdict(list)
    for line in prompts:
        for group in (line["id"].split("/")[0], "all"):
            groups[group].append(judged(line, texts[line["id"]]))
    rows = ["| words | questions | same word | in thought | format | box |", "|---|---:|---:|---:|---:|---:|"]
    groups["all"] = groups.pop("all")
    rows += [f"| {name} | {len(found)} | " + " | ".join(f"{share:.2f}" for share in np.mean(found, 0)) + " |" for name, found in groups.items()]
    return "\n".join(rows)


def main() -> None:
    if sys.argv[1] == "--table":
        prompts, answers = ([json.loads(line) for line in Path(name).read_text().splitlines()] for name in sys.argv[2:4])
        print(table(prompts, {a["promptId"]: a["text"] for a in answers}))
        return
    work, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    write(lines(scenes(work, out), 302), out / "copying-scenes.jsonl")
    write(lines(photographs(out), 303), out / "copying-photos.jsonl")


if __name__ == "__main__":
    main()

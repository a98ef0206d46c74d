"""Writes questions without a picture for a language model, 24 to train on and 12 held out: `python -m hubsize.questions FILE.jsonl`.

One family: what colour is the thing that a sentence tells of? Names, things and places of the held-out questions never occur in training; the
colours do. Made up here; the file may be used for anything.
"""
import json
import random
import sys
from pathlib import Path

COLOURS = ("red", "blue", "green", "yellow", "black", "white", "brown", "purple")
TRAIN = {
    "names": ("Mia", "Tom", "Lena", "Omar", "Ruth", "Ivan", "Nora", "Paul", "Aisha", "Karl", "Joan", "Luis"),
    "things": ("kite", "cup", "scarf", "ball", "chair", "boat", "hat", "lamp", "coat", "box", "bag", "book", "glove", "door", "bowl", "bike"),
    "places": ("on the beach", "at the market", "in the garden", "behind the school", "by the river", "near the station"),
}
HELD_OUT = {
    "names": ("Sara", "Hugo", "Emma", "Yusuf", "Clara", "Felix"),
    "things": ("tent", "vase", "shirt", "pencil", "blanket", "car", "plate", "rope"),
    "places": ("in the attic", "under the bridge", "at the harbour"),
}
SENTENCES = (
    "{a} bought a {c} {t} and left it {place}.",
    "{a} lost a {c} {t} {place}, and {b} found it.",
    "{place}, {a} and {b} saw a {c} {t}.",
    "{a} gave {b} a {c} {t} {place}.",
)


def make(words: dict[str, tuple[str, ...]], count: int, rng: random.Random) -> list[dict[str, object]]:
    rows = []
    for i in range(count):
        a, b = rng.sample(words["names"], 2)
        thing, colour = rng.choice(words["things"]), COLOURS[i % len(COLOURS)]
        told = SENTENCES[i // 2 % len(SENTENCES)].format(a=a, b=b, c=colour, t=thing, place=rng.choice(words["places"]))
        question = f"{told[0].upper()}{told[1:]} What colour is the {thing}?"
        rows.append({"images": [], "question": question, "answer": colour, "facts": [colour]})
    return rows


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m hubsize.questions FILE.jsonl")
    rng = random.Random(1)
    rows = [{"id": f"train-{i + 1}", "split": "train", **row} for i, row in enumerate(make(TRAIN, 24, rng))]
    rows += [{"id": f"held-{i + 1}", "split": "heldOut", **row} for i, row in enumerate(make(HELD_OUT, 12, rng))]
    Path(sys.argv[1]).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()

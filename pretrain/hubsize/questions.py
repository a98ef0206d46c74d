"""Writes questions without a picture for a language model, 24 to train on and 12 held out: `python -m hubsize.questions FILE.jsonl`.

One family: a sentence with two things in two colours, and a question about the colour of one of them. Names, things and places of the held-out
questions never occur in training; the colours do. Made up here; the file may be used for anything.
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
    "{a} bought a {c} {t}, and {b} found a {d} {u} {place}.",
    "{a} lost a {c} {t} {place}. {b} still has a {d} {u}.",
    "There is a {c} {t} {place}, and beside it {a} and {b} have put a {d} {u}.",
)


def make(words: dict[str, tuple[str, ...]], count: int, rng: random.Random) -> list[dict[str, object]]:
    rows = []
    for i in range(count):
        a, b = rng.sample(words["names"], 2)
        t, u = rng.sample(words["things"], 2)
        c, d = rng.sample(COLOURS, 2)
        told = SENTENCES[i % len(SENTENCES)].format(a=a, b=b, c=c, d=d, t=t, u=u, place=rng.choice(words["places"]))
        thing, answer = rng.choice(((t, c), (u, d)))
        # The true option comes first or second by chance; a reward may ask that the other one is not named.
        options = [c, d]
        rows.append({"images": [], "question": f"{told} What colour is the {thing}?", "answer": answer, "options": options, "answerOption": options.index(answer)})
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

"""A small drawing program in <answer>: `circle COLOUR x y r` and `rect COLOUR x0 y0 x1 y1`, from back to front, joined by `; `.

A thing about as wide as high is a circle. Numbers are hundredths of the side.
"""
from pocket.examples import Example, Truth, Writer, rounded
from pocket.relations import centre
from pocket.scene import Box, Scene
from pocket.wordings import Rng, question

PICTURES = 1
MOST = 3
ROUND = 1.35
"""Most ratio of the sides of a circle."""


def is_round(box: Box) -> bool:
    w, h = box[2] - box[0], box[3] - box[1]
    return max(w, h) <= ROUND * min(w, h)


def examples(scene: Scene, rng: Rng) -> Example | None:
    things = sorted(scene.things, key=lambda t: t.depth)
    if not 1 <= len(things) <= MOST or any(t.colour is None for t in things):
        return None
    said = Writer().text("<answer>")
    for k, t in enumerate(things):
        said.text("; " if k else "")
        if is_round(t.box):
            (x, y), radius = centre(t.box), (t.box[2] - t.box[0] + t.box[3] - t.box[1]) / 4
            said.text(f"circle {t.colour}").number(x, 2 * radius).number(y, 2 * radius).number(radius, 2 * radius)
        else:
            said.text(f"rect {t.colour}").corners(t.box)
    parts = said.text("</answer>").done()
    numbers = iter(rounded(parts))
    program = "".join(p if isinstance(p, str) else f" {next(numbers)}" for p in parts).removeprefix("<answer>").removesuffix("</answer>")
    truth = Truth(program, tuple(t.box for t in things), tuple(t.colour for t in things))
    return Example("draw", "answer", 1, question("draw", "one", {}, rng), parts, truth, "program")

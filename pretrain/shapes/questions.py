"""Questions about a scene and their completions in the one grammar of the policy.

<think>...</think><box>x0 y0 x1 y1</box><answer>...</answer> with integers 0..99, hundredths of the side.
"""
from dataclasses import dataclass

from shapes.backgrounds import Rng
from shapes.scenes import COLOURS, SHAPES, Box, Item, Scene

FIND = ("where is the {}?", "find the {}", "find the {}.", "locate the {}", "show me the {}", "where is the {}", "point at the {}",
        "Where is the {}?", "Find the {}.", "can you see the {}?", "draw a box around the {}", "{}")
SIDES = {"left": 0, "right": 0, "top": 1, "bottom": 1}
NOUNS = ("dog cat person man woman child face hand bird horse car bus bicycle boat plane train tree flower house window door "
         "table chair bottle cup glass plate bowl apple banana book phone laptop screen keyboard clock lamp ball shoe hat bag "
         "sign road sky cloud mountain water food cake toy animal thing object logo text head eye dress shirt plant fish").split()
@dataclass(frozen=True)
class Example:
    question: str
    think: str
    box: Box
    answer: str
    kind: str


def noun_phrase(item: Item, scene: Scene, rng: Rng) -> str:
    """`red circle`, or only `circle` / `red thing` where that is unique."""
    if sum(i.shape == item.shape for i in scene.items) == 1 and rng.random() < 0.3:
        return item.shape
    return f"{item.colour} {item.shape}"


def relation(item: Item, scene: Scene) -> str:
    """Where the item lies, against another one or in the picture."""
    cx, cy = (item.box[0] + item.box[2]) / 2, (item.box[1] + item.box[3]) / 2
    for other in scene.items:
        if other is not item:
            side = "left" if cx < (other.box[0] + other.box[2]) / 2 else "right"
            return f"is {side} of the {other.colour} {other.shape}"
    return f"is at the {'left' if cx < 0.4 else 'right' if cx > 0.6 else 'top' if cy < 0.4 else 'bottom' if cy > 0.6 else 'middle'}"


def about_item(rng: Rng, scene: Scene, kind: str) -> Example:
    item = scene.items[rng.integers(len(scene.items))]
    name = f"{item.colour} {item.shape}"
    think = f"the {name} {relation(item, scene)}"
    if kind == "find":
        phrase = noun_phrase(item, scene, rng)
        return Example(str(rng.choice(FIND)).format(phrase), think, item.box, name, kind)
    if kind == "side":
        side = str(rng.choice(list(SIDES)))
        axis, last = SIDES[side], side in ("right", "bottom")
        item = sorted(scene.items, key=lambda i: i.box[axis] + i.box[axis + 2])[-1 if last else 0]
        name = f"{item.colour} {item.shape}"
        ask = str(rng.choice([f"what is on the {side}?", f"which thing is at the {side}?", f"what do you see on the {side}?"]))
        return Example(ask, f"the {name} is at the {side}", item.box, name, kind)
    if kind == "colour" and sum(i.shape == item.shape for i in scene.items) == 1:
        word = "colour" if rng.random() < 0.6 else "color"
        ask = str(rng.choice([f"what {word} is the {item.shape}?", f"which {word} does the {item.shape} have?"]))
        return Example(ask, f"the {item.shape} is {item.colour}", item.box, item.colour, kind)
    if kind == "count":
        same = [i for i in scene.items if i.shape == item.shape]
        box = tuple(f(i.box[k] for i in same) for k, f in enumerate((min, min, max, max)))
        plural = item.shape + ("es" if item.shape == "cross" else "s")
        return Example(f"how many {plural} are there?", f"there are {len(same)} {plural}", box, str(len(same)), kind)
    return Example("what is in the picture?", think, item.box, name, "what")


def about_unknown(rng: Rng, scene: Scene) -> Example:
    """A word that names no shape: the box of the one object; the answer repeats the word."""
    box = scene.items[0].box
    if rng.random() < 0.75:
        noun = str(rng.choice(NOUNS))
    else:
        noun = "".join(rng.choice(list("aeiou" if k % 2 else "bcdfghjklmnprstvw")) for k in range(rng.integers(3, 7)))
    if rng.random() < 0.2:
        noun = f"{rng.choice(list(COLOURS))} {noun}"
    if rng.random() < 0.12:
        return Example("what is in the picture?", "there is one thing", box, "thing", "what")
    return Example(str(rng.choice(FIND)).format(noun), f"the {noun} is here", box, noun, "unknown")


def ask(rng: Rng, scene: Scene) -> Example:
    if scene.items[0].shape == "object":
        return about_unknown(rng, scene)
    return about_item(rng, scene, str(rng.choice(["find", "side", "colour", "count", "what"], p=[0.55, 0.17, 0.15, 0.08, 0.05])))


def box_numbers(box: Box) -> tuple[int, int, int, int]:
    return tuple(min(99, max(0, round(100 * v))) for v in box)


def completion(example: Example, numbers: tuple[int, ...]) -> str:
    box = " ".join(map(str, numbers))
    return f"<think>{example.think}</think><box>{box}</box><answer>{example.answer}</answer><end_of_utterance>"


def corpus() -> list[str]:
    """Text without digits whose words deserve tokens."""
    nouns = [f"the {s} is at the {side} of the {c} {s}s" for s in SHAPES for c in COLOURS for side in (*SIDES, "middle")]
    frames = [f.format("thing") for f in FIND] + ["what colour is the", "what color is", "which colour does the have?", "how many are there?",
              "what is on the", "which thing is at the", "what do you see on the", "what is in the picture?", "there is one thing", "is here"]
    return nouns * 2 + frames * 60 + [f"the {n} is" for n in NOUNS] * 4 + ["User:", "\nAssistant:"] * 300

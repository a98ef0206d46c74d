"""One to three looks at a small thing, each a square around it, then the ordinary answer: find it, its colour, its name.

The number of looks follows from the size of the thing. In a part of the questions nothing asks for the zoom.
"""
from dataclasses import replace

from pocket.drafts import DEFAULT, Draft, write
from pocket.examples import Example, Truth, Writer
from pocket.phrases import is_are, named, of_noun, place_fact
from pocket.relations import centre, place
from pocket.scene import Box, Scene, Thing
from pocket.wordings import Rng, canonical, pick, question

PICTURES = 1
SMALL = 0.24
"""Longest side of what is worth a zoom, as a share of the picture."""
LOOKS = ((0.06, (0.7, 0.4)), (0.11, (0.5,)))
"""(longest side, squares before the last one)"""
ASKED = 0.85


def square(box: Box, size: float) -> Box:
    """Of this size, about the thing, inside of the picture."""
    x, y = (min(1 - size, max(0.0, c - size / 2)) for c in centre(box))
    return x, y, x + size, y + size


def longest(thing: Thing) -> float:
    return max(thing.box[2] - thing.box[0], thing.box[3] - thing.box[1])


def looks(thing: Thing) -> list[Box]:
    before = next((sizes for limit, sizes in LOOKS if longest(thing) < limit), ())
    last = min(0.5, max(0.16, 2 * longest(thing)))
    return [square(thing.box, size) for size in (*before, last)]


def drafted(scene: Scene, thing: Thing, words: str, rng: Rng) -> Draft:
    fact = place_fact(words, thing.box)
    r, alone = rng.random(), sum(place(t.box) == place(thing.box) for t in scene.things) == 1
    if r < 0.35 and alone:
        where = {"place": place(thing.box)}
        return Draft("zoom", question("zoom", "name", where, rng), place_fact(thing.noun, thing.box), thing.noun, (thing.box,), (thing.noun,))
    if r < 0.6 and thing.colour and len(of_noun(scene, thing.noun)) == 1:
        tint = f"the {thing.noun} {is_are(thing.noun)} {thing.colour}"
        return Draft("zoom", question("colour", "one", {"thing": thing.noun}, rng), tint, thing.colour, (thing.box,), (tint,))
    slots = {"thing": words}
    return Draft("zoom", question("find", "one", slots, rng), fact, words, (thing.box,), (fact,), "boxes", canonical("find", "one", slots))


def examples(scene: Scene, rng: Rng) -> Example | None:
    found = [row for row in named(scene, rng) if longest(row[0]) <= SMALL]
    if not found:
        return None
    thing, words = pick(found, rng)
    draft = drafted(scene, thing, words, rng)
    if rng.random() < ASKED:
        draft = replace(draft, question=question("zoom", "look", {"question": draft.question}, rng))
    said = Writer()
    for box in looks(thing):
        said.zoom(box)
    parts = write(draft, DEFAULT, scene, said).done()
    truth = Truth(draft.answer, draft.boxes, draft.facts, expert_text=f"{draft.think}. {draft.answer}")
    return Example("zoom", f"zoom_{DEFAULT}", 1, draft.question, parts, truth, draft.scored, looks=draft.boxes)

"""A thing, or a part of one, asked for by words that mean nothing to Pocket (words.py): the box of what they may mean, and the words again, letter by letter.

What the other words of the phrase say holds: the left one of several things, the left half of a single one, the red one, the biggest one, the one that is a dog. It is what a visitor asks for:
a wheel, the left eye, the dog's nose.
"""
from pocket.colours import NAMES
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import at_place, of_noun, plain_name
from pocket.relations import CLEAR, bigger, centre
from pocket.scene import Box, Scene, Thing
from pocket.words import short_enough, word
from pocket.wordings import Rng, canonical, expand, pick, styled, wordings

PICTURES = 1
SIDES = {"left": (0, 0), "right": (0, 1), "top": (1, 0), "bottom": (1, 1), "upper": (1, 0), "lower": (1, 1)}
"""Axis; low or high end"""
LEAST = 0.08
"""Shortest side of a part."""


def part(box: Box, side: str) -> Box | None:
    """The half of a box; None where it is too small."""
    axis, end = SIDES[side]
    half = list(box)
    half[axis + 2 * (1 - end)] = (box[axis] + box[axis + 2]) / 2
    return None if min(half[2] - half[0], half[3] - half[1]) < LEAST else tuple(half)


def outermost(things: list[Thing], side: str) -> Thing | None:
    """The thing farthest on that side; None where another one comes close."""
    axis, end = SIDES[side]
    rows = sorted(things, key=lambda t: (-1 if end else 1) * centre(t.box)[axis])
    return rows[0] if abs(centre(rows[0].box)[axis] - centre(rows[1].box)[axis]) >= CLEAR else None


def sized(things: list[Thing], size: str) -> Thing | None:
    first, second = (lambda a, b: (a, b)) if size.startswith("big") else (lambda a, b: (b, a)), things
    return next((t for t in second if all(o is t or bigger(*first(t.box, o.box)) for o in second)), None)


def are(words: str) -> str:
    return "are" if words.endswith("s") and not words.endswith(("ss", "us", "is")) else "is"


def meant(scene: Scene, words: str, rng: Rng) -> tuple[str, Box, bool] | None:
    """-> the whole phrase, what it stands for, whether that follows from its other words."""
    things, r = list(scene.things), rng.random()
    side = pick(list(SIDES), rng)
    if r < 0.3:
        box = part(things[0].box, side) if len(things) == 1 else (thing := outermost(things, side)) and thing.box
        tail = f"{word(rng)} {words}" if rng.random() < 0.25 else words
        return (f"{side} {tail}", box, True) if box else None
    if r < 0.38:
        coloured = [t for t in things if t.colour and sum(o.colour in (t.colour, None) for o in things) == 1]
        return (f"{(thing := pick(coloured, rng)).colour} {words}", thing.box, True) if coloured else (f"{pick(NAMES, rng)} {words}", things[0].box, False) if len(things) == 1 else None
    if r < 0.45:
        size = pick(("big", "biggest", "small", "smallest"), rng)
        thing = things[0] if len(things) == 1 else sized(things, size)
        return (f"{size} {words}", thing.box, True) if thing else None
    if r < 0.6:
        known = [t for t in things if plain_name(t, scene) == t.noun and len(t.noun.split()) == 1]
        if not known:
            return None
        thing, form = pick(known, rng), rng.random()
        whole = form < 0.5 or part(thing.box, side) is None
        if whole:
            return (f"{thing.noun} {words}" if form < 0.35 else f"{words} of the {thing.noun}"), thing.box, True
        return (f"{side} part of the {thing.noun}" if form < 0.75 else f"{side} {thing.noun} {words}"), part(thing.box, side), True
    if r < 0.7:
        words = f"{word(rng)} {words}"
    return words, pick(things, rng).box, len(things) == 1


def one(scene: Scene, rng: Rng) -> Draft | None:
    found = meant(scene, word(rng), rng)
    if found is None or not short_enough(found[0]):
        return None
    words, box, sure = found
    slots, thought = {"thing": words}, f"the {words} {are(words)} {at_place(box)}"
    asked = styled(expand(pick(wordings()["skills"]["find"]["one"], rng), slots, rng), rng)
    return Draft("copy", asked, thought, words, (box,), (), "boxes", canonical("find", "one", slots), looks=None if sure else (), copied=words)


def several(scene: Scene, rng: Rng) -> Draft | None:
    """All of a kind, by a word that stands for them: it is said again in the number in which it was asked."""
    kinds = sorted({t.noun for t in scene.things if 2 <= len(of_noun(scene, t.noun)) <= 4})
    words = word(rng)
    if not kinds or not are(words) == "are" or not short_enough(words):
        return None
    same = sorted(of_noun(scene, pick(kinds, rng)), key=lambda t: centre(t.box))
    templates = [t for t in wordings()["skills"]["find"]["several"] if "{thing}" not in t]
    asked = styled(expand(pick(templates, rng), {"things": words}, rng), rng)
    looks = None if len(same) == len(scene.things) else ()
    return Draft("copy", asked, f"there are {len(same)} {words}", words, tuple(t.box for t in same), (), "boxes", looks=looks, copied=words)


def examples(scene: Scene, rng: Rng) -> Example | None:
    if not scene.things:
        return None
    made = (several(scene, rng) if rng.random() < 0.15 else None) or one(scene, rng)
    return finished(made, scene, rng) if made else None

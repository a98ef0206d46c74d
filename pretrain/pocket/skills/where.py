"""Where a thing lies against another one (left, right, above, below, between, in front) or in the picture."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import is_are, name, named, place_fact
from pocket.relations import between, height, in_front, phrase, place, relation, side
from pocket.scene import Scene
from pocket.wordings import Rng, canonical, pick, question

PICTURES = 1


def draft(kind: str, slots: dict[str, str], fact: str, answer: str, box, rng: Rng) -> Draft:
    return Draft("where", question("where", kind, slots, rng), fact, answer, (box,), (fact,), "answer", canonical("where", kind, slots))


def fact_of(words: str, middle: str, other: str) -> str:
    return f"the {words} {is_are(words.split()[-1])} {middle} the {other}"


def against(scene: Scene, rng: Rng) -> Draft | None:
    """A thing and another one: which side, above or below, or: what lies there."""
    found = named(scene, rng)
    for (a, words), (b, other) in zip(found, found[1:]):
        slots, kind = {"thing": words, "other": other}, pick(("side", "height", "relation", "at"), rng)
        answer = {"side": side, "height": height}.get(kind, relation)(a.box, b.box)
        if answer is None:
            continue
        fact = fact_of(words, phrase(answer), other)
        if kind != "at":
            return draft(kind, slots, fact, answer, a.box, rng)
        rivals = [t for t in scene.things if t is not b and t is not a and answer in (relation(t.box, b.box), side(t.box, b.box), height(t.box, b.box))]
        if not rivals:
            return draft("at", {"relation": phrase(answer), "other": other}, fact, a.noun, a.box, rng)
    return None


def amid(scene: Scene, rng: Rng) -> Draft | None:
    rows = between(scene)
    if not rows:
        return None
    middle, a, b = pick(rows, rng)
    one, other = name(a, scene, rng), name(b, scene, rng)
    if not one or not other or len({middle.noun, a.noun, b.noun}) < 3:
        return None
    fact = f"the {middle.noun} {is_are(middle.noun)} between the {one} and the {other}"
    return draft("between", {"thing": one, "other": other}, fact, middle.noun, middle.box, rng)


def front(scene: Scene, rng: Rng) -> Draft | None:
    rows = in_front(scene)
    if not rows:
        return None
    near, far = pick(rows, rng)
    one, other = name(near, scene, rng), name(far, scene, rng)
    if not one or not other:
        return None
    slots = {"thing": one, "other": other} if rng.random() < 0.5 else {"thing": other, "other": one}
    return draft("front", slots, fact_of(one, "in front of", other), one, near.box, rng)


def located(scene: Scene, rng: Rng) -> Draft | None:
    for thing, words in named(scene, rng)[:1]:
        return draft("place", {"thing": words}, place_fact(words, thing.box), place(thing.box), thing.box, rng)
    return None


def examples(scene: Scene, rng: Rng) -> Example | None:
    r = rng.random()
    made = (amid(scene, rng) if r < 0.2 else front(scene, rng) if r < 0.4 else None) or (against(scene, rng) if r < 0.9 else None) or located(scene, rng)
    return finished(made, scene, rng) if made else None

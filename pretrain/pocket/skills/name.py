"""What a thing is: the only one, the one in a given box or place, the biggest, or its category."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import place_fact
from pocket.relations import area, bigger, place
from pocket.scene import Scene, Thing
from pocket.wordings import Rng, canonical, pick, question, wordings

PICTURES = 1


def draft(kind: str, slots: dict[str, str], thing: Thing, rng: Rng, answer: str | None = None) -> Draft:
    fact = place_fact(thing.noun, thing.box)
    facts = (fact, thing.noun)
    return Draft("name", question("name", kind, slots, rng), fact, answer or thing.noun, (thing.box,), facts, "answer", canonical("name", kind, slots))


def numbers(thing: Thing) -> str:
    return " ".join(str(min(99, max(0, round(100 * v)))) for v in thing.box)


def examples(scene: Scene, rng: Rng) -> Example | None:
    if not scene.things:
        return None
    things = scene.things
    if len(things) == 1 and rng.random() < 0.8:
        kind = "category" if rng.random() < 0.2 else "one"
        answer = wordings()["category_words"][things[0].category] if kind == "category" else None
        return finished(draft(kind, {}, things[0], rng, answer), scene, rng)
    order = sorted(things, key=lambda t: -area(t.box))
    if len(order) > 1 and not scene.real and bigger(order[0].box, order[1].box) and rng.random() < 0.25:
        return finished(draft("biggest", {}, order[0], rng), scene, rng)
    alone = [t for t in things if sum(place(o.box) == place(t.box) for o in things) == 1]
    if alone and not scene.real and rng.random() < 0.5:
        thing = pick(alone, rng)
        return finished(draft("place", {"place": place(thing.box)}, thing, rng), scene, rng)
    thing = pick(things, rng)
    return finished(draft("at", {"at": numbers(thing)}, thing, rng), scene, rng)

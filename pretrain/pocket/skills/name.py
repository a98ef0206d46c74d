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


def drafted(scene: Scene, rng: Rng) -> Draft | None:
    if not scene.things:
        return None
    things = scene.things
    if len(things) == 1 and rng.random() < 0.8:
        kind = "category" if rng.random() < 0.2 else "one"
        answer = wordings()["category_words"][things[0].category] if kind == "category" else None
        return draft(kind, {}, things[0], rng, answer)
    order = sorted(things, key=lambda t: -area(t.box))
    if len(order) > 1 and bigger(order[0].box, order[1].box) and rng.random() < 0.25:
        return draft("biggest", {}, order[0], rng)
    alone = [t for t in things if sum(place(o.box) == place(t.box) for o in things) == 1]
    if alone and rng.random() < 0.5:
        thing = pick(alone, rng)
        return draft("place", {"place": place(thing.box)}, thing, rng)
    thing = pick(things, rng)
    return draft("at", {"at": numbers(thing)}, thing, rng)


def examples(scene: Scene, rng: Rng) -> Example | None:
    made = drafted(scene, rng)
    return finished(made, scene, rng) if made else None

"""The odd one out: the only thing of another category, of another noun where the categories agree, or of another colour where the nouns do."""
from collections import Counter

from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import names
from pocket.scene import Scene, Thing
from pocket.wordings import Rng, canonical, question

PICTURES = 1


def odd_one(scene: Scene, attribute: str) -> Thing | None:
    values = [getattr(t, attribute) for t in scene.things]
    counts = Counter(values).most_common()
    if None in values or len(counts) != 2 or counts[0][1] < 2 or counts[1][1] != 1:
        return None
    return next(t for t in scene.things if getattr(t, attribute) == counts[1][0])


def found(scene: Scene) -> tuple[Thing, str] | None:
    """The thing and the attribute, by the first attribute in which the things differ."""
    for attribute in ("category", "noun", "colour"):
        if len({getattr(t, attribute) for t in scene.things}) > 1:
            thing = odd_one(scene, attribute)
            return (thing, attribute) if thing else None
    return None


def examples(scene: Scene, rng: Rng) -> Example | None:
    row = found(scene) if len(scene.things) >= 3 else None
    if row is None:
        return None
    thing, attribute = row
    answer = names(thing, scene)[-1 if attribute == "colour" else 0]
    value = {"category": f"no {thing.category}", "noun": f"a {thing.noun}", "colour": thing.colour}[attribute]
    others = next(getattr(t, attribute) for t in scene.things if t is not thing)
    fact = f"the others are {others}" if attribute == "colour" else f"the others have the {attribute} {others}"
    if attribute == "noun":
        fact = f"the others are {others}, not {value}"
    asked, plain = question("odd", "one", {}, rng), canonical("odd", "one", {})
    return finished(Draft("odd", asked, fact, answer, (thing.box,), (fact,), "answer", plain, looks=()), scene, rng)

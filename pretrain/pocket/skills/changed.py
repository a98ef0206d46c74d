"""What differs between two pictures: thing, attribute and new value, as a triple `cup colour blue`."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import is_are, names
from pocket.scene import Change, Pair
from pocket.wordings import Rng, canonical, question

PICTURES = 2


def triple(noun: str, change: Change) -> str:
    return f"{noun} {change.attribute}" if change.attribute in ("added", "removed") else f"{noun} {change.attribute} {change.value}"


def fact_of(noun: str, change: Change) -> str:
    verb = is_are(noun)
    return {
        "colour": f"the {noun} {verb} now {change.value}",
        "noun": f"the {noun} became {change.value}",
        "added": f"the {noun} {verb} new",
        "removed": f"the {noun} {verb} gone",
        "moved": f"the {noun} moved {change.value}",
        "size": f"the {noun} {verb} {change.value}",
    }[change.attribute]


def examples(pair: Pair, rng: Rng) -> Example | None:
    change = pair.change
    scene = pair.second if change and change.attribute == "added" else pair.first
    if change is None or change.thing.noun not in names(change.thing, scene):
        return None
    noun = change.thing.noun
    fact = fact_of(noun, change)
    asked, plain = question("changed", "one", {}, rng), canonical("changed", "one", {})
    draft = Draft("changed", asked, fact, triple(noun, change), (), (fact,), "answer", plain, 2, only=("default", "answer", "think_answer"))
    return finished(draft, None, rng)

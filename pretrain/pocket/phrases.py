"""Words for things: names that fit one thing of a scene only, articles, plurals, short facts."""
from functools import cache

from pocket.nouns import nouns
from pocket.relations import place
from pocket.scene import Scene, Thing
from pocket.wordings import Rng, pick, wordings


@cache
def table() -> dict[str, dict]:
    return {row["noun"]: row for row in nouns()}


def plural(noun: str) -> str:
    return table()[noun]["plural"]


def counted(noun: str, count: int) -> str:
    return f"{count} {noun if count == 1 else plural(noun)}"


def a(noun: str, colour: str | None = None) -> str:
    words = f"{colour} {noun}" if colour else noun
    if noun in wordings()["no_article"]:
        return words
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def of_noun(scene: Scene, noun: str) -> list[Thing]:
    return [t for t in scene.things if t.noun == noun]


def names(thing: Thing, scene: Scene) -> list[str]:
    """All short names that fit this thing alone: the plainest first. Empty where there is none."""
    found = [thing.noun] if len(of_noun(scene, thing.noun)) == 1 else []
    if thing.colour and sum(t.noun == thing.noun and t.colour in (thing.colour, None) for t in scene.things) == 1:
        found.append(f"{thing.colour} {thing.noun}")
    return found


def plain_name(thing: Thing, scene: Scene) -> str | None:
    return next(iter(names(thing, scene)), None)


def name(thing: Thing, scene: Scene, rng: Rng) -> str | None:
    found = names(thing, scene)
    return None if not found else found[0] if rng.random() < 0.7 else pick(found, rng)


def named(scene: Scene, rng: Rng) -> list[tuple[Thing, str]]:
    """The things that have a name of their own, shuffled."""
    pairs = [(t, name(t, scene, rng)) for t in scene.things]
    pairs = [p for p in pairs if p[1]]
    return [pairs[i] for i in rng.permutation(len(pairs))]


def absent(scene: Scene, rng: Rng) -> str:
    """A noun of the table that no thing of the scene could pass for."""
    here = {t.noun for t in scene.things}
    return pick([n for n in table() if n not in here and not any(n in h or h in n for h in here)], rng)


def at_place(box) -> str:
    where = place(box)
    return f"in the {where}" if where == "middle" else f"at the {where}"


def is_are(noun: str) -> str:
    return "are" if noun in ("grapes", "headphones", "scissors", "pants", "glasses") else "is"


def place_fact(words: str, box) -> str:
    return f"the {words} {is_are(words.split()[-1])} {at_place(box)}"


def caption(scene: Scene) -> str | None:
    """One sentence from left to right: `a red cup, a dog and 2 cats`; None where it would be long."""
    rows: dict[str, list[Thing]] = {}
    for t in sorted(scene.things, key=lambda t: t.box[0] + t.box[2]):
        rows.setdefault(t.noun, []).append(t)
    if len(rows) > 4:
        return None
    words = [a(noun, same[0].colour) if len(same) == 1 else counted(noun, len(same)) for noun, same in rows.items()]
    return "an empty scene" if not words else words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"

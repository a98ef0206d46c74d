"""The box of a named thing, of several, of one that is not there (`none`), and of a word that the table does not know (its best box)."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import absent, counted, named, of_noun, place_fact, plural
from pocket.relations import centre
from pocket.scene import Box, Scene, Thing
from pocket.wordings import Rng, canonical, pick, question, wordings

PICTURES = 1
UNKNOWN_ALONE, UNKNOWN = 0.3, 0.06
"""Shares of questions with a word that the table does not know, about a single thing and about one of several."""
NONE, NONE_ON_PHOTOS = 0.04, 0.01
"""Shares of questions for a thing that is not there. Visitors ask for what is in their photograph, and `there is no bird` in all of a group's answers cannot be learned from."""


def made_up(rng: Rng) -> str:
    """A pronounceable word of consonants and vowels in turn."""
    letters = wordings()["syllables"]
    count = int(rng.integers(letters["least"], letters["most"] + 1))
    return "".join(pick(letters["vowels" if k % 2 else "consonants"], rng) for k in range(count))


def unknown(scene: Scene, rng: Rng) -> Draft | None:
    """Nobody knows what the word means, so any thing is as good: the box of one of them, never `none`; the answer repeats the word."""
    if not scene.things:
        return None
    thing, word = pick(scene.things, rng), made_up(rng) if rng.random() < 0.3 else pick(wordings()["unknown_nouns"], rng)
    if thing.colour and rng.random() < 0.15:
        word = f"{thing.colour} {word}"
    return one(scene, word, thing, rng, looks=None if len(scene.things) == 1 else ())


def one(scene: Scene, words: str, thing: Thing, rng: Rng, looks: tuple[Box, ...] | None = None) -> Draft:
    fact, slots = place_fact(words, thing.box), {"thing": words}
    return Draft("find", question("find", "one", slots, rng), fact, words, (thing.box,), (fact,), "boxes", canonical("find", "one", slots), looks=looks)


def known(scene: Scene, rng: Rng) -> Draft | None:
    for thing, words in named(scene, rng)[:1]:
        groups = wordings()["find_categories"]
        same = [s for s, noun in wordings()["synonyms"].items() if noun == thing.noun]
        if words == thing.noun and same and rng.random() < 0.25:
            words = pick(same, rng)
        elif thing.category in groups and sum(t.category == thing.category for t in scene.things) == 1 and rng.random() < 0.1:
            words = thing.category
        return one(scene, words, thing, rng)
    return None


def several(scene: Scene, rng: Rng) -> Draft | None:
    repeated = sorted({t.noun for t in scene.things if 2 <= len(of_noun(scene, t.noun)) <= 4})
    if not repeated:
        return None
    noun = pick(repeated, rng)
    same = sorted(of_noun(scene, noun), key=lambda t: centre(t.box))
    fact, slots = f"there are {counted(noun, len(same))}", {"thing": noun, "things": plural(noun)}
    asked = question("find", "several", slots, rng)
    return Draft("find", asked, fact, plural(noun), tuple(t.box for t in same), (counted(noun, len(same)),), "boxes")


def none(scene: Scene, rng: Rng) -> Draft | None:
    if len(scene.things) == 1:
        return None
    noun = absent(scene, rng)
    slots = {"thing": noun, "things": plural(noun)}
    return Draft("find", question("find", "none", slots, rng), f"there is no {noun}", "none", (), (f"no {noun}",))


def drafted(scene: Scene, rng: Rng) -> Draft | None:
    if rng.random() < (UNKNOWN_ALONE if len(scene.things) == 1 else UNKNOWN):
        return unknown(scene, rng)
    r, missing = rng.random(), NONE_ON_PHOTOS if scene.photo else NONE
    return (several(scene, rng) if r < 0.2 else none(scene, rng) if r < 0.2 + missing else None) or known(scene, rng) or several(scene, rng)


def examples(scene: Scene, rng: Rng) -> Example | None:
    made = drafted(scene, rng)
    return finished(made, scene, rng) if made else None

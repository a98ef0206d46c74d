"""Which of two things is bigger or smaller, of which nouns there are more, and the order of all by size."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import counted, is_are, named, of_noun, plural
from pocket.relations import area, bigger
from pocket.scene import Scene
from pocket.wordings import Rng, canonical, pick, question

PICTURES = 1


def sizes(scene: Scene, rng: Rng) -> Draft | None:
    found = named(scene, rng)
    for (a, words), (b, other) in zip(found, found[1:]):
        if not bigger(a.box, b.box) and not bigger(b.box, a.box):
            continue
        kind, slots = pick(("bigger", "smaller"), rng), {"thing": words, "other": other}
        first = bigger(a.box, b.box) == (kind == "bigger")
        (thing, answer), than = ((a, words), other) if first else ((b, other), words)
        fact = f"the {answer} {is_are(answer.split()[-1])} {kind} than the {than}"
        return Draft("compare", question("compare", kind, slots, rng), fact, answer, (thing.box,), (fact,), "answer", canonical("compare", kind, slots), looks=(a.box, b.box))
    return None


def more(scene: Scene, rng: Rng) -> Draft | None:
    pool = sorted({t.noun for t in scene.things})
    if len(pool) < 2:
        return None
    a, b = (pool[i] for i in rng.permutation(len(pool))[:2])
    n, m = len(of_noun(scene, a)), len(of_noun(scene, b))
    if n == m:
        return None
    slots, facts = {"things": plural(a), "others": plural(b)}, (counted(a, n), counted(b, m))
    asked, plain = question("compare", "more", slots, rng), canonical("compare", "more", slots)
    return Draft("compare", asked, f"there are {facts[0]} and {facts[1]}", plural(a if n > m else b), (), facts, "answer", plain, looks=tuple(t.box for t in scene.things if t.noun in (a, b)))


def order(scene: Scene, rng: Rng) -> Draft | None:
    things = sorted(scene.things, key=lambda t: -area(t.box))
    words = [t.noun for t in things]
    if not 2 <= len(things) <= 4 or len(set(words)) < len(words) or not all(bigger(a.box, b.box) for a, b in zip(things, things[1:])):
        return None
    fact = f"the {words[0]} {is_are(words[0])} the biggest"
    ranks = tuple(words.index(t.noun) for t in scene.things)
    asked, plain = question("compare", "order", {}, rng), canonical("compare", "order", {})
    return Draft("compare", asked, fact, ", ".join(words), (), (fact,), "answer", plain, order=ranks)


def examples(scene: Scene, rng: Rng) -> Example | None:
    r = rng.random()
    made = (order(scene, rng) if r < 0.25 else more(scene, rng) if r < 0.5 else None) or sizes(scene, rng)
    return finished(made, scene, rng) if made else None

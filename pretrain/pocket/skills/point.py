"""One point on a named thing: its centre is taught, any point in its box passes."""
from pocket.examples import Example, Truth, Writer
from pocket.phrases import named, place_fact
from pocket.relations import centre
from pocket.scene import Scene
from pocket.wordings import Rng, question

PICTURES = 1


def examples(scene: Scene, rng: Rng) -> Example | None:
    for thing, words in named(scene, rng)[:1]:
        fact, (x, y) = place_fact(words, thing.box), centre(thing.box)
        said = Writer().span("think", fact).point(x, y, thing.box).span("answer", words)
        truth = Truth(words, (thing.box,), (fact,), ((x, y),), (), fact)
        return Example("point", "think_point_answer", 1, question("point", "one", {"thing": words}, rng), said.done(), truth, "point", looks=(thing.box,))
    return None

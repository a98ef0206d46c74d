"""The colour of a named thing, one of the 11 basic colours."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import is_are, of_noun
from pocket.scene import Scene
from pocket.wordings import Rng, canonical, pick, question

PICTURES = 1


def drafted(scene: Scene, rng: Rng) -> Draft | None:
    coloured = [t for t in scene.things if t.colour and len(of_noun(scene, t.noun)) == 1]
    if not coloured:
        return None
    thing, kind = pick(coloured, rng), "one"
    slots, fact = {"thing": thing.noun}, f"the {thing.noun} {is_are(thing.noun)} {thing.colour}"
    asked, plain = question("colour", kind, slots, rng), canonical("colour", kind, slots)
    return Draft("colour", asked, fact, thing.colour, (thing.box,), (fact,), "answer", plain)


def examples(scene: Scene, rng: Rng) -> Example | None:
    made = drafted(scene, rng)
    return finished(made, scene, rng) if made else None

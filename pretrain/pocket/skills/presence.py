"""Is there such a thing: yes (with its box, or one box around all of them) or no; also no where only the colour is another."""
from pocket.colours import NAMES
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import a, absent, counted, is_are, of_noun, place_fact, plural
from pocket.relations import hull
from pocket.scene import Scene
from pocket.wordings import Rng, canonical, pick, question

PICTURES = 1


def miscoloured(scene: Scene, rng: Rng) -> Draft | None:
    """A thing that is there, asked for in a colour that it does not have."""
    alone = [t for t in scene.things if t.colour and len(of_noun(scene, t.noun)) == 1]
    if not alone:
        return None
    thing = pick(alone, rng)
    other = pick([c for c in NAMES if c != thing.colour], rng)
    fact = f"the {thing.noun} {is_are(thing.noun)} {thing.colour}"
    slots = {"a_thing": a(thing.noun, other), "things": f"{other} {plural(thing.noun)}"}
    asked, plain = question("presence", "one", slots, rng), canonical("presence", "one", slots)
    return Draft("presence", asked, fact, "no", (), (fact,), "answer", plain, looks=(thing.box,))


def drafted(scene: Scene, rng: Rng) -> Draft:
    if rng.random() < 0.12 and (made := miscoloured(scene, rng)):
        return made
    if scene.things and rng.random() < 0.55:
        noun = pick(scene.things, rng).noun
    else:
        noun = absent(scene, rng)
    same = of_noun(scene, noun)
    colour = same[0].colour if len(same) == 1 and rng.random() < 0.3 else None
    slots = {"a_thing": a(noun, colour), "things": f"{colour} {plural(noun)}" if colour else plural(noun)}
    box = (hull([t.box for t in same]),) if same else ()
    fact = place_fact(noun, same[0].box) if len(same) == 1 else f"there are {counted(noun, len(same))}" if same else f"there is no {noun}"
    asked, plain = question("presence", "one", slots, rng), canonical("presence", "one", slots)
    return Draft("presence", asked, fact, "yes" if same else "no", box, (fact,), "answer", plain, looks=tuple(t.box for t in same))


def examples(scene: Scene, rng: Rng) -> Example | None:
    return finished(drafted(scene, rng), scene, rng)

"""Is there such a thing: yes (with its box, or one box around all of them) or no."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import a, absent, counted, of_noun, place_fact, plural
from pocket.relations import hull
from pocket.scene import Scene
from pocket.wordings import Rng, canonical, pick, question

PICTURES = 1


def examples(scene: Scene, rng: Rng) -> Example | None:
    if scene.things and rng.random() < 0.5:
        noun = pick(scene.things, rng).noun
    else:
        noun = absent(scene, rng)
    if noun is None:
        return None
    same = of_noun(scene, noun)
    colour = same[0].colour if len(same) == 1 and rng.random() < 0.3 else None
    slots = {"a_thing": a(noun, colour), "things": f"{colour} {plural(noun)}" if colour else plural(noun)}
    box = (hull([t.box for t in same]),) if same else ()
    fact = place_fact(noun, same[0].box) if len(same) == 1 else f"there are {counted(noun, len(same))}" if same else f"there is no {noun}"
    asked, plain = question("presence", "one", slots, rng), canonical("presence", "one", slots)
    return finished(Draft("presence", asked, fact, "yes" if same else "no", box, (fact,), "answer", plain), scene, rng)

"""Facts in <think> that can be checked: where up to three things are and what colour they have; the answer is the number of things."""
from pocket.examples import Example, Truth, Writer
from pocket.phrases import caption, is_are, of_noun, place_fact
from pocket.relations import centre
from pocket.scene import Scene
from pocket.wordings import Rng, question

PICTURES = 1
MOST, SAID = 4, 3


def examples(scene: Scene, rng: Rng) -> Example | None:
    things = sorted(scene.things, key=lambda t: centre(t.box))
    if not 1 <= len(things) <= MOST or any(len(of_noun(scene, t.noun)) > 1 for t in things):
        return None
    places = [place_fact(t.noun, t.box) for t in things]
    colours = [f"the {t.noun} {is_are(t.noun)} {t.colour}" if t.colour else None for t in things]
    said = [c if c and rng.random() < 0.4 else p for p, c in zip(places, colours)][:SAID]
    parts = Writer().span("think", ". ".join(said)).span("answer", str(len(things)))
    truth = Truth(str(len(things)), (), (*places, *(c for c in colours if c)), expert_text=caption(scene))
    return Example("facts", "think_answer", 1, question("facts", "one", {}, rng), parts.done(), truth, "think")

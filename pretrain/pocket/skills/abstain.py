"""`cannot tell`: a question about a thing that is not in the picture."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import absent, named
from pocket.scene import Scene
from pocket.wordings import Rng, canonical, pick, question

PICTURES = 1
ANSWER = "cannot tell"


def examples(scene: Scene, rng: Rng) -> Example | None:
    noun = absent(scene, rng)
    kind, slots, here = pick(("colour", "where", "bigger"), rng), {"thing": noun}, named(scene, rng)
    if kind == "bigger":
        if not here:
            return None
        pair = (noun, here[0][1]) if rng.random() < 0.5 else (here[0][1], noun)
        slots = {"thing": pair[0], "other": pair[1]}
    fact = f"there is no {noun}"
    asked, plain = question("abstain", kind, slots, rng), canonical("abstain", kind, slots)
    draft = Draft("abstain", asked, fact, ANSWER, (), (fact,), "answer", plain, only=("default", "answer", "think_answer"))
    return finished(draft, scene, rng)

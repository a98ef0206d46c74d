"""All things as a list: a box each, from left to right, and their names in the same order; or the names alone."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.relations import centre
from pocket.scene import Scene
from pocket.wordings import Rng, question

PICTURES = 1
MOST = 4


def examples(scene: Scene, rng: Rng) -> Example | None:
    if not 1 <= len(scene.things) <= MOST:
        return None
    things = sorted(scene.things, key=lambda t: centre(t.box))
    names, n = ", ".join(t.noun for t in things), len(things)
    fact = f"{n} thing{'' if n == 1 else 's'}"
    think, facts = f"there {'is' if n == 1 else 'are'} {fact}", (fact, *(t.noun for t in things))
    if rng.random() < 0.3:
        draft = Draft("list", question("list", "names", {}, rng), think, names, (), facts, "names", only=("default", "answer", "think_answer"))
    else:
        boxes = tuple(t.box for t in things)
        draft = Draft("list", question("list", "all", {}, rng), think, names, boxes, facts, "list", only=("default", "think_box_answer", "box_answer"))
    return finished(draft, scene, rng)

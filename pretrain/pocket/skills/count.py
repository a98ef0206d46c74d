"""How many, 0 to 9: of a noun, a colour, a category, or of everything. The thought points at each from left to right; the box is one box around all that was counted."""
from pocket.drafts import Draft, finished
from pocket.examples import Example
from pocket.phrases import absent, counted, of_noun, plural
from pocket.relations import centre, hull
from pocket.scene import Scene, Thing
from pocket.wordings import Rng, canonical, pick, question

PICTURES = 1
PLURALS = {"animal": "animals", "vehicle": "vehicles", "toy": "toys", "tool": "tools"}


def draft(kind: str, slots: dict[str, str], things: list[Thing], fact: str, rng: Rng) -> Draft:
    boxes = (hull([t.box for t in things]),) if things else ()
    verb = "is" if len(things) == 1 else "are"
    asked = question("count", kind, slots, rng)
    each = tuple(sorted((t.box for t in things), key=centre))
    return Draft("count", asked, f"there {verb} {fact}", str(len(things)), boxes, (fact,), "answer", canonical("count", kind, slots), looks=each, places=each)


def drafted(scene: Scene, rng: Rng) -> Draft | None:
    if len(scene.things) > 9:
        return None
    r, colours = rng.random(), sorted({t.colour for t in scene.things if t.colour})
    if r < 0.15 or not scene.things:
        n = len(scene.things)
        made = draft("all", {}, list(scene.things), f"{n} thing{'' if n == 1 else 's'}", rng)
    elif r < 0.22 and colours and all(t.colour for t in scene.things):
        colour = pick(colours, rng)
        same = [t for t in scene.things if t.colour == colour]
        made = draft("colour", {"colour": colour}, same, f"{len(same)} {colour} thing{'' if len(same) == 1 else 's'}", rng)
    elif r < 0.32 and (groups := sorted({t.category for t in scene.things} & set(PLURALS))):
        group = pick(groups, rng)
        same = [t for t in scene.things if t.category == group]
        made = draft("category", {"things": PLURALS[group]}, same, f"{len(same)} {group if len(same) == 1 else PLURALS[group]}", rng)
    else:
        repeated = [t.noun for t in scene.things if len(of_noun(scene, t.noun)) > 1]
        pool = sorted({t.noun for t in scene.things})
        noun = absent(scene, rng) if rng.random() < 0.08 else pick(repeated, rng) if repeated and rng.random() < 0.6 else pick(pool, rng)
        same = of_noun(scene, noun)
        made = draft("noun", {"things": plural(noun)}, same, counted(noun, len(same)) if same else f"no {noun}", rng)
    return made


def examples(scene: Scene, rng: Rng) -> Example | None:
    made = drafted(scene, rng)
    return finished(made, scene, rng) if made else None

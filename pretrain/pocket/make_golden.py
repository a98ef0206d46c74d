"""What the TypeScript twin of the scene generator is compared with: `python -m pocket.make_golden` -> tests/golden/scenes/pocket.json.

Random numbers differ between the two, so it holds what does not depend on them: canonical wordings, what is true of given scenes, colour names, and for
each scene all pairs of canonical question and answer that some skills can draw.
"""
import json
from pathlib import Path

import numpy as np

from pocket import packs
from pocket.check_skills import random_scene
from pocket.colours import main_colour
from pocket.phrases import caption, names, place_fact
from pocket.relations import between, bigger, height, in_front, relation, side
from pocket.scene import Scene
from pocket.wordings import LEFT_OPEN, canonical, wordings

OUT = Path(__file__).resolve().parents[2] / "tests/golden/scenes/pocket.json"
CLOSED = ("colour", "compare", "name", "odd", "where")
"""Skills that ask about nothing but what is in the scene."""
SCENES, DRAWS, COLOURS = 20, 1500, 300


def canonical_wordings() -> dict:
    tables = wordings()["skills"]
    return {s: {k: canonical(s, k, {f[1:-1]: f[1:-1].upper() for t in templates for f in LEFT_OPEN.findall(t)}) for k, templates in kinds.items()} for s, kinds in tables.items()}


def asked(scene: Scene, name: str, rng: np.random.Generator) -> list[str]:
    module = packs.skills()[name]
    finished, module.finished = module.finished, lambda draft, *_: draft
    drafts = [module.examples(scene, rng) for _ in range(DRAWS)]
    module.finished = finished
    return sorted({f"{d.asked} | {d.think} | {d.answer}" for d in drafts if d})


def row_of(scene: Scene, rng: np.random.Generator) -> dict:
    things, at = scene.things, scene.things.index
    pairs = [(i, j, side(a.box, b.box), height(a.box, b.box), relation(a.box, b.box), bigger(a.box, b.box)) for i, a in enumerate(things) for j, b in enumerate(things) if i != j]
    return {
        "things": [t.__dict__ for t in things], "caption": caption(scene), "places": [place_fact(t.noun, t.box) for t in things],
        "names": [names(t, scene) for t in things], "pairs": pairs, "between": [[at(t) for t in row] for row in between(scene)],
        "in_front": [[at(t) for t in row] for row in in_front(scene)], "asked": {name: asked(scene, name, rng) for name in CLOSED},
    }


def main() -> None:
    rng = np.random.default_rng(5)
    scenes: list[Scene] = []
    while len(scenes) < SCENES:
        scene = random_scene(rng)
        if len(scene.things) <= 4:
            scenes.append(scene)
    flat = rng.integers(0, 256, (COLOURS, 3))
    painted = [np.broadcast_to(np.array([*rgb, 255], np.uint8), (24, 24, 4)) for rgb in flat]
    golden = {
        "canonical": canonical_wordings(), "scenes": [row_of(s, rng) for s in scenes],
        "colours": [[*map(int, rgb), main_colour(picture)] for rgb, picture in zip(flat, painted)],
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(golden, separators=(",", ":"), default=bool) + "\n")
    print(OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()

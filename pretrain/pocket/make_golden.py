"""What the TypeScript twin of the scene generator is compared with: `python -m pocket.make_golden` -> tests/golden/scenes/pocket.json.

Random numbers differ between the two, so it holds what does not depend on them: canonical wordings, what is true of given scenes, colour names, and for
each scene all pairs of canonical question and answer that some skills can draw. The same of metro maps, with their pictures as means of 8 x 8 pixels.
"""
import json
from pathlib import Path

import numpy as np

from pocket import packs
from pocket.check_skills import random_scene
from pocket.colours import main_colour
from pocket.metro import FIRST, PITCH, Network, make_network, painted
from pocket.phrases import caption, names, place_fact
from pocket.relations import between, bigger, height, in_front, relation, side
from pocket.scene import Scene
from pocket.wordings import LEFT_OPEN, canonical, wordings

OUT = Path(__file__).resolve().parents[2] / "tests/golden/scenes/pocket.json"
CLOSED = ("colour", "compare", "name", "odd", "where")
"""Skills that ask about nothing but what is in the scene."""
SCENES, DRAWS, COLOURS, MAPS, MAP_DRAWS = 20, 1500, 300, 6, 20000
PAPER, CELL = (250, 246, 240), 8


def canonical_wordings() -> dict:
    tables = wordings()["skills"]
    return {s: {k: canonical(s, k, {f[1:-1]: f[1:-1].upper() for t in templates for f in LEFT_OPEN.findall(t)}) for k, templates in kinds.items()} for s, kinds in tables.items()}


def asked(scene: Scene | Network, name: str, rng: np.random.Generator, draws: int = DRAWS) -> list[str]:
    module = packs.skills()[name]
    finished, module.finished = module.finished, lambda draft, *_: draft
    drafts = [module.examples(scene, rng) for _ in range(draws)]
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


def map_of(network: Network, rng: np.random.Generator) -> dict:
    points = {s.name: (FIRST + PITCH * s.column + 0.25 * k, FIRST + PITCH * s.row - 0.5 * k) for k, s in enumerate(network.stations)}
    cells = painted(network, points, PAPER).reshape(192 // CELL, CELL, 192 // CELL, CELL, 3).mean(axis=(1, 3))
    return {
        "stations": [s.__dict__ for s in network.stations], "lines": [line.__dict__ for line in network.lines], "points": points, "paper": PAPER,
        "cells": [round(float(v)) for v in cells.reshape(-1)], "asked": asked(network, "metro", rng, MAP_DRAWS),
    }


def main() -> None:
    rng = np.random.default_rng(5)
    scenes: list[Scene] = []
    while len(scenes) < SCENES:
        scene = random_scene(rng)
        if len(scene.things) <= 4:
            scenes.append(scene)
    flat, maps = rng.integers(0, 256, (COLOURS, 3)), np.random.default_rng(6)
    tiles = [np.broadcast_to(np.array([*rgb, 255], np.uint8), (24, 24, 4)) for rgb in flat]
    golden = {
        "canonical": canonical_wordings(), "scenes": [row_of(s, rng) for s in scenes],
        "colours": [[*map(int, rgb), main_colour(picture)] for rgb, picture in zip(flat, tiles)],
        "maps": [map_of(make_network(2 + k % 3, maps), maps) for k in range(MAPS)],
    }
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(golden, separators=(",", ":"), default=bool) + "\n")
    print(OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()

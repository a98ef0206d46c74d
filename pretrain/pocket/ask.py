"""Skills, found by listing the folder, and the draw of one by the weights of public/scenes/mix.json.

A skill has PICTURES (1: examples(scene, rng), 2: examples(pair, rng)) and gives an Example, or None where the pictures do not fit.
"""
import importlib
from functools import cache
from pathlib import Path
from types import ModuleType

from pocket.examples import Example
from pocket.scene import Pair, Scene
from pocket.wordings import Rng, mix, weighted

FOLDER = Path(__file__).parent / "skills"
TRIES = 40


@cache
def skills() -> dict[str, ModuleType]:
    names = sorted(p.stem for p in FOLDER.glob("*.py") if p.stem != "__init__")
    return {n: importlib.import_module(f"pocket.skills.{n}") for n in names}


def ask(shown: Scene | Pair, rng: Rng, only: tuple[str, ...] | None = None) -> Example | None:
    """A question about one scene or a pair; None where no skill (of `only`) fits."""
    pictures = 2 if isinstance(shown, Pair) else 1
    weights = {n: w for n, w in mix()["skills"].items() if n in skills() and skills()[n].PICTURES == pictures and (only is None or n in only)}
    for _ in range(TRIES if weights else 0):
        if example := skills()[weighted(weights, rng)].examples(shown, rng):
            return example
    return None

"""Draws pictures with questions about them: what one training step sees.

Kinds of packs: an ordinary scene with several questions; with `copying`, a scene that is asked about in words nobody knows; several different things that are asked for by name; a crowd (counting); a damaged scene (quality); a wide scene of small things (zoom);
a pair of scenes (what changed, which is better). Skills are found by listing the folder `skills`; their shares stand in public/scenes/mix.json.
"""
import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import torch
from PIL import Image

import pocket.skills
from pocket.compose import SIDE, Wish, compose
from pocket.degrade import KINDS, degraded
from pocket.dense import Targets
from pocket.drawn import Drawn
from pocket.examples import Example
from pocket.guess import Habit
from pocket.library import Library, Rng
from pocket.nouns import noun_ids
from pocket.pairs import change_pair, quality_pair
from pocket.policy import new_tokenizer_and_config
from pocket.scene import Scene
from pocket.sequences import ROW, Pack, Packer, Spread
from pocket.wordings import mix, weighted

QUESTIONS = 6
CROWD, DAMAGED, WIDE, PAIR, ODD, NAMED = 0.16, 0.06, 0.12, 0.08, 0.03, 0.3
"""Shares of the kinds of packs: PAIR of all; ODD and NAMED of those with one picture; WIDE, CROWD, DAMAGED of what is left; the rest are ordinary scenes."""
BY_NAME = ("find", "count", "where", "colour", "presence", "point", "name")
"""Skills that pick a thing by its noun, or say it; a scene of several different things is asked many of them."""
BIG = 2 * SIDE


@cache
def skills() -> dict[str, object]:
    """A skill with `own_picture` draws what it asks about; all others ask about a scene of things."""
    names = [m.name for m in pkgutil.iter_modules(pocket.skills.__path__)]
    return {name: importlib.import_module(f"pocket.skills.{name}") for name in names}


def drawn_examples(scene: Scene, rng: Rng, count: int, only: tuple[str, ...] | None = None) -> list[Example]:
    """A skill whose share is 0 comes where `only` names it."""
    weights = {
        name: mix()["skills"].get(name, 1) or (1 if only else 0)
        for name, module in skills().items()
        if module.PICTURES == 1 and not hasattr(module, "own_picture") and (name in only if only else name != "zoom")
    }
    found: list[Example] = []
    for _ in range(count * 4):
        if len(found) == count or not weights:
            break
        example = skills()[weighted(weights, rng)].examples(scene, rng)
        if example and all(example.question != other.question for other in found):
            found.append(example)
    return found


def small(pixels: np.ndarray) -> np.ndarray:
    return np.asarray(Image.fromarray(pixels).resize((SIDE, SIDE), Image.Resampling.BOX))


def cropper(pixels: np.ndarray) -> Callable[[tuple[float, ...]], np.ndarray]:
    """What the engine sends back after a zoom: the box at full resolution, stretched to the model's side."""

    def crop(box: tuple[float, ...]) -> np.ndarray:
        side = pixels.shape[0]
        x0, y0, x1, y1 = (min(1.0, max(0.0, v)) * side for v in box)
        frame = (x0, y0, max(x0 + 2, x1), max(y0 + 2, y1))
        return np.asarray(Image.fromarray(pixels).resize((SIDE, SIDE), Image.Resampling.BILINEAR, box=tuple(min(side, v) for v in frame)))

    return crop


def wide_scene(library: Library, rng: Rng) -> tuple[np.ndarray, Scene]:
    """Small things on a large picture: at 192 px they are hard to name, in a crop they are not. uint8 [384,384,3]."""
    return compose(library, rng, Wish(count=int(rng.integers(1, 6)), least=0.07, most=0.2, side=BIG))


def own_picture(name: str, rng: Rng) -> tuple[Pack, Scene]:
    pixels, shown = skills()[name].own_picture(rng)
    found = [e for _ in range(2 * QUESTIONS) if (e := skills()[name].examples(shown, rng))]
    return Pack((pixels,), tuple({e.question: e for e in found}.values())[:QUESTIONS]), Scene(())


def drawn_by_skill(rng: Rng) -> str | None:
    """A skill that draws its own picture, as often as its share in mix.json says; no chance is taken where none has a share."""
    shares = mix()["skills"]
    own = {name: shares.get(name, 0) for name, module in skills().items() if hasattr(module, "own_picture") and shares.get(name, 0) > 0}
    single = sum(share for name, share in shares.items() if skills()[name].PICTURES == 1)
    return weighted(own, rng) if own and rng.random() < sum(own.values()) / single else None


def one_picture(library: Library, rng: Rng, copying: float = 0.0, more: int = 1) -> tuple[Pack, Scene] | None:
    """copying: share of the pictures that are asked about in words of words.py. more: times as many questions about a picture, but for those that bring a crop back."""
    if name := drawn_by_skill(rng):
        return own_picture(name, rng)
    if copying and rng.random() < copying:
        pixels, scene = compose(library, rng, Wish(count=int(rng.integers(1, 5))))
        examples = drawn_examples(scene, rng, more * QUESTIONS, ("copy",))
        return (Pack((pixels,), tuple(examples)), scene) if examples else None
    r = rng.random()
    if r < ODD:
        noun, other = library.nouns[rng.integers(len(library.nouns))], library.nouns[rng.integers(len(library.nouns))]
        pixels, scene = compose(library, rng, Wish(count=int(rng.integers(3, 6)), nouns=(other, *[noun] * 5), most=0.4))
        examples = drawn_examples(scene, rng, 2, ("odd",)) + drawn_examples(scene, rng, more * 3)
        return (Pack((pixels,), tuple(examples)), scene) if examples else None
    if r < ODD + NAMED:
        pixels, scene = compose(library, rng, Wish(count=int(rng.integers(2, 6)), same=0.15))
        examples = drawn_examples(scene, rng, more * (QUESTIONS + 2), BY_NAME)
        return (Pack((pixels,), tuple(examples)), scene) if examples else None
    r = rng.random()
    if r < WIDE and "zoom" in skills():
        pixels, scene = wide_scene(library, rng)
        examples = drawn_examples(scene, rng, 2, ("zoom",)) + drawn_examples(scene, rng, more * 2, ("find", "where", "presence"))
        return (Pack((small(pixels),), tuple(examples), cropper(pixels)), scene) if examples else None
    if r < WIDE + CROWD:
        pixels, scene = compose(library, rng, Wish(count=int(rng.integers(4, 10)), same=0.7, least=0.1, most=0.26))
        examples = drawn_examples(scene, rng, more * 4, ("count",)) + drawn_examples(scene, rng, more * 2)
    else:
        pixels, scene = compose(library, rng)
        if r > 1 - DAMAGED:
            kind, level = KINDS[rng.integers(len(KINDS))], int(rng.integers(1, 6))
            pixels, scene = degraded(pixels, kind, level, rng), replace(scene, degradation=(kind, level))
        # Two damaged pictures for every whole one: asked about any picture, "nothing is wrong" was right nearly always, and was all it learned.
        about_quality = "quality" in skills() and rng.random() < (0.9 if scene.degradation else 0.04)
        examples = drawn_examples(scene, rng, 1, ("quality",)) if about_quality else []
        examples += drawn_examples(scene, rng, more * QUESTIONS - len(examples), tuple(name for name in skills() if name not in ("zoom", "quality")))
    return (Pack((pixels,), tuple(examples)), scene) if examples else None


def two_pictures(library: Library, rng: Rng) -> tuple[Pack, Scene] | None:
    made = change_pair(library, rng) if rng.random() < 0.65 else quality_pair(library, rng)
    if made is None:
        return None
    pictures, pair = made
    name = "changed" if pair.change else "better"
    found = [e for _ in range(2) if (e := skills()[name].examples(pair, rng))]
    found = found[:1] if len(found) == 2 and found[0].question == found[1].question else found
    return (Pack(pictures, tuple(found)), pair.first) if found else None


def pack_batches(work: Path, size: int, spread: Spread, splits: tuple[str, ...] = ("train",), guesses: bool = False, copying: float = 0.0, more: int = 1):
    """-> maker for `stream`."""

    def make():
        library = Library(work, splits)
        tokenizer, config = new_tokenizer_and_config()
        packer = Packer(tokenizer, config.image_tokens, spread, more * ROW)
        habit, known = Habit(), noun_ids()

        def draw(rng: Rng) -> Drawn:
            packs: list[Pack] = []
            scenes: list[Scene] = []
            rows: list[int] = []
            pictures = 0
            while len(packs) < size:
                made = two_pictures(library, rng) if rng.random() < PAIR else one_picture(library, rng, copying, more)
                if made is None:
                    continue
                pack, scene = made
                if guesses:
                    pack = replace(pack, examples=tuple(habit.maybe(example, scene.photo, rng) for example in pack.examples))
                rows.append(pictures)
                scenes.append(scene)
                packs.append(pack)
                pictures += packer.pictures(pack)
            batch = packer.batch(packs, rng)
            return Drawn(batch, Targets.of(scenes, known), torch.tensor(rows), sum(len(pack.examples) for pack in packs))

        return draw

    return make

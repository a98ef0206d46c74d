"""Two pictures of one prompt: the same scene with one thing changed, or the same scene once whole and once damaged."""
from dataclasses import replace

import numpy as np
from PIL import Image

from pocket.colours import NAMES, main_colour, repainted
from pocket.compose import SIDE, Placed, Wish, compose, finished, fits, lay_out, make_background, paste, place, scene_of
from pocket.degrade import KINDS, degraded
from pocket.library import Library, Rng
from pocket.scene import Change, Pair, Thing

Pictures = tuple[np.ndarray, np.ndarray]
WISH = Wish(count=3, same=0.0, least=0.2, most=0.5)


def _painted(canvas: Image.Image, things: list[Placed], seed: int, rng: Rng) -> np.ndarray:
    """Shadows and tints come from `seed`, so that an unchanged thing looks the same in both pictures."""
    canvas = canvas.copy()
    for k, thing in enumerate(things):
        paste(canvas, thing.picture, thing.x, thing.y, np.random.default_rng([seed, thing.x, thing.y, k]))
    return finished(canvas, rng)


def _changed(thing: Placed, others: list[np.ndarray], library: Library, rng: Rng) -> tuple[Placed | None, str, str] | None:
    """-> the thing afterwards (None = gone), attribute, value."""
    kind = rng.choice(["colour", "removed", "moved", "noun", "size"])
    if kind == "removed":
        return None, "removed", thing.sprite.noun
    if kind == "colour":
        name = NAMES[rng.integers(len(NAMES))]
        rgba = repainted(np.asarray(thing.picture), name, rng)
        seen = main_colour(np.asarray(Image.fromarray(rgba).resize((24, 24), Image.Resampling.BOX)))
        return None if seen != name or name == thing.colour else (replace(thing, picture=Image.fromarray(rgba), colour=name), "colour", name)
    if kind == "moved":
        axis, sign = int(rng.integers(2)), int(rng.choice([-1, 1]))
        step = sign * int(SIDE * rng.uniform(0.2, 0.45))
        x, y = thing.x + (step if axis == 0 else 0), thing.y + (step if axis == 1 else 0)
        if x < 0 or y < 0 or x + thing.picture.width > SIDE or y + thing.picture.height > SIDE:
            return None
        after = replace(thing, x=x, y=y)
        word = (("left", "right"), ("up", "down"))[axis][sign > 0]
        return (after, "moved", word) if fits(after.mask(SIDE), others) else None
    if kind == "size":
        grow = rng.random() < 0.5
        scale = rng.uniform(1.5, 1.9) if grow else rng.uniform(0.5, 0.65)
        size = tuple(max(8, round(v * scale)) for v in thing.picture.size)
        if max(size) >= SIDE:
            return None
        picture = thing.picture.convert("RGBa").resize(size, Image.Resampling.BILINEAR).convert("RGBA")
        x, y = (min(SIDE - s, max(0, c + (old - s) // 2)) for c, old, s in zip((thing.x, thing.y), thing.picture.size, size))
        after = replace(thing, picture=picture, x=x, y=y)
        return (after, "size", "bigger" if grow else "smaller") if fits(after.mask(SIDE), others) else None
    sprite = library.sprite(rng, None, thing.sprite.style)
    if sprite.noun == thing.sprite.noun:
        return None
    after = place(sprite, others, 0.5, WISH, rng)
    return (after, "noun", sprite.noun) if after else None


def change_pair(library: Library, rng: Rng) -> tuple[Pictures, Pair] | None:
    (canvas, photo), before = make_background(library, rng), lay_out(library, rng, replace(WISH, count=int(rng.integers(2, 5))))
    if len(before) < 2 or len({t.sprite.noun for t in before}) < len(before):
        return None
    k = int(rng.integers(len(before)))
    others = [t.mask(SIDE) for i, t in enumerate(before) if i != k]
    made = _changed(before[k], others, library, rng)
    if made is None:
        return None
    after_thing, attribute, value = made
    after = [after_thing if i == k else t for i, t in enumerate(before)]
    after = [t for t in after if t is not None]
    first, second = (replace(scene_of(things, library, SIDE), photo=photo) for things in (before, after))
    if len(first.things) != len(before) or len(second.things) != len(after):
        return None
    thing: Thing = first.things[k]
    if attribute == "removed" and rng.random() < 0.5:  # the other way round: something came
        before, after, first, second, attribute = after, before, second, first, "added"
    seed = int(rng.integers(1 << 30))
    pictures = tuple(_painted(canvas, things, seed, rng) for things in (before, after))
    return pictures, Pair(first, second, Change(thing, attribute, value))


def quality_pair(library: Library, rng: Rng) -> tuple[Pictures, Pair]:
    pixels, scene = compose(library, rng)
    kind, level = KINDS[rng.integers(len(KINDS))], int(rng.integers(2, 6))
    worse = degraded(pixels, kind, level, rng), replace(scene, degradation=(kind, level))
    better = int(rng.integers(2))
    both = [(pixels, scene), worse] if better == 0 else [worse, (pixels, scene)]
    return (both[0][0], both[1][0]), Pair(both[0][1], both[1][1], None, better)

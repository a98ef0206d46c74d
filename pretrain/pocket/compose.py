"""Composes a scene of 192 x 192 pixels from cut-outs, with its ground truth.

Rules (DATA.md 6c): 0-6 things of 10-70 % of the side, one style in half of the scenes, repeats for counting, flips, turns, stretches, jitter,
shadow, feathered edge, at most 25 % of a thing covered; at the end blur, noise, JPEG or white balance over the whole picture, so that paste
edges are no cue. Boxes are of the visible part, as fractions of the side.
"""
import io
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageFilter

from pocket.colours import NAMES, main_colour, repainted
from pocket.library import Library, Rng, Sprite
from pocket.scene import Scene, Thing
from shapes.backgrounds import background as drawn_background

SIDE = 192
COVERED = 0.25
TOP = {1: 0.85, 2: 0.62, 3: 0.5, 4: 0.45, 5: 0.38, 6: 0.34}
"""Longest side of a thing by the number of things."""


@dataclass(frozen=True)
class Wish:
    """What a scene shall hold; open fields are drawn."""

    count: int | None = None
    nouns: tuple[str, ...] | None = None
    same: float = 0.3
    """Probability that a thing repeats the noun of an earlier one."""
    least: float = 0.14
    """Shortest longest-side of a thing, as a share of the picture."""
    most: float = 1.0
    side: int = SIDE
    """Of the picture in pixels; larger where the policy may zoom."""


def make_background(library: Library, rng: Rng, side: int = SIDE) -> tuple[Image.Image, bool]:
    """-> the picture; whether it is a photograph."""
    if not library.backgrounds or rng.random() < 0.4:
        return Image.fromarray(drawn_background(rng, side)), False
    photo = Image.fromarray(library.backgrounds[rng.integers(len(library.backgrounds))])
    size = int(min(photo.size) * rng.uniform(0.4, 1.0))
    x, y = int(rng.integers(0, photo.width - size + 1)), int(rng.integers(0, photo.height - size + 1))
    photo = photo.resize((side, side), Image.Resampling.BILINEAR, box=(x, y, x + size, y + size))
    if rng.random() < 0.5:
        photo = photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return photo.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.5, 4)))) if rng.random() < 0.4 else photo, True


def transformed(sprite: Sprite, size: float, rng: Rng) -> tuple[Image.Image, str | None]:
    """The cut-out with its longest side `size` (pixels), jittered; and its colour."""
    rgba, colour = sprite.rgba, sprite.colour
    if sprite.noun in ("traffic light", "stop sign"):
        pass
    elif rng.random() < (0.4 if sprite.paintable else 0.06):
        colour = NAMES[rng.integers(len(NAMES))]
        rgba = repainted(rgba, colour, rng)
        colour = main_colour(np.asarray(Image.fromarray(rgba).resize((24, 24), Image.Resampling.BOX)))
    picture = Image.fromarray(rgba)
    if rng.random() < 0.5:
        picture = picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    scale = size / max(picture.size)
    stretch = rng.uniform(0.88, 1.14)
    w, h = max(4, round(picture.width * scale * stretch)), max(4, round(picture.height * scale / stretch))
    picture = picture.convert("RGBa").resize((w, h), Image.Resampling.BILINEAR).convert("RGBA")
    if rng.random() < 0.35:
        picture = picture.rotate(float(rng.normal(0, 12)), Image.Resampling.BILINEAR, expand=True)
        box = picture.getchannel("A").point(lambda a: 255 if a > 40 else 0).getbbox()
        picture = picture.crop(box) if box else picture
    if rng.random() < 0.3:
        alpha = picture.getchannel("A").filter(ImageFilter.GaussianBlur(float(rng.uniform(0.4, 1.2))))
        picture.putalpha(alpha)
    return picture, colour


def paste(canvas: Image.Image, picture: Image.Image, x: int, y: int, rng: Rng) -> None:
    if rng.random() < 0.4:
        shadow = picture.getchannel("A").point(lambda a, k=rng.uniform(0.25, 0.5): int(a * k)).filter(ImageFilter.GaussianBlur(float(rng.uniform(1.5, 4))))
        canvas.paste((0, 0, 0), (x + int(rng.integers(-4, 5)), y + int(rng.integers(0, 6))), shadow)
    if rng.random() < 0.4:
        r, g, b, a = picture.split()
        gain, lift = rng.uniform(0.85, 1.12, 3), rng.uniform(-12, 12)
        channels = [c.point(lambda v, k=k: int(min(255, max(0, v * k + lift)))) for c, k in zip((r, g, b), gain)]
        picture = Image.merge("RGBA", (*channels, a))
    canvas.paste(picture, (x, y), picture)


def finished(canvas: Image.Image, rng: Rng) -> np.ndarray:
    """The whole picture through one camera: blur, white balance, exposure, noise, JPEG."""
    if rng.random() < 0.25:
        canvas = canvas.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.3, 1.1))))
    if rng.random() < 0.2:
        buffer = io.BytesIO()
        canvas.save(buffer, "JPEG", quality=int(rng.integers(35, 90)))
        canvas = Image.open(buffer)
    pixels = np.asarray(canvas, np.float32)
    if rng.random() < 0.6:
        pixels = pixels * rng.uniform(0.93, 1.07, 3).astype(np.float32) * np.float32(rng.uniform(0.8, 1.15))
    if rng.random() < 0.3:
        pixels = pixels + rng.standard_normal(pixels.shape, dtype=np.float32) * np.float32(rng.uniform(1, 8))
    return np.clip(pixels, 0, 255).astype(np.uint8)


def draw_count(rng: Rng) -> int:
    return int(rng.choice(7, p=[0.05, 0.25, 0.22, 0.19, 0.14, 0.09, 0.06]))


@dataclass(frozen=True)
class Placed:
    """A cut-out as it will be pasted: RGBA picture, upper left corner in pixels."""

    sprite: Sprite
    colour: str | None
    picture: Image.Image
    x: int
    y: int

    def mask(self, side: int) -> np.ndarray:
        """bool [side,side]: what it covers."""
        full = np.zeros((side, side), bool)
        full[self.y : self.y + self.picture.height, self.x : self.x + self.picture.width] = np.asarray(self.picture.getchannel("A")) > 100
        return full


def fits(new: np.ndarray, others: list[np.ndarray]) -> bool:
    """Whether neither the new thing nor any other would be covered by more than COVERED."""
    area = new.sum()
    if area < 40:
        return False
    taken = np.zeros_like(new)
    for other in others:
        taken |= other
        if (other & new).sum() > COVERED * max(1, other.sum()):
            return False
    return (taken & new).sum() <= COVERED * area


def place(sprite: Sprite, others: list[np.ndarray], top: float, wish: Wish, rng: Rng) -> Placed | None:
    for attempt in range(8):
        largest = max(wish.least + 0.02, top * (1 - 0.06 * attempt))
        size = wish.side * (wish.least + (largest - wish.least) * rng.random() ** 0.7)
        picture, colour = transformed(sprite, size, rng)
        if picture.width >= wish.side or picture.height >= wish.side:
            continue
        x, y = int(rng.integers(0, wish.side - picture.width)), int(rng.integers(0, wish.side - picture.height))
        placed = Placed(sprite, colour, picture, x, y)
        if fits(placed.mask(wish.side), others):
            return placed
    return None


def lay_out(library: Library, rng: Rng, wish: Wish) -> list[Placed]:
    """Things from back to front."""
    count = draw_count(rng) if wish.count is None else wish.count
    style = library.style(rng) if rng.random() < 0.5 else None
    top = min(wish.most, TOP[min(6, max(1, count))])
    found: list[Placed] = []
    masks: list[np.ndarray] = []
    for k in range(count):
        if wish.nouns and k < len(wish.nouns):
            noun = wish.nouns[k]
        else:
            noun = found[rng.integers(len(found))].sprite.noun if found and rng.random() < wish.same else None
        placed = place(library.sprite(rng, noun, style), masks, top, wish, rng)
        if placed:
            found.append(placed)
            masks.append(placed.mask(wish.side))
    return found


def scene_of(things: list[Placed], library: Library, side: int) -> Scene:
    """Boxes of what is visible."""
    masks = [t.mask(side) for t in things]
    found = []
    for depth, (thing, mask) in enumerate(zip(things, masks)):
        visible = mask.copy()
        for front in masks[depth + 1 :]:
            visible &= ~front
        rows, columns = np.flatnonzero(visible.any(1)), np.flatnonzero(visible.any(0))
        if len(rows) == 0:
            continue
        box = (columns[0] / side, rows[0] / side, (columns[-1] + 1) / side, (rows[-1] + 1) / side)
        sprite = thing.sprite
        hidden = float(1 - visible.sum() / mask.sum())
        found.append(Thing(sprite.noun, library.category[sprite.noun], thing.colour, tuple(map(float, box)), sprite.style, depth, hidden))
    return Scene(tuple(found), None, None, False)


def painted(canvas: Image.Image, things: list[Placed], rng: Rng) -> np.ndarray:
    canvas = canvas.copy()
    for thing in things:
        paste(canvas, thing.picture, thing.x, thing.y, rng)
    return finished(canvas, rng)


def compose(library: Library, rng: Rng, wish: Wish = Wish()) -> tuple[np.ndarray, Scene]:
    """-> pixels uint8 [side,side,3] and the scene."""
    (canvas, photo), things = make_background(library, rng, wish.side), lay_out(library, rng, wish)
    return painted(canvas, things, rng), replace(scene_of(things, library, wish.side), photo=photo)

"""Random scenes: one to four coloured shapes on a varied background, or one nondescript object.

Letters: S side in pixels. Boxes are fractions of the side, x0 y0 x1 y1. Drawn at twice the size and reduced.
"""
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from shapes.backgrounds import Rng, background, colour

SIDE = 96
COLOURS = {
    "red": (220, 40, 40), "blue": (45, 80, 220), "green": (40, 160, 60), "yellow": (240, 210, 40),
    "orange": (245, 140, 30), "purple": (140, 60, 180), "white": (245, 245, 245), "black": (25, 25, 25),
}
SHAPES = ("circle", "square", "triangle", "star", "ring", "cross", "heart", "diamond")
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Item:
    shape: str
    colour: str
    box: Box


@dataclass(frozen=True)
class Scene:
    pixels: np.ndarray
    """uint8 [S,S,3]"""
    items: tuple[Item, ...]
    """Sorted from left to right; a nondescript object has the shape 'object'."""


def outline(shape: str) -> np.ndarray:
    """Polygon [n,2] that fills the unit square."""
    t = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    if shape == "square":
        points = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)
    elif shape == "triangle":
        points = np.array([[0.5, 0], [1, 1], [0, 1]], float)
    elif shape == "diamond":
        points = np.array([[0.5, 0], [1, 0.5], [0.5, 1], [0, 0.5]], float)
    elif shape == "star":
        angle = np.arange(10) * np.pi / 5 - np.pi / 2
        radius = np.where(np.arange(10) % 2 == 0, 1, 0.42)
        points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
    elif shape == "cross":
        a, b = 0.33, 0.67
        points = np.array([[a, 0], [b, 0], [b, a], [1, a], [1, b], [b, b], [b, 1], [a, 1], [a, b], [0, b], [0, a], [a, a]])
    elif shape == "heart":
        x = 16 * np.sin(t) ** 3
        y = -(13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t))
        points = np.stack([x, y], 1)
    else:
        points = np.stack([np.cos(t), np.sin(t)], 1)
    low, high = points.min(0), points.max(0)
    return (points - low) / (high - low)


def blob(rng: Rng) -> np.ndarray:
    """A random smooth or angular closed outline [n,2] that fills the unit square."""
    count = int(rng.integers(5, 30))
    angle = np.sort(rng.random(count)) * 2 * np.pi
    radius = rng.uniform(0.5, 1, count)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
    low, high = points.min(0), points.max(0)
    return (points - low) / (high - low + 1e-6)


def place_boxes(rng: Rng, count: int, top: float = 0.0) -> list[Box]:
    """Up to `count` boxes of 14-60 % (or `top`) of the side that do not overlap."""
    boxes: list[Box] = []
    top = top or {1: 0.6, 2: 0.5, 3: 0.42, 4: 0.36}[count]
    for _ in range(60):
        if len(boxes) == count:
            break
        size = rng.uniform(0.14, top)
        w, h = min(0.95, size * rng.uniform(0.8, 1.2)), min(0.95, size * rng.uniform(0.8, 1.2))
        x, y = rng.uniform(0.01, 0.99 - w), rng.uniform(0.01, 0.99 - h)
        box = (x, y, x + w, y + h)
        if all(x > b[2] or b[0] > box[2] or y > b[3] or b[1] > box[3] for b in boxes):
            boxes.append(box)
    return boxes


def draw(image: Image.Image, points: np.ndarray, box: Box, fill: tuple[int, int, int], hole: bool, rim: bool) -> None:
    scale = image.width
    size = np.array([box[2] - box[0], box[3] - box[1]])
    polygon = [tuple(p) for p in (np.array(box[:2]) + points * size) * scale]
    mask = Image.new("L", image.size)
    pen = ImageDraw.Draw(mask)
    pen.polygon(polygon, fill=255)
    if hole:
        inner = (np.array(box[:2]) + (0.28 + 0.44 * points) * size) * scale
        pen.polygon([tuple(p) for p in inner], fill=0)
    image.paste(fill, (0, 0), mask)
    if rim:
        ImageDraw.Draw(image).line([*polygon, polygon[0]], fill=tuple(v // 3 for v in fill), width=3)


def make_scene(rng: Rng, nondescript: bool = False) -> Scene:
    """One picture; `nondescript` scenes hold one textured blob (what an unknown word then points at)."""
    image = Image.fromarray(background(rng, SIDE)).resize((2 * SIDE, 2 * SIDE), Image.Resampling.BILINEAR)
    items: list[Item] = []
    if nondescript:
        (box,) = place_boxes(rng, 1, top=0.8)
        for part in range(int(rng.integers(1, 4))):  # parts on top of one another, the first spans the box
            w, h = box[2] - box[0], box[3] - box[1]
            u, v = (0.0, 0.0) if part == 0 else rng.uniform(0, 0.5, 2)
            inner = (box[0] + u * w, box[1] + v * h, box[0] + (u + 0.5 + 0.5 * (part == 0)) * w, box[1] + (v + 0.5 + 0.5 * (part == 0)) * h)
            draw(image, blob(rng), inner, colour(rng), False, rng.random() < 0.3)
        items.append(Item("object", "", box))
    else:
        used: set[tuple[str, str]] = set()
        for box in place_boxes(rng, int(rng.integers(1, 5))):
            shape, name = str(rng.choice(SHAPES)), str(rng.choice(list(COLOURS)))
            if (shape, name) in used:
                continue
            used.add((shape, name))
            fill = tuple(int(v) for v in np.clip(np.array(COLOURS[name]) + rng.normal(0, 10, 3), 0, 255))
            draw(image, outline(shape), box, fill, shape == "ring", rng.random() < 0.4)
            items.append(Item(shape, name, box))
    if rng.random() < 0.3:
        image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.5, 2.5))))
    pixels = np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX), np.float32)
    pixels = pixels * rng.uniform(0.85, 1.1) + rng.normal(0, rng.uniform(0, 8), pixels.shape)
    return Scene(np.clip(pixels, 0, 255).astype(np.uint8), tuple(sorted(items, key=lambda i: i.box[0] + i.box[2])))

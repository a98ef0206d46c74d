"""Varied backgrounds for the scenes, drawn with numpy and PIL: plain, gradient, noise, stripes, clutter, fake photo.

Letters: S side of the picture in pixels. A picture is uint8 [S,S,3].
"""
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Rng = np.random.Generator


def colour(rng: Rng, low: int = 0, high: int = 256) -> tuple[int, int, int]:
    return tuple(int(v) for v in rng.integers(low, high, 3))


def smooth_noise(rng: Rng, side: int, cells: int) -> np.ndarray:
    """Random colours on a cells x cells grid, blown up: float [S,S,3] in 0..255."""
    small = Image.fromarray(rng.integers(0, 256, (cells, cells, 3), dtype=np.uint8))
    return np.asarray(small.resize((side, side), Image.Resampling.BICUBIC), np.float32)


def plain(rng: Rng, side: int) -> np.ndarray:
    base = colour(rng, 190) if rng.random() < 0.5 else colour(rng)
    return np.full((side, side, 3), base, np.float32)


def gradient(rng: Rng, side: int) -> np.ndarray:
    y, x = np.mgrid[0:side, 0:side] / side
    angle = rng.random() * 2 * np.pi
    t = ((x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle) + 0.7) / 1.4
    a, b = np.array(colour(rng)), np.array(colour(rng))
    return (a + (b - a) * t[..., None]).astype(np.float32)


def octaves(rng: Rng, side: int) -> np.ndarray:
    """Noise of several scales around one colour: walls, grass, water."""
    total = np.zeros((side, side, 3), np.float32)
    for cells, weight in ((3, 0.5), (8, 0.3), (24, 0.2)):
        total += weight * smooth_noise(rng, side, cells)
    contrast = rng.uniform(0.2, 1.0)
    return (total - 128) * contrast + np.array(colour(rng, 40, 216))


def stripes(rng: Rng, side: int) -> np.ndarray:
    y, x = np.mgrid[0:side, 0:side]
    angle, period = rng.random() * np.pi, rng.uniform(6, 40)
    wave = np.sin((x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / period)
    if rng.random() < 0.5:
        wave = np.sign(wave) * np.sign(np.sin((y * np.cos(angle) - x * np.sin(angle)) * 2 * np.pi / period))
    a, b = np.array(colour(rng)), np.array(colour(rng))
    return (a + (b - a) * (wave[..., None] * 0.5 + 0.5) * rng.uniform(0.2, 1)).astype(np.float32)


def fake_photo(rng: Rng, side: int) -> np.ndarray:
    """Sky, ground and blurred rectangles and ellipses, with noise: the colours and statistics of a photograph."""
    image = Image.fromarray(np.clip(gradient(rng, side), 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    horizon = int(rng.uniform(0.3, 0.8) * side)
    draw.rectangle([0, horizon, side, side], fill=colour(rng, 30, 200))
    for _ in range(rng.integers(2, 9)):
        x, y = rng.integers(-10, side, 2)
        w, h = rng.integers(4, side // 2, 2)
        box, fill = [int(x), int(y), int(x + w), int(y + h)], colour(rng, 20, 230)
        draw.rectangle(box, fill=fill) if rng.random() < 0.5 else draw.ellipse(box, fill=fill)
    image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(1, 6))))
    array = np.asarray(image, np.float32)
    grey = array.mean(2, keepdims=True)
    return grey + (array - grey) * rng.uniform(0.2, 0.9)  # photos are less colourful than the shapes


KINDS = (plain, gradient, octaves, stripes, fake_photo)


def background(rng: Rng, side: int) -> np.ndarray:
    picture = KINDS[rng.choice(len(KINDS), p=[0.25, 0.15, 0.2, 0.1, 0.3])](rng, side)
    if rng.random() < 0.3:
        picture = 0.6 * picture + 0.4 * octaves(rng, side)
    return np.clip(picture, 0, 255).astype(np.uint8)

"""The 11 basic colours (Berlin & Kay): naming a picture's main colour, and repainting it.

A pixel belongs to the nearest prototype in CIELAB; a cut-out has a colour when one prototype holds more than 55 % of its opaque pixels.
"""
import numpy as np

PROTOTYPES = {
    "red": [(205, 35, 40), (150, 25, 30)], "orange": [(240, 130, 35), (225, 110, 20)], "yellow": [(245, 210, 50), (250, 235, 110)],
    "green": [(60, 160, 70), (30, 95, 45), (140, 195, 75)], "blue": [(45, 100, 200), (30, 50, 120), (110, 175, 230)],
    "purple": [(130, 65, 170), (90, 45, 120)], "pink": [(240, 140, 180), (250, 190, 205), (220, 80, 140)], "brown": [(125, 80, 50), (85, 55, 35), (165, 115, 75)],
    "black": [(25, 25, 28)], "white": [(245, 245, 245)], "grey": [(130, 130, 132), (85, 87, 90), (180, 182, 185)],
}
NAMES = list(PROTOTYPES)
SHARE = 0.55


def lab(rgb: np.ndarray) -> np.ndarray:
    """sRGB 0..255 [...,3] -> CIELAB (D65)."""
    c = rgb.astype(np.float32) / 255
    c = np.where(c > 0.04045, ((c + 0.055) / 1.055) ** 2.4, c / 12.92)
    xyz = c @ np.array([[0.4124, 0.2126, 0.0193], [0.3576, 0.7152, 0.1192], [0.1805, 0.0722, 0.9505]], np.float32)
    xyz = xyz / np.array([0.9505, 1.0, 1.089], np.float32)
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


_POINTS = lab(np.array([p for points in PROTOTYPES.values() for p in points], np.float32))
_OWNER = np.array([i for i, points in enumerate(PROTOTYPES.values()) for _ in points])


def main_colour(rgba: np.ndarray) -> str | None:
    """uint8 [h,w,4] (small) -> its colour, or None where no colour holds more than SHARE."""
    opaque = rgba[..., 3] > 128
    if opaque.sum() < 12:
        return None
    distance = ((lab(rgba[opaque][:, :3])[:, None] - _POINTS) ** 2).sum(-1)
    counts = np.bincount(_OWNER[distance.argmin(1)], minlength=len(NAMES)) / opaque.sum()
    return NAMES[counts.argmax()] if counts.max() > SHARE else None


def repainted(rgba: np.ndarray, name: str, rng: np.random.Generator) -> np.ndarray:
    """The same cut-out in another colour: its luminance, spread about the prototype. uint8 -> uint8 [h,w,4]."""
    points = PROTOTYPES[name]
    target = np.array(points[rng.integers(len(points))], np.float32) + rng.normal(0, 8, 3)
    light = rgba[..., :3].astype(np.float32) @ np.array([0.3, 0.59, 0.11], np.float32)
    opaque = rgba[..., 3] > 128
    middle = np.median(light[opaque]) if opaque.any() else 128.0
    shade = (light - middle)[..., None] * rng.uniform(0.5, 0.9)
    painted = np.clip(target + shade, 0, 255)
    return np.concatenate([painted.astype(np.uint8), rgba[..., 3:]], -1)

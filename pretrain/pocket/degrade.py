"""Graded damage of a picture: kinds and levels that the quality questions ask for. Level 1 is mild, 5 severe."""
import io

import numpy as np
from PIL import Image, ImageFilter

Rng = np.random.Generator
KINDS = ("blur", "noise", "jpeg", "dark")
LEVELS = {"blur": (1.0, 1.8, 2.8, 4.0, 6.0), "noise": (14, 24, 38, 55, 80), "jpeg": (24, 15, 9, 5, 2), "dark": (0.62, 0.45, 0.32, 0.22, 0.13)}
"""Radius of the Gaussian in pixels of a 192 px side; standard deviation of 255; JPEG quality; gain."""


def degraded(pixels: np.ndarray, kind: str, level: int, rng: Rng) -> np.ndarray:
    """uint8 [S,S,3] -> the same, damaged."""
    amount = LEVELS[kind][level - 1]
    if kind == "blur":
        return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(amount * pixels.shape[0] / 192)))
    if kind == "noise":
        return np.clip(pixels + rng.normal(0, amount, pixels.shape), 0, 255).astype(np.uint8)
    if kind == "dark":
        return (pixels * amount).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=int(amount))
    return np.asarray(Image.open(buffer).convert("RGB"))

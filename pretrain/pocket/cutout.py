"""One cut-out of the library, and what every source needs: rasterising SVG, cropping, matching names."""
import io
import re
from dataclasses import dataclass

import resvg_py
from PIL import Image

SIDE = 192
"""Longest side of a stored cut-out in pixels."""


@dataclass(frozen=True)
class Cutout:
    picture: Image.Image
    """RGBA"""
    noun: str
    style: str
    split: str
    """train | validation | test"""
    model: str
    """Pictures of one 3D model share it, so that a model is held out as a whole."""
    source: str
    licence: str


def rasterised(svg: str, width: int = SIDE) -> Image.Image:
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)))).convert("RGBA")


def cropped(picture: Image.Image) -> Image.Image | None:
    """The opaque part, reduced to SIDE; None where hardly anything is opaque or all of it is (no cut-out)."""
    picture = picture.convert("RGBA")
    alpha = picture.getchannel("A")
    box = alpha.point(lambda a: 255 if a > 24 else 0).getbbox()
    if not box or min(box[2] - box[0], box[3] - box[1]) < 8:
        return None
    picture = picture.crop(box)
    area = sum(picture.getchannel("A").histogram()[128:]) / (picture.width * picture.height)
    if area < 0.04:
        return None
    if max(picture.size) > SIDE:
        scale = SIDE / max(picture.size)
        size = tuple(max(1, round(v * scale)) for v in picture.size)
        picture = picture.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")
    return picture


def noun_of(name: str, nouns: list[dict]) -> str | None:
    """The noun whose word occurs as a whole word in a file or model name (camelCase, digits and separators split); the longest word wins."""
    text = " " + " ".join(re.findall(r"[a-z]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower())) + " "
    found = [
        (len(word), noun["noun"]) for noun in nouns for word in [*noun["words"], noun["plural"]] if f" {word} " in text
    ]
    return max(found)[1] if found else None

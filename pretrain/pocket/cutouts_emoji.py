"""Emoji drawings: seven iconify sets (SVG), Fluent 3D (webp, by code point) and openmoji (evaluation only)."""
import json
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from pocket.cutout import Cutout, rasterised

SETS = {  # package: style, split, licence
    "iconify-json-fluent-emoji": ("fluent", "train", "MIT, Microsoft"),
    "iconify-json-fluent-emoji-flat": ("fluent-flat", "train", "MIT, Microsoft"),
    "iconify-json-noto": ("noto", "train", "Apache-2.0, Google"),
    "iconify-json-noto-v1": ("noto-v1", "train", "Apache-2.0, Google"),
    "iconify-json-twemoji": ("twemoji", "train", "CC-BY-4.0, Twitter and contributors"),
    "iconify-json-emojione": ("emojione", "train", "CC-BY-4.0, EmojiOne v2"),
    "iconify-json-fxemoji": ("fxemoji", "train", "Apache-2.0, Mozilla"),
    "iconify-json-streamline-emojis": ("streamline", "validation", "CC-BY-4.0, Streamline"),
}


def folder(work: Path, package: str) -> Path:
    """The unpacked package, whatever its version."""
    return next(p for p in sorted((work / "pkg").iterdir()) if p.is_dir() and p.name.rsplit("-", 1)[0] == package)


def iconify(work: Path, nouns: list[dict]) -> Iterable[Cutout]:
    for package, (style, split, licence) in SETS.items():
        icons = json.loads((folder(work, package) / "icons.json").read_text())
        for noun in nouns:
            for name in noun["emoji"]:
                icon = icons["icons"].get(name)
                if not icon:
                    continue
                w, h = icon.get("width", icons.get("width", 16)), icon.get("height", icons.get("height", 16))
                left, top = icon.get("left", 0), icon.get("top", 0)
                svg = (
                    f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{w}" height="{h}" '
                    f'viewBox="{left} {top} {w} {h}">{icon["body"]}</svg>'
                )
                yield Cutout(rasterised(svg), noun["noun"], style, split, f"{style}/{name}", f"{package}: {name}", licence)


def code_points(work: Path, nouns: list[dict]) -> Iterable[tuple[str, str, str]]:
    """-> noun, emoji name, hexcode"""
    data = json.loads((folder(work, "emojibase-data") / "en/compact.json").read_text())
    by_slug = {"".join(c for c in d["label"].lower().replace(" ", "-") if c.isalnum() or c == "-"): d["hexcode"] for d in data}
    for noun in nouns:
        for name in noun["emoji"]:
            if name in by_slug:
                yield noun["noun"], name, by_slug[name]


def cutouts(work: Path, nouns: list[dict]) -> Iterable[Cutout]:
    yield from iconify(work, nouns)
    fluent, openmoji = folder(work, "lobehub-fluent-emoji-3d"), folder(work, "openmoji")
    for noun, name, code in code_points(work, nouns):
        for file in (fluent / "assets" / f"{code.lower()}.webp", fluent / "assets" / f"{code.lower()}-fe0f.webp"):
            if file.exists():
                yield Cutout(Image.open(file), noun, "fluent-3d", "train", f"fluent-3d/{name}", f"fluent-emoji-3d: {file.name}", "MIT, Microsoft")
                break
        drawing = openmoji / "color/svg" / f"{code.upper()}.svg"
        if drawing.exists():
            yield Cutout(rasterised(drawing.read_text()), noun, "openmoji", "test", f"openmoji/{name}", f"openmoji: {drawing.name}", "CC-BY-SA-4.0")

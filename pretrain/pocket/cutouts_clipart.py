"""Public-domain clip-art of Debian's openclipart-svg: coloured drawings whose file name begins with a noun."""
import re
from collections.abc import Iterable
from pathlib import Path

from pocket.cutout import Cutout, noun_of, rasterised

ROOT = Path("/usr/share/openclipart/svg")
MOST = 30
"""Pictures of one noun."""


ICON_FOLDERS = {"icons", "signs_and_symbols", "buttons", "special", "logos", "unsorted"}
ICONS = {"pen", "window", "toilet", "cherry", "lock", "laptop", "box", "key", "phone"}
"""Nouns whose clip-art is mostly user-interface symbols."""


def cutouts(work: Path, nouns: list[dict]) -> Iterable[Cutout]:
    counts: dict[str, int] = {}
    for path in sorted(ROOT.rglob("*.svg")):
        first = " ".join(re.split(r"[_\-\s]+", path.stem)[:2])
        if "_bw" in path.stem or "flag" in path.stem or path.stat().st_size > 300_000:
            continue
        noun = noun_of(first, nouns)
        if noun in ICONS or ICON_FOLDERS & set(path.parts):
            continue
        if not noun or counts.get(noun, 0) >= MOST:
            continue
        try:
            picture = rasterised(path.read_text(encoding="utf-8", errors="replace"))
        except (ValueError, OSError):  # some files are broken
            continue
        alpha = picture.getchannel("A")
        if alpha.getpixel((1, 1)) > 128 and alpha.getpixel((picture.width - 2, picture.height - 2)) > 128:
            continue  # a filled page, not a cut-out
        if picture.height > 3 * picture.width or picture.width > 3 * picture.height and noun not in ("pencil", "pen", "train"):
            continue
        counts[noun] = counts.get(noun, 0) + 1
        yield Cutout(picture, noun, "clipart", "train", f"clipart/{path.stem}", f"openclipart: {path.name}", "public domain")

"""Photo cut-outs of Tux Paint (Debian tuxpaint-stamps-default): evaluation only, never trained on, never shipped."""
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from pocket.cutout import Cutout, noun_of

ROOT = Path("/usr/share/tuxpaint/stamps")


def cutouts(work: Path, nouns: list[dict]) -> Iterable[Cutout]:
    for path in sorted(ROOT.rglob("*.png")):
        if "_mirror" in path.stem or "symbols" in path.parts or "cartoon" in path.stem:
            continue
        noun = noun_of(path.stem, nouns)
        if noun:
            yield Cutout(Image.open(path), noun, "tuxpaint", "test", f"tuxpaint/{path.stem}", f"tuxpaint-stamps: {path.name}", "see package; evaluation only")

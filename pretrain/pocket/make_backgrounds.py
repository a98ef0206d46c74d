"""Collects photographs and textures to paint scenes on: `python -m pocket.make_backgrounds WORK` -> WORK/backgrounds/*.jpg (<= 512 px).

Sources: the textures of the 3D models (CC-BY/CC0), the PD/CC0 photos of monuments and landscapes in gcompris (Debian gcompris-qt-data).
"""
import io
import re
import sys
from pathlib import Path

from PIL import Image

SIDE = 512
MONUMENTS = "explore_monuments"


def save(picture: Image.Image, path: Path) -> None:
    picture = picture.convert("RGB")
    if min(picture.size) < 96:
        return
    picture.thumbnail((SIDE, SIDE))
    picture.save(path, quality=85)


def textures(work: Path, out: Path) -> None:
    """Textures that fill a picture: wood, cloth, tiles. Labels and flags among them do no harm behind blur."""
    seen = set()
    for path in sorted((work / "furniture").rglob("*.jpg")):
        key = path.stat().st_size
        if 20_000 < key < 2_000_000 and key not in seen:
            seen.add(key)
            save(Image.open(path), out / f"texture-{re.sub(r'[^a-z0-9]', '', path.stem.lower())}-{len(seen)}.jpg")


def photographs(out: Path) -> None:
    from pocket.credits import credits  # not at the top: the textures need no gcompris
    from pocket.gcompris import photos
    known = credits(MONUMENTS)
    for photo in photos(folders=(MONUMENTS,)):
        credit = known.get(photo.path.lstrip("/")) or known.get(photo.path)
        if credit and credit.free:
            save(Image.open(io.BytesIO(photo.data)), out / f"photo-{photo.name}.jpg")


def main() -> None:
    work = Path(sys.argv[1])
    out = work / "backgrounds"
    out.mkdir(exist_ok=True)
    textures(work, out)
    photographs(out)
    print(len(list(out.glob("*.jpg"))))


if __name__ == "__main__":
    main()

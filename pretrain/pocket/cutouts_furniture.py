"""Household things of Sweet Home 3D: the catalog's own 128 px pictures, and our renders where there are some.

Every sixth model of a noun is held out for validation, with all of its views.
"""
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from PIL import Image

from pocket.cutout import Cutout, noun_of
from pocket.furniture import Model, models

NOT = {
    "clothes horse", "roasted chicken", "glass door", "glass door cabinet", "tv remote control", "tv stand", "television cabinet", "basketball net",
    "football goal", "punching ball", "toilet brush", "toilet paper dispenser", "knife stand", "sleeping bag", "plate, glasses and cutlery",
    "plate, glass and cutlery", "utensils pot", "cosmetics pot", "piano bench", "bread box", "flower box", "plant box", "toilets unit",
}
"""Names of models that hold a noun without being one."""
INSTEAD = {
    "fork lift": "truck", "football table": "table", "spider plant": "plant", "baby bed": "bed", "apple ibook": "laptop", "apple imac 1998": "computer",
    "apple imac 2004": "computer", "apple iphone": "phone", "dog house": "house", "rocking horse": "horse",
}


def noun_named(name: str, nouns: list[dict]) -> str | None:
    low = name.lower()
    if low in NOT:
        return None
    return INSTEAD.get(low) or ("lamp" if low.endswith("lamp") else noun_of(name, nouns))


def named(work: Path, nouns: list[dict]) -> Iterable[tuple[str, str, Model]]:
    """-> noun, split, model, for every model whose name holds a noun."""
    seen: Counter = Counter()
    for model in models(work / "furniture"):
        noun = noun_named(model.name, nouns)
        if noun:
            seen[noun] += 1
            yield noun, "validation" if seen[noun] % 6 == 0 else "train", model


def cutouts(work: Path, nouns: list[dict]) -> Iterable[Cutout]:
    for noun, split, model in named(work, nouns):
        source = f"sweethome3d-furniture: {model.key}"
        pictures = [model.icon, *sorted((work / "renders" / model.catalog / model.obj.stem).glob("*.png"))]
        for path in pictures:
            if path.exists():
                yield Cutout(Image.open(path), noun, "3d", split, model.key, source, model.licence)

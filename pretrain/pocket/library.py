"""The cut-outs and backgrounds in memory, drawn by noun and style: what `compose` paints with.

Letters: a cut-out is uint8 [h,w,4]; a background is uint8 [H,W,3].
"""
import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pocket.colours import main_colour
from pocket.nouns import nouns

Rng = np.random.Generator
WEIGHTS = {"3d": 4.0, "fluent-3d": 2.0, "clipart": 1.0}
"""Of one style against another (DATA.md 6c); 0.35 for each flat drawing style."""
FLAT = 0.35
PAINTABLE = {"furniture", "kitchen", "clothes", "vehicle", "toy", "tool", "electronics"}


@dataclass(frozen=True)
class Sprite:
    rgba: np.ndarray
    noun: str
    style: str
    model: str
    colour: str | None
    paintable: bool
    """Things of this kind come in any colour."""


class Library:
    def __init__(self, folder: Path, splits: tuple[str, ...], styles: tuple[str, ...] | None = None) -> None:
        categories = {row["noun"]: row["category"] for row in nouns()}
        self.category = categories
        self.by_noun: dict[str, dict[str, list[Sprite]]] = defaultdict(lambda: defaultdict(list))
        self.by_style: dict[str, dict[str, list[Sprite]]] = defaultdict(lambda: defaultdict(list))
        for line in (folder / "library/index.jsonl").read_text().splitlines():
            row = json.loads(line)
            if row["split"] not in splits or (styles and row["style"] not in styles) or row["noun"] not in categories:
                continue
            picture = Image.open(folder / "library" / row["file"]).convert("RGBA")
            small = np.asarray(picture.resize((24, 24), Image.Resampling.BOX))
            sprite = Sprite(np.asarray(picture), row["noun"], row["style"], row["model"], main_colour(small), categories[row["noun"]] in PAINTABLE)
            self.by_noun[row["noun"]][row["style"]].append(sprite)
            self.by_style[row["style"]][row["noun"]].append(sprite)
        self.nouns = sorted(self.by_noun)
        train = "train" in splits
        files = sorted((folder / "backgrounds").glob("*.jpg"))
        self.backgrounds = [np.asarray(Image.open(f).convert("RGB")) for i, f in enumerate(files) if (i % 5 != 0) == train]

    def sprite(self, rng: Rng, noun: str | None = None, style: str | None = None) -> Sprite:
        """A cut-out of the noun in the style; either may be open, and a style that lacks the noun is left."""
        if style and (noun is None or noun in self.by_style[style]):
            nouns = self.by_style[style]
            noun = noun or sorted(nouns)[rng.integers(len(nouns))]
            pool = nouns[noun]
        else:
            noun = noun or self.nouns[rng.integers(len(self.nouns))]
            styles = self.by_noun[noun]
            names = sorted(styles)
            weights = np.array([WEIGHTS.get(n, FLAT) for n in names])
            pool = styles[names[rng.choice(len(names), p=weights / weights.sum())]]
        return pool[rng.integers(len(pool))]

    def style(self, rng: Rng) -> str:
        names = sorted(self.by_style)
        weights = np.array([WEIGHTS.get(n, FLAT) for n in names])
        return names[rng.choice(len(names), p=weights / weights.sum())]

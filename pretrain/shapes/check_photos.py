"""Shows what the policy says about photographs: `python -m shapes.check_photos BUNDLE PHOTO...`.

Prints, per photo, the share of well-formed completions and the spread of the boxes over 16 samples.
"""
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from shapes.check import parsed
from shapes.data import to_input
from shapes.runtime import BundleRuntime
from shapes.scenes import SIDE

QUESTIONS = ("where is the dog?", "find the cup", "what is in the picture?", "Where is the person's face?")


def main() -> None:
    runtime, rng = BundleRuntime(Path(sys.argv[1])), np.random.default_rng(0)
    for name in sys.argv[2:]:
        image = Image.open(name).convert("RGB").resize((SIDE, SIDE), Image.Resampling.BILINEAR)
        features = runtime.features(to_input(np.asarray(image, np.float32)[None])[0].numpy())
        for question in QUESTIONS:
            texts = runtime.sample(features, question, 16, rng)
            found = [f for t in texts if (f := parsed(t))]
            spread = np.array([f[0] for f in found]).std(0, ddof=1).round(3) if len(found) > 1 else "-"
            print(f"{Path(name).name:20} {question:28} well-formed {len(found)}/16 std {spread}\n    {texts[0]}\n    {texts[1]}")


if __name__ == "__main__":
    main()

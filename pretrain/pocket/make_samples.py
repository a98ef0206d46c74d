"""The photographs of the page's gallery: `python -m pocket.make_samples` -> public/samples/: pictures, samples.json, ATTRIBUTION.md.

Photos of gcompris-qt-data that are in the public domain or CC0, scaled to at most 512 px; boxes from data/photos.json (drawn by hand). The form of
samples.json is SampleEntry in src/store/prompts/samples.ts.
"""
import io
import json
from pathlib import Path

from PIL import Image

from pocket.credits import credits
from pocket.gcompris import photos
from pocket.relations import hull

OUT = Path(__file__).resolve().parents[2] / "public/samples"
SIDE, LIMIT = 512, 600_000
CHOSEN = """
explore_farm_animals/owl | where is the bird? | bird | bird
explore_farm_animals/dog | where is the dog? | dog | dog
explore_farm_animals/duck | what is this? | duck | duck
explore_world_animals/panda | find the panda | panda | panda
explore_world_animals/scarlet_macaw | what colour is the bird? | red | bird
explore_farm_animals/chicken | find all chickens | chickens | chicken
explore_farm_animals/cat | where is the cat? | cat | cat
categorization/spoons | how many spoons are there? | 5 | spoon
categorization/knife | is the fork above or below the knife? | below | fork
categorization/scissors1 | what colour are the scissors? | orange | scissors
explore_world_animals/giraffe | how many giraffes are there? | 2 | giraffe
explore_farm_animals/pig | where is the pig? | pig | pig
categorization/chair | what is this? | chair | chair
"""
"""photo | question | answer | noun whose boxes belong to it; what is counted has one box around all of it, as Pocket was taught"""
HEAD = """# Sample photographs

Every photograph is in the public domain or CC0 and comes by way of gcompris-qt-data (Debian). Each was scaled to at most 512 pixels and compressed again;
boxes, questions and answers are ours (CC0).

| file | author | licence | source |
|---|---|---|---|
"""


def main() -> None:
    rows = {(r["folder"], r["name"]): r["things"] for r in json.loads((Path(__file__).parent / "data/photos.json").read_text())}
    lines = [[part.strip() for part in line.split("|")] for line in CHOSEN.strip().splitlines()]
    folders = sorted({line[0].split("/")[0] for line in lines})
    pictures = {(p.folder, p.name): p for p in photos(tuple(folders))}
    known = {folder: credits(folder) for folder in folders}
    samples, listed, total = [], HEAD, 0
    for path, question, answer, noun in lines:
        folder, name = path.split("/")
        photo = pictures[(folder, name)]
        credit = known[folder][photo.path]
        if not credit.free:
            raise ValueError(f"{path} is {credit.licence}: choose another photo.")
        picture, file = Image.open(io.BytesIO(photo.data)).convert("RGB"), f"{name.replace('_', '-')}.webp"
        picture.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        picture.save(OUT / file, quality=76, method=6)
        total += (OUT / file).stat().st_size
        boxes = [t["box"] for t in rows[(folder, name)] if t["noun"] == noun]
        if question.startswith("how many"):
            boxes = [list(hull([tuple(b) for b in boxes]))]
        samples.append({"name": name.replace("_", " "), "picture": file, "question": question, "answer": answer, "boxes": boxes, "labels": [noun] * len(boxes)})
        listed += f"| {file} | {credit.author} | {credit.licence} | {credit.source} |\n"
    (OUT / "samples.json").write_text('{\n  "samples": [\n    ' + ",\n    ".join(json.dumps(s) for s in samples) + "\n  ]\n}\n")
    (OUT / "ATTRIBUTION.md").write_text(listed)
    print(len(samples), "photos,", total, "bytes")
    if total > LIMIT:
        raise SystemExit(f"The photos have {total} bytes; at most {LIMIT}.")


if __name__ == "__main__":
    main()

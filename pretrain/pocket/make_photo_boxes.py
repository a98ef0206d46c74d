"""Writes data/photos.json: boxes drawn by hand on PD, CC0 (and, for evaluation only, other) photographs of gcompris.

Boxes are hundredths of the picture, x0 y0 x1 y1, read off a ten-by-ten grid, good to about one hundredth and a half.
"""
import json
from pathlib import Path

PHOTOS = """
explore_farm_animals/dog: dog 3 3 89 95
explore_farm_animals/cow: cow 23 38 90 90; cow 26 23 42 37; cow 79 24 89 35
explore_farm_animals/cat: cat 18 14 100 73
explore_farm_animals/chicken: chicken 4 18 22 74; chicken 36 10 56 74; chicken 51 18 69 77; chicken 69 19 97 88
explore_farm_animals/horse: horse 12 31 36 82; horse 32 34 55 79; horse 57 35 88 84; horse 50 45 64 83; horse 25 64 46 86
explore_farm_animals/duck: duck 12 22 80 90
explore_farm_animals/sheep: sheep 23 11 71 90
explore_farm_animals/pig: pig 16 22 61 82
explore_farm_animals/owl: bird 53 20 80 95
explore_world_animals/giraffe: giraffe 44 27 70 91; giraffe 61 18 90 91
explore_world_animals/panda: panda 20 8 83 87
explore_world_animals/polar_bear: bear 24 33 84 76
explore_world_animals/scarlet_macaw: bird 22 13 91 98
explore_world_animals/moose: deer 12 14 80 93
erase/giraffe: giraffe 0 3 95 95
erase/penguin: penguin 26 7 63 96
erase/swans: bird 15 24 32 65; bird 71 20 89 61; bird 32 49 40 62; bird 40 44 48 61; bird 50 47 58 61; bird 58 46 65 59
erase/dolphin: dolphin 34 13 69 96
erase/kingfisher: bird 28 10 63 88
erase/crab: crab 5 24 96 84
erase/horse: horse 10 10 62 96
erase/butterfly: butterfly 22 12 74 93
erase/bee: bee 9 38 34 74
erase/kitten: cat 33 20 67 90
erase/camels: camel 4 40 38 84; camel 34 12 94 87
erase/heron: bird 5 5 65 86
erase/calf: cow 9 11 100 100
erase/macaque: monkey 48 8 100 100
categorization/scissors1: scissors 2 3 98 96
categorization/scissors2: scissors 2 4 99 97
categorization/scissors3: scissors 6 33 96 93
categorization/hammer1: hammer 9 7 93 93
categorization/hammer2: hammer 15 27 90 78
categorization/hammer5: hammer 2 7 98 95
categorization/hammer7: hammer 22 4 76 97
categorization/screwDriver: screwdriver 5 15 95 87
categorization/screwDriver2: screwdriver 18 5 82 96
categorization/wrench1: wrench 7 24 92 69
categorization/chair: chair 13 8 88 91
categorization/bulb: light bulb 24 23 75 90
categorization/baseball: ball 0 0 100 99
categorization/volleyball: ball 1 2 99 99
categorization/spoons: spoon 15 9 31 96; spoon 32 16 47 96; spoon 47 28 62 94; spoon 64 37 72 94; spoon 74 44 83 91
categorization/plate: plate 21 13 80 91
categorization/cup: cup 22 10 84 85
categorization/buffetset: cup 31 38 69 71
categorization/knife: knife 8 16 98 32; fork 6 35 92 54; spoon 6 57 96 89
categorization/pencil: pencil 2 7 100 75
categorization/fish1: fish 14 4 88 87
categorization/fish4: fish 10 6 70 57; fish 24 40 99 84
categorization/fish6: fish 15 0 82 100
categorization/fish9: fish 18 7 69 44; fish 55 80 65 92
categorization/fish17: fish 4 12 94 83
categorization/fish25: fish 0 3 99 97
categorization/fish3: fish 4 30 87 65
categorization/fish8: fish 7 23 92 97
categorization/fish10: fish 0 5 33 22; fish 50 32 75 47; fish 49 42 75 60; fish 59 68 80 84; fish 21 62 44 75; fish 72 26 87 45
categorization/fish21: fish 9 33 87 66
"""


def main() -> None:
    rows = []
    for line in PHOTOS.strip().splitlines():
        path, boxes = line.split(": ")
        folder, name = path.split("/")
        things = []
        for entry in boxes.split("; "):
            *words, x0, y0, x1, y1 = entry.split()
            things.append({"noun": " ".join(words), "box": [int(v) / 100 for v in (x0, y0, x1, y1)]})
        rows.append({"folder": folder, "name": name, "things": things})
    out = Path(__file__).parent / "data/photos.json"
    out.write_text("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]\n")
    print(len(rows), "photos,", sum(len(r["things"]) for r in rows), "boxes")


if __name__ == "__main__":
    main()

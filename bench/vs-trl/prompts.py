"""Prompts for both sides from one source: python prompts.py FOLDER BUNDLE.

Reads FOLDER/source.jsonl ({"id", "question", "images": paths, "split", "truth": text, and the fields that Rollscope reads}). Writes
- pictures/*.png: each picture at the size of the model's input, so that neither side resizes anything;
- prompts.jsonl: for `npm run train`;
- prompts.json and features.npz: for TRL the token ids of SmolVLM's template, and per picture place the row of vision_encoder.onnx.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image
from tokenizers import Tokenizer

FRAME = "<fake_token_around_image>"


def read(file: Path) -> dict:
    return json.loads(file.read_text())


def main() -> None:
    folder, bundle = Path(sys.argv[1]), Path(sys.argv[2])
    config, looks = read(bundle / "config.json"), read(bundle / "preprocessor_config.json")
    size, places = (looks["size"]["width"], looks["size"]["height"]), config["image_seq_len"]
    eyes = onnxruntime.InferenceSession(str(bundle / "onnx/vision_encoder.onnx"), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(bundle / "tokenizer.json"))
    (folder / "pictures").mkdir(exist_ok=True)
    numbers: dict[str, int] = {}  # path -> its number among the features
    features, seconds = [], []

    def number_of(path: str) -> int:
        if path not in numbers:
            picture = Image.open(folder / path).convert("RGB").resize(size, Image.BILINEAR)
            numbers[path] = len(numbers)
            picture.save(folder / small(numbers[path]))
            values = (np.asarray(picture, np.float32) / 255 - looks["image_mean"]) / looks["image_std"]
            pixels = values.astype(np.float32).transpose(2, 0, 1)[None, None]
            start = time.perf_counter()
            features.append(eyes.run(None, {"pixel_values": pixels})[0][0])
            seconds.append(time.perf_counter() - start)
        return numbers[path]

    def small(number: int) -> str:
        return f"pictures/{number}.png"

    ours, theirs = [], []
    for line in (folder / "source.jsonl").read_text().splitlines():
        row = json.loads(line)
        shown = [number_of(path) for path in row["images"]]
        lead = f"{FRAME}<global-img>{'<image>' * places}{FRAME}" * len(shown) or " "
        text = f"<|im_start|>User:{lead}{row['question']}<end_of_utterance>\nAssistant:"
        ids = tokenizer.encode(text, add_special_tokens=False).ids
        theirs.append({"id": row["id"], "ids": ids, "pictures": shown, "split": row["split"], "truth": row["truth"]})
        ours.append({key: value for key, value in row.items() if key != "truth"} | {"images": [small(n) for n in shown]})
    (folder / "prompts.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ours))
    (folder / "prompts.json").write_text(json.dumps({"image": config["image_token_id"], "prompts": theirs}))
    np.savez(folder / "features.npz", features=np.stack(features))
    print(json.dumps({"prompt_tokens": sorted({len(row["ids"]) for row in theirs}), "seconds_per_picture": float(np.median(seconds))}))


if __name__ == "__main__":
    main()

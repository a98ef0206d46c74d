"""Writes a bundle from a checkpoint: `python -m pocket.export CHECKPOINT [FOLDER]` (default public/models/pocket).

Layout and operators are those of the SmolVLM decoders on the hub, see policy/bundle.py and policy/export_decoder.py. The checkpoint must have been
trained through simulated 4-bit weights at its end.
"""
import sys
from pathlib import Path

import torch

from pocket.export_vision import vision_graph
from pocket.policy import new_pocket
from policy.bundle import write_configs, write_file_list
from policy.export_decoder import export_decoder
from policy.export_vision import export_embed

BUNDLE = Path(__file__).resolve().parents[2] / "public/models/pocket"
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
"""ImageNet's, RGB, of 0..1: what the eyes were trained with (pocket/stream.py)."""


def export(checkpoint: Path, folder: Path) -> None:
    policy, tokenizer = new_pocket()
    policy.load_state_dict(torch.load(checkpoint, map_location="cpu")["policy"])
    write_configs(folder, policy.config, tokenizer, MEAN, STD)
    with torch.no_grad():
        vision_graph(policy.vision.eval()).save(folder / "onnx/vision_encoder.onnx")
        export_embed(policy.embed.weight, folder / "onnx/embed_tokens.onnx")
        export_decoder(policy.decoder, folder / "onnx/decoder_model_merged_q4.onnx")
    write_file_list(folder)


def main() -> None:
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else BUNDLE
    export(Path(sys.argv[1]), folder)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            print(path.relative_to(folder), path.stat().st_size)


if __name__ == "__main__":
    main()

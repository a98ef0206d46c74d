"""Writes public/models/shapes from a checkpoint: `python -m shapes.export CHECKPOINT` (none = random weights)."""
import sys
from pathlib import Path

import torch

from policy.bundle import write_file_list
from policy.policy import export_bundle
from shapes.policy import shapes_policy, shapes_tokenizer

BUNDLE = Path(__file__).resolve().parents[2] / "public/models/shapes"


def main() -> None:
    torch.manual_seed(0)
    policy = shapes_policy()
    if len(sys.argv) > 1:
        policy.load_state_dict(torch.load(sys.argv[1], map_location="cpu")["policy"])
    export_bundle(policy, shapes_tokenizer(), BUNDLE)
    write_file_list(BUNDLE)
    print(sum(p.stat().st_size for p in BUNDLE.rglob("*") if p.is_file()), "bytes")


if __name__ == "__main__":
    main()

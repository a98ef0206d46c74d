"""A checkpoint from a shipped bundle, to go on training where no checkpoint was kept: `python -m pocket.restore BUNDLE OUT.pt`.

The inverse of export.py, but for what the rounding to 4 bits and int8 lost; EfficientNet-Lite0, which is never trained, comes whole from its package.
The dense head of training is not in a bundle: train.py starts a new one.
"""
import re
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from pocket.eyes import HALF_SCALE, PYRAMID, WHOLE_SCALE
from pocket.lite0 import HALF, load_lite0
from pocket.make_twin import state_of
from pocket.policy import new_pocket, with_more_heads


def decoder_state(bundle: Path) -> dict[str, Tensor]:
    """Names of LlamaForCausalLM -> names of Pocket."""
    found = {}
    for name, value in state_of(bundle).items():
        if name == "model.embed_tokens.weight":
            found["embed.weight"] = value
        else:
            found["decoder." + re.sub(r"\.(self_attn|mlp)\.", ".", name.removeprefix("model."))] = value
    return found


def vision_state(bundle: Path) -> dict[str, Tensor]:
    """The trained part of the vision encoder, float32."""
    values = {i.name: numpy_helper.to_array(i) for i in onnx.load(bundle / "onnx/vision_encoder.onnx").graph.initializer}
    found = {f"vision.lite.{k}": v for k, v in load_lite0().state_dict().items()}
    for name, value in values.items():
        if name.startswith("vision.lite."):
            continue
        if name.endswith("_quantized"):
            stem = name.removesuffix("_quantized")
            scale = values[f"{stem}_scale"]
            found[stem] = torch.from_numpy(value.astype(np.float32) * scale.reshape(-1, *[1] * (value.ndim - 1)))
        elif name.endswith(".bias") or name == "vision.position":
            found[name] = torch.from_numpy(value.copy())
    found["vision.mix.weight"][:, PYRAMID : PYRAMID + HALF] /= HALF_SCALE
    found["vision.mix.weight"][:, PYRAMID + HALF :] /= WHOLE_SCALE
    found["vision.project.weight"] = found["vision.project.weight"].flatten(1)
    return found


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit("Give a bundle and a file: python -m pocket.restore BUNDLE OUT.pt")
    bundle, out = Path(sys.argv[1]), Path(sys.argv[2])
    policy, _ = new_pocket()
    policy.load_state_dict(with_more_heads({**decoder_state(bundle), **vision_state(bundle)}, policy.config))
    torch.save({"policy": policy.state_dict()}, out)
    print(out, out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()

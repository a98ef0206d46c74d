"""Checks export_vision.py: `python -m pocket.check_vision CHECKPOINT FOLDER`. Writes FOLDER/vision_int8.onnx and vision_float32.onnx,
runs both in onnxruntime on real photographs and compares with torch: float32 to 1e-4 relative, int8 by the cosine of the tokens (position taken off).
"""
import sys
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch.nn import functional as F

from pocket.check_backbone import test_photos
from pocket.export_vision import load_eyes, vision_graph


def main() -> None:
    eyes, folder = load_eyes(Path(sys.argv[1])), Path(sys.argv[2])
    torch.set_num_threads(2)
    pixels = torch.stack([x for _, _, x in test_photos()]).flip(1)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    with torch.no_grad():
        expected = eyes(pixels)
        for name, bits in (("float32", 32), ("int8", 8)):
            path = folder / f"vision_{name}.onnx"
            vision_graph(eyes, bits).save(path)
            session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            found = torch.from_numpy(session.run(None, {"pixel_values": pixels[None].numpy()})[0])
            error = ((found - expected).abs().max() / expected.abs().max()).item()
            near = F.cosine_similarity(found - eyes.position, expected - eyes.position, dim=-1)
            print(f"{name}: {path.stat().st_size} bytes, relative error {error:.1e}, cosine mean {near.mean():.5f} least {near.min():.5f}")
            if bits == 32 and error > 1e-4:
                raise ValueError("the exported graph differs from torch")
    np.savez(folder / "vision_case.npz", pixels=pixels[:2].numpy(), features=expected[:2].numpy())


if __name__ == "__main__":
    main()

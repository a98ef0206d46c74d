"""Checks backbone.py: `python -m pocket.check_backbone MODELS` (folder of nanodet.json).

1. Runs the tfjs graph as it is stored, node by node with its own paddings, and compares the pyramid of NanoDet with it.
2. Reads the original's COCO head on real photographs that show one COCO thing: what share gets its right name.
3. Milliseconds a picture, forward and with gradients. Numbers are printed; a pyramid that differs is an error.
"""
import io
import sys
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from pocket.backbone import load_nanodet, tensors
from pocket.gcompris import photos

SIDE = 192
MEAN, STD = np.array([103.53, 116.28, 123.675], np.float32), np.array([57.375, 57.12, 58.395], np.float32)
PREFIX, ADD = "PartitionedCall/", "onnx_tf_prefix_Add_"
PYRAMID = {"s8": "Concat_27", "s16": "Concat_42", "s32": "Concat_62", "pan8": "Add_107", "pan16": "Add_128", "pan32": "Add_149"}
HEADS = {8: "transpose_99", 16: "transpose_105", 32: "transpose_111"}
"""Node of the head's output [n,124,h,w] by stride: 80 class scores before the sigmoid, then 4 x 11 distances."""
COCO = (
    "person bicycle car motorcycle airplane bus train truck boat traffic_light fire_hydrant stop_sign parking_meter bench bird cat dog horse sheep cow "
    "elephant bear zebra giraffe backpack umbrella handbag tie suitcase frisbee skis snowboard ball kite bat glove skateboard surfboard racket bottle "
    "glass cup fork knife spoon bowl banana apple sandwich orange broccoli carrot hot_dog pizza donut cake chair couch plant bed table toilet tv laptop "
    "mouse remote keyboard phone microwave oven toaster sink refrigerator book clock vase scissors teddy_bear hair_drier toothbrush"
).split()
SHOWN = {
    "explore_farm_animals": {"dog": "dog", "cow": "cow", "cat": "cat", "horse": "horse", "sheep": "sheep", "duck": "bird", "chicken": "bird", "owl": "bird"},
    "explore_world_animals": {"giraffe": "giraffe", "polar_bear": "bear", "scarlet_macaw": "bird"},
    "erase": {"giraffe": "giraffe", "horse": "horse", "kitten": "cat", "calf": "cow", "swans": "bird", "kingfisher": "bird", "heron": "bird", "penguin": "bird"},
    "categorization": {f"scissors{i}": "scissors" for i in (1, 2, 3, 4)} | {"knife": "knife", "cup": "cup", "chair": "chair", "spoons": "spoon"},
}


class Stored:
    """The graph of the file on pictures of any side that is a multiple of 32; the file names 416."""

    def __init__(self, folder: Path, pixels: Tensor) -> None:
        self.nodes, self.constants = tensors(folder)
        self.values: dict[str, Tensor] = {"input_1": pixels}

    def constant(self, name: str) -> Tensor:
        return torch.from_numpy(self.constants[name].astype(np.float32 if self.constants[name].dtype.kind == "f" else np.int64))

    def value(self, name: str) -> Tensor:
        if name not in self.values:
            self.values[name] = self.constant(name) if name in self.constants else self.run(self.nodes[name])
        return self.values[name]

    def run(self, node: dict) -> Tensor:
        x, attributes = self.value(node["input"][0]), node["attr"]
        second = lambda: self.value(node["input"][1])
        strides = lambda: int(attributes["strides"]["list"]["i"][1])
        first, last = lambda t: t.permute(0, 3, 1, 2), lambda t: t.permute(0, 2, 3, 1)
        match node["op"]:
            case "Pad" | "PadV2":
                fill = float(self.value(node["input"][2])) if node["op"] == "PadV2" else 0.0
                return F.pad(x, [int(v) for pair in reversed(second().tolist()) for v in pair], value=fill)
            case "Transpose":
                return x.permute(*second().tolist())
            case "Conv2D":
                return last(F.conv2d(first(x), second().permute(3, 2, 0, 1), stride=strides()))
            case "Add" | "AddV2":
                return x + second()
            case "LeakyRelu":
                return torch.where(x > 0, x, float(np.float32(attributes["alpha"]["f"])) * x)
            case "MaxPool":
                return last(F.max_pool2d(first(x), int(attributes["ksize"]["list"]["i"][1]), strides()))
            case "ConcatV2":
                return torch.cat([self.value(name) for name in node["input"][:-1]], int(self.value(node["input"][-1])))
            case "ResizeBilinear":
                return last(F.interpolate(first(x), scale_factor=2.0 if node["name"].endswith(("resize/ResizeBilinear", "resize_1/ResizeBilinear")) else 0.5,
                                          mode="bilinear", align_corners=False))
        raise ValueError(f"no rule for {node['op']}")

    def named(self, name: str) -> Tensor:
        whole = next(n for n in self.nodes if n == PREFIX + name or n.endswith(f"onnx_tf_prefix_{name}"))
        return self.value(whole)


def original_input(picture: Image.Image) -> Tensor:
    """-> BGR [3,S,S], normalised as the original was trained; the sides are scaled apart, as the page does."""
    rgb = np.asarray(picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BILINEAR), np.float32)
    return torch.from_numpy(((rgb[..., ::-1] - MEAN) / STD).transpose(2, 0, 1).copy())


def test_photos() -> list[tuple[str, str, Tensor]]:
    """name, COCO class, input"""
    rows = []
    for folder, shown in SHOWN.items():
        rows += [(p.name, shown[p.name], original_input(Image.open(io.BytesIO(p.data)))) for p in photos((folder,)) if p.name in shown]
    return rows


def milliseconds(run, pictures: int, times: int = 4) -> float:
    """Best of `times`, a picture."""
    run()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append(time.perf_counter() - start)
    return 1000 * min(spent) / pictures


@torch.no_grad()
def names_of(stored: Stored) -> list[str]:
    """The class with the highest score anywhere in the picture."""
    best = torch.stack([stored.named(head)[:, :80].flatten(2).amax(2) for head in HEADS.values()]).amax(0)
    return [COCO[i] for i in best.argmax(1).tolist()]


def main() -> None:
    folder = Path(sys.argv[1])
    torch.set_num_threads(2)
    rows = test_photos()
    pixels = torch.stack([x for _, _, x in rows])
    stored, net = Stored(folder, pixels), load_nanodet(folder)
    with torch.no_grad():
        features = net(pixels)
        for key, name in PYRAMID.items():
            expected = stored.named(name)
            error = ((features[key] - expected).abs().max() / expected.abs().max()).item()
            print(f"{key} {tuple(expected.shape)} relative error {error:.1e}")
            if error > 1e-5:
                raise ValueError(f"{key} differs from the stored graph")
    found = names_of(stored)
    for (name, truth, _), guess in zip(rows, found):
        print(f"{name:16} {truth:10} {guess} {'' if guess == truth else '<-'}")
    print(f"right names: {sum(t == g for (_, t, _), g in zip(rows, found))} of {len(rows)} at {SIDE} px")
    batch = torch.randn(16, 3, SIDE, SIDE).to(memory_format=torch.channels_last)
    net = net.to(memory_format=torch.channels_last)
    with torch.no_grad():
        print(f"forward {milliseconds(lambda: net(batch), 16):.1f} ms a picture")
    print(f"forward and backward {milliseconds(lambda: sum(f.square().mean() for f in net(batch).values()).backward(), 16):.1f} ms a picture")


if __name__ == "__main__":
    main()

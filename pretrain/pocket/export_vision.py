"""Writes Pocket's vision_encoder.onnx: `python -m pocket.export_vision CHECKPOINT FOLDER` (checkpoint of train_vision or train).

Every operator runs on WebGPU: Reshape, Conv, LeakyRelu, Clip, MaxPool, AveragePool, Concat, Resize, Add, Mul, Transpose. Form A (`bits=8`, the one that ships)
keeps the weights of the convolutions as int8 [O,I,kh,kw] with one float32 scale an output channel, DequantizeLinear(axis 0) -> Conv;
form B (`bits=32`) keeps float32. Biases, and positions, stay float32.
Formula: scale_o = max|W_o| / 127, q = round(W / scale_o).
"""
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from pocket.backbone import Stage
from pocket.eyes import CHANNELS, HALF_SCALE, PYRAMID, SIDE, TOKENS, WHOLE_SCALE, Eyes, with_lite0
from pocket.lite0 import AT_HALF, HALF, Lite0, pads
from policy.onnx_graph import FLOAT, GraphBuilder


def quantized(weight: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """[O,...] -> int8 of the same shape, scales [O]; a channel of zeros has scale 1."""
    flat = weight.detach().flatten(1)
    scale = flat.abs().amax(1) / 127
    scale = torch.where(scale > 0, scale, torch.ones_like(scale))
    q = (flat / scale[:, None]).round().clamp(-127, 127)
    return q.reshape(weight.shape).numpy().astype(np.int8), scale.numpy().astype(np.float32)


class VisionGraph(GraphBuilder):
    def __init__(self, bits: int) -> None:
        super().__init__("vision_encoder")
        self.bits = bits

    def weight(self, name: str, value: Tensor) -> str:
        if self.bits == 32:
            return self.constant(name, value)
        q, scale = quantized(value)
        inputs = [self.constant(f"{name}_quantized", q), self.constant(f"{name}_scale", scale)]
        return self.node("DequantizeLinear", f"/{name.replace('.', '/')}/DequantizeLinear", inputs, axis=0)

    def conv(self, name: str, x: str, weight: Tensor, bias: Tensor, stride: int, pad: tuple[int, int], group: int = 1) -> str:
        """pad: before and after, on both axes"""
        inputs = [x, self.weight(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)]
        sides = {"kernel_shape": [weight.shape[-1]] * 2, "strides": [stride] * 2, "pads": [pad[0], pad[0], pad[1], pad[1]]}
        return self.node("Conv", f"/{name.replace('.', '/')}/Conv", inputs, **sides, group=group)

    def layer(self, name: str, x: str, layer: nn.Conv2d, pad: tuple[int, int] | None = None) -> str:
        return self.conv(name, x, layer.weight, layer.bias, layer.stride[0], pad or (layer.padding[0],) * 2, layer.groups)

    def active(self, x: str) -> str:
        return self.node("LeakyRelu", x.removesuffix("/output_0").replace("/Conv", "/LeakyRelu"), [x], alpha=0.1)

    def join(self, name: str, *parts: str) -> str:
        return self.node("Concat", f"{name}/Concat", list(parts), axis=1)

    def pool(self, op: str, name: str, x: str, side: int, pad: int) -> str:
        return self.node(op, f"{name}/{op}", [x], kernel_shape=[side, side], strides=[2, 2], pads=[pad] * 4)

    def up(self, name: str, x: str) -> str:
        """Twice the side, bilinear, half-pixel centres."""
        scales = self.constant("/vision/constants/twice", np.array([1, 1, 2, 2], np.float32))
        return self.node("Resize", f"{name}/Resize", [x, "", scales], mode="linear", coordinate_transformation_mode="half_pixel")

    def add(self, name: str, a: str, b: str) -> str:
        return self.node("Add", f"{name}/Add", [a, b])

    def relu6(self, x: str) -> str:
        limits = [self.constant(f"/vision/constants/{n}", np.array(n, np.float32)) for n in (0, 6)]
        return self.node("Clip", x.removesuffix("/output_0").replace("/Conv", "/Clip"), [x, *limits])

    def lite0(self, x: str, net: Lite0) -> tuple[str, str]:
        x = self.node("Mul", "/vision/lite/Mul", [x, self.constant("vision.lite.scale", net.scale)])
        x = self.add("/vision/lite", x, self.constant("vision.lite.shift", net.shift))
        x = half = self.relu6(self.layer("vision.lite.stem", x, net.stem, pads(net.stem)))
        for i, block in enumerate(net.blocks):
            name = f"vision.lite.blocks.{i}"
            y = self.relu6(self.layer(f"{name}.expand", x, block.expand)) if block.expand else x
            y = self.relu6(self.layer(f"{name}.depth", y, block.depth, pads(block.depth)))
            y = self.layer(f"{name}.shrink", y, block.shrink)
            x = self.add("/" + name.replace(".", "/"), x, y) if block.skip else y
            half = x if i == AT_HALF - 1 else half
        return half, x

    def stage(self, name: str, x: str, stage: Stage) -> str:
        first = x = self.active(self.layer(f"{name}.enter", x, stage.enter))
        for i, block in enumerate(stage.blocks):
            base = f"{name}.blocks.{i}"
            a = self.active(self.layer(f"{base}.enter", x, block.enter))
            x = self.join("/" + base.replace(".", "/"), self.active(self.layer(f"{base}.middle", a, block.middle)), a)
        return self.join("/" + name.replace(".", "/"), self.active(self.layer(f"{name}.leave", x, stage.leave)), first)


def vision_graph(eyes: Eyes, bits: int = 8) -> VisionGraph:
    """pixel_values [B, n_img, 3, S, S] -> image_features [B*n_img, 36, D]"""
    g, net, hidden = VisionGraph(bits), eyes.net, eyes.project.out_features
    g.input("pixel_values", FLOAT, ["batch_size", "num_images", 3, SIDE, SIDE])
    g.output("image_features", FLOAT, ["total_images", TOKENS, hidden])
    pixels = g.node("Reshape", "/vision/Reshape", ["pixel_values", g.ints(-1, 3, SIDE, SIDE)])
    x = g.pool("MaxPool", "/vision/net/stem", g.active(g.layer("vision.net.stem", pixels, net.stem)), 3, 1)
    features = []
    for i, stage in enumerate(net.stages):
        x = g.stage(f"vision.net.stages.{i}", x, stage)
        features.append(x)
    l8, l16, l32 = (g.layer(f"vision.net.lateral.{i}", f, layer) for i, (f, layer) in enumerate(zip(features[1:], net.lateral)))
    p16 = g.add("/vision/net/top16", l16, g.up("/vision/net/up32", l32))
    p8 = g.add("/vision/net/top8", l8, g.up("/vision/net/up16", p16))
    half = g.pool("AveragePool", "/vision/net/down8", p8, 2, 0)
    p16 = g.add("/vision/net/pan16", p16, half)
    p32 = g.add("/vision/net/pan32", l32, g.pool("AveragePool", "/vision/net/down16", p16, 2, 0))
    lite16, lite32 = g.lite0(pixels, eyes.lite)
    grid = g.join("/vision/grid", p16, half, g.up("/vision/grid/up32", p32), lite16, g.up("/vision/grid/lite32", lite32))
    scales = torch.ones(eyes.mix.in_channels)
    scales[PYRAMID : PYRAMID + HALF], scales[PYRAMID + HALF :] = HALF_SCALE, WHOLE_SCALE
    grid = g.active(g.conv("vision.mix", grid, eyes.mix.weight * scales[:, None, None], eyes.mix.bias, 1, (0, 0)))
    # pixel_unshuffle orders a token's numbers channel, row, column: the linear layer is a 2x2 convolution with stride 2.
    weight = eyes.project.weight.reshape(hidden, CHANNELS, 2, 2)
    x = g.conv("vision.project", grid, weight, eyes.project.bias, 2, (0, 0))
    x = g.node("Reshape", "/vision/tokens/Reshape", [x, g.ints(-1, hidden, TOKENS)])
    x = g.node("Transpose", "/vision/tokens/Transpose", [x], perm=[0, 2, 1])
    g.node("Add", "/vision/position/Add", [x, g.constant("vision.position", eyes.position)], ["image_features"])
    return g


def load_eyes(checkpoint: Path) -> Eyes:
    """From a checkpoint of train_vision ({vision}) or of train ({policy})."""
    saved = torch.load(checkpoint, map_location="cpu")
    state = saved.get("vision") or {k.removeprefix("vision."): v for k, v in saved["policy"].items() if k.startswith("vision.")}
    eyes = Eyes(state["project.bias"].shape[0])
    eyes.load_state_dict(with_lite0(state))
    return eyes.eval()


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit("Give a checkpoint and a folder: python -m pocket.export_vision CHECKPOINT FOLDER")
    eyes, folder = load_eyes(Path(sys.argv[1])), Path(sys.argv[2])
    path = folder / "onnx/vision_encoder.onnx"
    vision_graph(eyes).save(path)
    print(path, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()

"""Writes vision_encoder.onnx (Conv, Relu, Add, Reshape, Transpose: all run on WebGPU) and embed_tokens.onnx (Gather)."""
from pathlib import Path

from torch import Tensor

from policy.config import PolicyConfig
from policy.onnx_graph import FLOAT, INT64, GraphBuilder
from policy.vision import STRIDES, Vision, folded


def export_vision(vision: Vision, config: PolicyConfig, path: Path) -> None:
    """pixel_values [B, n_img, 3, S, S] -> image_features [B*n_img, N, D]; batch norms are folded into the convolutions."""
    g = GraphBuilder("vision_encoder")
    side, tokens, width = config.image_size, config.image_tokens, config.hidden_size
    g.input("pixel_values", FLOAT, ["batch_size", "num_images", 3, side, side])
    g.output("image_features", FLOAT, ["total_images", tokens, width])
    x = g.node("Reshape", "/vision/Reshape", ["pixel_values", g.ints(-1, 3, side, side)])
    for i, (block, stride) in enumerate(zip(vision.stem, STRIDES)):
        x = _conv(g, f"/vision/stem.{i}", x, *folded(block), stride)
    for i, block in enumerate(vision.extra):
        y = _conv(g, f"/vision/extra.{i}", x, *folded(block), 1)
        x = g.node("Add", f"/vision/extra.{i}/Add", [x, y])
    weights = [g.constant("vision.project.weight", vision.project.weight), g.constant("vision.project.bias", vision.project.bias)]
    x = g.node("Conv", "/vision/project/Conv", [x, *weights], kernel_shape=[1, 1], strides=[1, 1], pads=[0, 0, 0, 0])
    x = g.node("Reshape", "/vision/project/Reshape", [x, g.ints(-1, width, tokens)])
    x = g.node("Transpose", "/vision/project/Transpose", [x], perm=[0, 2, 1])
    position = g.constant("vision.position", vision.position)
    g.node("Add", "/vision/position/Add", [x, position], ["image_features"])
    g.save(path)


def _conv(g: GraphBuilder, base: str, x: str, weight: Tensor, bias: Tensor, stride: int) -> str:
    stem = base.strip("/").replace("/", ".")
    inputs = [x, g.constant(f"{stem}.weight", weight), g.constant(f"{stem}.bias", bias)]
    y = g.node("Conv", f"{base}/Conv", inputs, kernel_shape=[3, 3], strides=[stride, stride], pads=[1, 1, 1, 1])
    return g.node("Relu", f"{base}/Relu", [y])


def export_embed(weight: Tensor, path: Path) -> None:
    """weight [V, D]: input_ids i64 [B,T] -> inputs_embeds f32 [B,T,D]."""
    g = GraphBuilder("embed_tokens")
    g.input("input_ids", INT64, ["batch_size", "sequence_length"])
    g.output("inputs_embeds", FLOAT, ["batch_size", "sequence_length", weight.shape[1]])
    table = g.constant("model.embed_tokens.weight", weight)
    g.node("Gather", "/model/embed_tokens/Gather", [table, "input_ids"], ["inputs_embeds"], axis=0)
    g.save(path)

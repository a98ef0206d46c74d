"""Symmetric 4-bit block quantisation in the layout of onnxruntime's MatMulNBits.

A block is 32 inputs of one output. scale = m / -8 with m the entry of largest magnitude (signed), so m is
represented exactly; q = clip(round(w / scale) + 8, 0, 15); dequantised w' = (q - 8) * scale. Zero point 8 is implied.
"""
import numpy as np
import torch
from torch import Tensor


def quantize(weight: Tensor, block: int) -> tuple[Tensor, Tensor]:
    """weight [out, in] -> q [out, in/block, block] in 0..15 (float), scale [out, in/block, 1]."""
    blocks = weight.unflatten(1, (-1, block))
    extreme = blocks.gather(2, blocks.abs().argmax(2, keepdim=True))
    scale = extreme / -8
    safe = torch.where(scale == 0, torch.ones_like(scale), scale)
    return (torch.round(blocks / safe) + 8).clamp(0, 15), safe


def dequantized(weight: Tensor, block: int) -> Tensor:
    """weight [out, in] -> the same after a round trip through 4 bits."""
    q, scale = quantize(weight, block)
    return ((q - 8) * scale).flatten(1)


def fake_quantized(weight: Tensor, block: int) -> Tensor:
    """Forward: dequantised weight; backward: identity (straight-through estimator)."""
    return weight + (dequantized(weight.detach(), block) - weight.detach())


def pack(weight: Tensor, block: int) -> tuple[np.ndarray, np.ndarray]:
    """weight [out, in] -> bytes uint8 [out, in/block, block/2] (even input = low nibble), scales f32 [out, in/block]."""
    q, scale = quantize(weight.float(), block)
    nibbles = q.to(torch.uint8).numpy()
    packed = nibbles[..., 0::2] | (nibbles[..., 1::2] << 4)
    return packed, scale.squeeze(2).numpy().astype(np.float32)

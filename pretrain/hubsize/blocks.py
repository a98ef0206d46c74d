"""4 bits a weight in the layout of onnxruntime's MatMulNBits: blocks of 32 inputs of one output, w' = (q - zero) * scale.

The weights come from blocks w = d * q + m with any m. A zero point must be one of 0..15, so each block is rounded anew, on the best of the
fourteen grids whose ends just hold it.
"""
from dataclasses import dataclass

import numpy as np

BLOCK = 32


@dataclass(frozen=True)
class Quantised:
    """q uint8 [out, in/32, 32] in 0..15; zeros uint8 [out, in/32]; scales float32 [out, in/32]."""
    q: np.ndarray
    zeros: np.ndarray
    scales: np.ndarray

    def floats(self) -> np.ndarray:
        """[out, in], each the float32 that the runtime multiplies with."""
        steps = self.q.astype(np.int16) - self.zeros[..., None].astype(np.int16)
        return (steps.astype(np.float32) * self.scales[..., None]).reshape(self.q.shape[0], -1)


def quantise(weight: np.ndarray) -> Quantised:
    """weight float32 [out, in], 32 divides in."""
    blocks = weight.reshape(weight.shape[0], -1, BLOCK)
    low, high = np.minimum(blocks.min(2), 0), np.maximum(blocks.max(2), 0)
    error = np.full(low.shape, np.inf, np.float32)
    q, zeros, scales = np.zeros(blocks.shape, np.uint8), np.zeros(low.shape, np.uint8), np.ones(low.shape, np.float32)
    for zero in range(1, 15):
        scale = np.maximum(-low / zero, high / (15 - zero)).astype(np.float32)
        scale[scale == 0] = 1
        tried = np.clip(np.rint(blocks / scale[..., None]) + zero, 0, 15)
        wrong = np.square((tried - zero) * scale[..., None] - blocks).sum(2)
        better = wrong < error
        error = np.where(better, wrong, error)
        q[better], zeros[better], scales[better] = tried[better].astype(np.uint8), zero, scale[better]
    return Quantised(q, zeros, scales)


def nibbles(values: np.ndarray) -> np.ndarray:
    """uint8 [..., n] in 0..15 -> [..., ceil(n/2)], the even ones in the low halves of bytes."""
    if values.shape[-1] % 2:
        values = np.concatenate([values, np.zeros((*values.shape[:-1], 1), np.uint8)], -1)
    return (values[..., 0::2] | (values[..., 1::2] << 4)).astype(np.uint8)

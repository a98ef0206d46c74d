"""Convolutional vision encoder: a square picture becomes (side/16)^2 tokens with a learned position each.

Letters: n pictures, S side, C channels of the last stage, N tokens, D hidden size of the decoder.
"""
import torch
from torch import Tensor, nn

from policy.config import PolicyConfig

STRIDES = (2, 2, 2, 2)


def conv(inputs: int, outputs: int, stride: int) -> nn.Sequential:
    """3x3 convolution, batch norm (folded at export), ReLU: [n,inputs,s,s] -> [n,outputs,s/stride,s/stride]."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()
    )


class Vision(nn.Module):
    def __init__(self, config: PolicyConfig, channels: tuple[int, ...], extra: int) -> None:
        """channels: outputs of the four strided stages; extra: 3x3 layers on the last grid, each with a skip."""
        super().__init__()
        inputs = (3, *channels[:-1])
        self.stem = nn.Sequential(*(conv(i, o, s) for i, o, s in zip(inputs, channels, STRIDES)))
        self.extra = nn.ModuleList(conv(channels[-1], channels[-1], 1) for _ in range(extra))
        self.project = nn.Conv2d(channels[-1], config.hidden_size, 1)
        self.position = nn.Parameter(torch.randn(config.image_tokens, config.hidden_size) * 0.5)

    def grid(self, pixels: Tensor) -> Tensor:
        """pixels [n,3,S,S] in -1..1 -> features [n,C,S/16,S/16]."""
        x = self.stem(pixels)
        for layer in self.extra:
            x = x + layer(x)
        return x

    def tokens(self, grid: Tensor) -> Tensor:
        """features [n,C,g,g] -> [n,N,D]."""
        return self.project(grid).flatten(2).transpose(1, 2) + self.position

    def forward(self, pixels: Tensor) -> Tensor:
        return self.tokens(self.grid(pixels))


def folded(block: nn.Sequential) -> tuple[Tensor, Tensor]:
    """Weight [o,i,3,3] and bias [o] of a `conv` block with its batch norm folded in."""
    convolution, norm = block[0], block[1]
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    return convolution.weight * scale[:, None, None, None], norm.bias - norm.running_mean * scale

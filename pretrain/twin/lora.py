"""LoRA on the twin with all its parameters in one flat vector, laid out as the engine lays it out.

Order: layer; q, k, v, o, gate, up, down; A [r,in] before B [out,r], row-major. y = x·Wᵀ + (alpha/r)·(x·Aᵀ)·Bᵀ.
"""
from torch import Tensor, nn

from policy.decoder import PROJECTIONS, Decoder


class Lora:
    def __init__(self, decoder: Decoder, rank: int, alpha: float) -> None:
        self.rank, self.scale = rank, alpha / rank
        self.theta: Tensor | None = None
        self.segments: list[dict[str, object]] = []
        self.length = 0
        for i, layer in enumerate(decoder.layers):
            for name in PROJECTIONS:
                part = "self_attn" if name[0] in "qkvo" else "mlp"
                self._attach(getattr(layer, name), f"model.layers.{i}.{part}.{name}")

    def _attach(self, linear: nn.Linear, module: str) -> None:
        a, b = (self._segment(f"{module}.lora_{k}.weight", s) for k, s in
                (("A", (self.rank, linear.in_features)), ("B", (linear.out_features, self.rank))))
        linear.register_forward_hook(lambda _, x, y: y + self.scale * (x[0] @ self.cut(a).T) @ self.cut(b).T)

    def _segment(self, name: str, shape: tuple[int, int]) -> int:
        self.segments.append({"name": name, "offset": self.length, "shape": list(shape)})
        self.length += shape[0] * shape[1]
        return len(self.segments) - 1

    def cut(self, index: int) -> Tensor:
        segment = self.segments[index]
        rows, columns = segment["shape"]
        return self.theta[segment["offset"] : segment["offset"] + rows * columns].view(rows, columns)

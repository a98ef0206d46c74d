"""Muon: momentum, orthogonalised by Newton-Schulz, with the root mean square of an AdamW update.

torch.optim.Muon works in bfloat16, which is several times slower on a CPU that lacks the instructions; here `products` chooses. Source: Jordan et al. 2024; Liu et al. 2025
(arXiv 2502.16982) for the factor 0.2 * sqrt(max(rows, columns)).
"""
import torch
from torch import Tensor

COEFFICIENTS = (3.4445, -4.7750, 2.0315)


def orthogonalised(matrix: Tensor, products: torch.dtype = torch.float32, steps: int = 4) -> Tensor:
    """[...,m,n] -> nearly the closest matrices with all singular values 1; the products are taken in the type `products`."""
    tall = matrix.shape[-2] > matrix.shape[-1]
    x = matrix.mT if tall else matrix
    x = (x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)).to(products)
    a, b, c = COEFFICIENTS
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    x = x.to(matrix.dtype)
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    def __init__(self, params: list[Tensor], lr: float, momentum: float = 0.95, weight_decay: float = 0.01, products: torch.dtype = torch.float32) -> None:
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})
        self.products = products

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            shapes: dict[torch.Size, list[Tensor]] = {}
            for p in group["params"]:
                shapes.setdefault(p.shape, []).append(p)
            for same in shapes.values():  # a GPU would spend its time on starting the small products one by one
                for p in same:
                    self.state[p].setdefault("momentum", torch.zeros_like(p)).lerp_(p.grad, 1 - group["momentum"])
                blended = torch.stack([p.grad.lerp(self.state[p]["momentum"], group["momentum"]) for p in same])
                for p, update in zip(same, orthogonalised(blended, self.products)):
                    p.mul_(1 - group["lr"] * group["weight_decay"])
                    p.add_(update, alpha=-group["lr"] * 0.2 * max(p.shape) ** 0.5)

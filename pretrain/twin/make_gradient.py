"""Golden gradient: `python -m twin.make_gradient` writes tests/golden/tiny/gradient.json.

L = Σ_n Σ_k coef_nk · log p_n(ids_nk) + Σ_n coefEntropy_n · H(p_n), p = softmax(logits / temperature), in float64.
Checked here against the closed form of dL/dlogits and against central differences.
"""
import numpy as np
import torch
from torch import Tensor

from policy.config import TINY
from twin.golden import Prompt, array, hidden_rows, make_prompts, scores, write
from twin.lora import Lora
from twin.tiny import GOLDEN, tiny_policy

RANK, ALPHA, TEMPERATURE = 3, 6.0, 0.7
LENGTHS = ((7, 1, 4), (3, 6, 2))
"""Per prompt, the number of positions of each row."""


class Case:
    """Rows with coefficients. Arrays are padded to T with zeros: inputs [R,T], ids and coef [R,T,K], entropy [R,T]."""

    def __init__(self, prompts: list[Prompt], choices: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.prompts = [p for p, lengths in zip(prompts, LENGTHS) for _ in lengths]
        self.lengths = [t for lengths in LENGTHS for t in lengths]
        shape = (len(self.lengths), max(self.lengths))
        self.inputs = torch.zeros(shape, dtype=torch.long)
        self.ids = torch.zeros((*shape, choices), dtype=torch.long)
        self.coef, self.coef_entropy = torch.zeros((*shape, choices)), torch.zeros(shape)
        for r, length in enumerate(self.lengths):
            self.inputs[r, 0] = self.prompts[r].ids[-1]
            self.inputs[r, 1:length] = torch.from_numpy(rng.integers(0, TINY.vocab_size, length - 1))
            for t in range(length):
                self.ids[r, t] = torch.from_numpy(rng.choice(TINY.vocab_size, choices, replace=False))
            self.coef[r, :length] = torch.from_numpy(rng.normal(0, 1, (length, choices)).astype(np.float32))
            self.coef_entropy[r, :length] = torch.from_numpy(rng.normal(0, 0.5, length).astype(np.float32))

    def loss(self, decoder: torch.nn.Module, table: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        out = {"hidden": torch.zeros(*self.inputs.shape, TINY.hidden_size, dtype=torch.float64),
               "logp": torch.zeros(self.ids.shape, dtype=torch.float64),
               "entropy": torch.zeros(self.inputs.shape, dtype=torch.float64)}
        total = torch.zeros((), dtype=torch.float64)
        for r, n in enumerate(self.lengths):
            hidden = hidden_rows(decoder, table, self.prompts[r], self.inputs[r, :n])
            logp, entropy = scores(decoder, hidden, TEMPERATURE)
            chosen = logp.gather(1, self.ids[r, :n])
            total = total + (self.coef[r, :n] * chosen).sum() + (self.coef_entropy[r, :n] * entropy).sum()
            for name, value in (("hidden", hidden), ("logp", chosen), ("entropy", entropy)):
                out[name][r, :n] = value.detach()
        return total, out


def check_logits(rng: torch.Generator) -> None:
    """The closed form that the head's backward uses, against autograd on random logits [N,V]."""
    logits = torch.randn(5, 11, dtype=torch.float64, generator=rng, requires_grad=True)
    ids, coef = torch.randint(0, 11, (5, 3), generator=rng), torch.randn(5, 3, dtype=torch.float64, generator=rng)
    weight = torch.randn(5, 1, dtype=torch.float64, generator=rng)
    logp = (logits / TEMPERATURE).log_softmax(-1)
    p, entropy = logp.exp(), -(logp.exp() * logp).sum(-1, keepdim=True)
    ((coef * logp.gather(1, ids)).sum() + (weight * entropy).sum()).backward()
    closed = torch.zeros_like(p).scatter_add(1, ids, coef) - coef.sum(1, keepdim=True) * p - weight * p * (logp + entropy)
    assert torch.allclose(logits.grad, closed.detach() / TEMPERATURE, atol=1e-12)


def main() -> None:
    policy = tiny_policy()
    prompts, table, decoder = make_prompts(policy), policy.embed.weight.detach().double(), policy.decoder.double()
    decoder.requires_grad_(False)
    lora, generator = Lora(decoder, RANK, ALPHA), torch.Generator().manual_seed(5)
    check_logits(generator)
    theta = torch.cat([
        torch.randn(s["shape"], generator=generator).flatten() * (s["shape"][1] ** -0.5 if "lora_A" in s["name"] else 0.25)
        for s in lora.segments
    ])
    cases = {}
    for choices in (1, 3):
        case = Case(prompts, choices, seed=choices)
        lora.theta = theta.double().requires_grad_()
        loss, out = case.loss(decoder, table)
        (gradient,) = torch.autograd.grad(loss, lora.theta)
        for i in torch.randperm(lora.length, generator=generator)[:6].tolist():
            ends = []
            for step in (1e-5, -1e-5):
                lora.theta = theta.double()
                lora.theta[i] += step
                ends.append(case.loss(decoder, table)[0])
            assert abs((ends[0] - ends[1]) / 2e-5 - gradient[i]) < 1e-6 * (1 + gradient[i].abs()), i
        print(f"K={choices} loss {loss.item():.6f} |gradient| {gradient.norm().item():.6f} max {gradient.abs().max().item():.4f}")
        cases[f"k{choices}"] = {
            "choices": choices, "prompt_of_row": array([p for p, l in enumerate(LENGTHS) for _ in l], np.int32),
            "lengths": array(case.lengths, np.int32), "inputs": array(case.inputs, np.int32), "ids": array(case.ids, np.int32),
            "coef": array(case.coef), "coefEntropy": array(case.coef_entropy), "loss": loss.item(),
            **{k: array(v) for k, v in out.items()}, "gradient": array(gradient, np.float64),
        }
    write(GOLDEN / "gradient.json", {
        "rank": RANK, "alpha": ALPHA, "temperature": TEMPERATURE, "segments": lora.segments, "theta": array(theta),
        "prompts": [p.record(picture=True) for p in prompts], "cases": cases,
    })


if __name__ == "__main__":
    main()

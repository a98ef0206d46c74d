"""Ten golden steps of GRPO: `python -m twin.make_steps` writes tests/golden/tiny/steps.json and adamw.json.

TRL, loss_type='grpo', num_iterations=1, beta=0, temperature 1: A = (r - mean) / (std_{n-1} + 1e-4) in each group,
loss = -(1/R) Σ_i (1/T_i) Σ_t A_i · exp(logp - logp.detach()); clip_grad_norm_(1.0); SGD or AdamW. Float64 throughout.
Tokens and rewards of every step are given, so nothing is sampled.
"""
import numpy as np
import torch
from torch import Tensor

from policy.config import TINY
from twin.golden import array, hidden_rows, make_prompts, scores, write
from twin.lora import Lora
from twin.tiny import GOLDEN, tiny_policy

RANK, ALPHA, GENERATIONS, LONGEST, STEPS, MAX_NORM = 4, 8.0, 4, 6, 10, 1.0
ADAMW = {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01}
SGD = {"lr": 0.5}


def rollouts(prompts: int) -> dict[str, np.ndarray]:
    """tokens [10,R,T] padded with 0, lengths [10,R], rewards [10,R]; rewards are equal in a group of step 3 and
    everywhere in step 6 (gradient 0); those of step 8 are tiny, so the 1e-4 counts and nothing is clipped."""
    rng = np.random.default_rng(11)
    rows = prompts * GENERATIONS
    lengths = rng.integers(1, LONGEST + 1, (STEPS, rows))
    tokens = rng.integers(0, TINY.vocab_size, (STEPS, rows, LONGEST)) * (np.arange(LONGEST) < lengths[..., None])
    rewards = rng.random((STEPS, rows)).astype(np.float32)
    rewards[3, :GENERATIONS] = 0.5
    rewards[6] = 0.25
    rewards[8] *= 1e-4
    return {"tokens": tokens, "lengths": lengths, "rewards": rewards}


def advantages(rewards: Tensor) -> Tensor:
    """[R] -> [R], normalised in groups of GENERATIONS."""
    groups = rewards.double().view(-1, GENERATIONS)
    return ((groups - groups.mean(1, keepdim=True)) / (groups.std(1, keepdim=True) + 1e-4)).flatten()


class Run:
    def __init__(self) -> None:
        policy = tiny_policy()
        self.prompts, self.table = make_prompts(policy), policy.embed.weight.detach().double()
        self.decoder = policy.decoder.double().requires_grad_(False)
        self.lora = Lora(self.decoder, RANK, ALPHA)
        self.data = rollouts(len(self.prompts))

    def first_theta(self) -> Tensor:
        """A uniform in ±1/√in, B = 0, float32."""
        generator = torch.Generator().manual_seed(9)
        parts = []
        for s in self.lora.segments:
            a = (torch.rand(s["shape"], generator=generator) * 2 - 1) * s["shape"][1] ** -0.5
            parts.append((a if "lora_A" in s["name"] else torch.zeros(s["shape"])).flatten())
        return torch.cat(parts)

    def loss(self, step: int) -> tuple[Tensor, Tensor, Tensor]:
        """-> loss, log-probs [R,T], entropies [R,T] of the given tokens under lora.theta."""
        tokens, lengths = torch.from_numpy(self.data["tokens"][step]), self.data["lengths"][step]
        gain = advantages(torch.from_numpy(self.data["rewards"][step]))
        logps, entropies = torch.zeros(2, *tokens.shape, dtype=torch.float64)
        total = torch.zeros((), dtype=torch.float64)
        for r, n in enumerate(lengths):
            prompt = self.prompts[r // GENERATIONS]
            hidden = hidden_rows(self.decoder, self.table, prompt, torch.cat([prompt.ids[-1:], tokens[r, : n - 1]]))
            logp, entropy = scores(self.decoder, hidden, 1.0)
            chosen = logp.gather(1, tokens[r, :n, None])[:, 0]
            total = total - (gain[r] * (chosen - chosen.detach()).exp()).mean() / len(lengths)
            logps[r, :n], entropies[r, :n] = chosen.detach(), entropy.detach()
        return total, logps, entropies

    def train(self, make: type[torch.optim.Optimizer], settings: dict) -> dict[str, object]:
        theta = self.first_theta().double().requires_grad_()
        self.lora.theta = theta
        optimizer, columns = make([theta], **settings), {k: [] for k in ("loss", "grad_norm", "logp", "entropy", "delta_norm")}
        for step in range(STEPS):
            before = theta.detach().clone()
            loss, logp, entropy = self.loss(step)
            optimizer.zero_grad()
            loss.backward()
            norm = torch.nn.utils.clip_grad_norm_([theta], MAX_NORM)
            optimizer.step()
            delta = (theta.detach() - before).norm()
            for key, value in zip(columns, (loss.detach(), norm, logp, entropy, delta)):
                columns[key].append(value)
        print(make.__name__, "grad norms", [round(v.item(), 3) for v in columns["grad_norm"]],
              "|theta_10 - theta_0|", round((theta.detach() - self.first_theta()).norm().item(), 4))
        return {"settings": settings, **{k: array(torch.stack(v), np.float64) for k, v in columns.items()},
                "theta_10": array(theta, np.float64)}


def adamw_alone() -> dict[str, object]:
    """The same gradients fed for ten steps to a vector of 257 numbers; theta after each step, in float64."""
    generator = torch.Generator().manual_seed(13)
    theta = torch.randn(257, generator=generator).double().requires_grad_()
    first, gradients = theta.detach().clone(), torch.randn(STEPS, 257, generator=generator)
    gradients[:, 0] = 0  # no gradient at all: only the weight decay moves it
    optimizer, after = torch.optim.AdamW([theta], **ADAMW), []
    for gradient in gradients:
        theta.grad = gradient.double()
        optimizer.step()
        after.append(theta.detach().clone())
    return {"settings": ADAMW, "theta_0": array(first), "gradients": array(gradients), "theta": array(torch.stack(after), np.float64)}


def main() -> None:
    run = Run()
    gains = torch.stack([advantages(torch.from_numpy(r)) for r in run.data["rewards"]])
    write(GOLDEN / "steps.json", {
        "rank": RANK, "alpha": ALPHA, "temperature": 1.0, "num_generations": GENERATIONS, "max_grad_norm": MAX_NORM,
        "loss_type": "grpo", "segments": run.lora.segments, "prompts": [p.record(picture=False) for p in run.prompts],
        "theta_0": array(run.first_theta()), "tokens": array(run.data["tokens"], np.int32),
        "lengths": array(run.data["lengths"], np.int32), "rewards": array(run.data["rewards"]),
        "advantages": array(gains, np.float64),
        "sgd": run.train(torch.optim.SGD, SGD), "adamw": run.train(torch.optim.AdamW, ADAMW),
    })
    write(GOLDEN / "adamw.json", adamw_alone())


if __name__ == "__main__":
    main()

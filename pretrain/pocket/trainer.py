"""One training step of stage 2 on any device, and what of it is kept between runs.

Nothing in a step waits for the device: means stay on it until they are printed, and rows are chosen by indices that were counted on the CPU.
"""
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from pocket.copying import HEADS, copy_loss
from pocket.dense import dense_head, dense_parts
from pocket.drawn import Drawn, moved
from pocket.looking import LAYERS, Watched
from pocket.matching import Matching
from pocket.nouns import noun_ids
from pocket.policy import Pocket
from pocket.rows import Batch
from pocket.sequences import soft_targets
from pocket.stream import to_input
from shapes.muon import Muon

NEW_HEAD = 200
"""Steps in which a dense head that starts anew does not reach the eyes."""
LOOK, MATCH, COPY = 0.3, 0.2, 0.3
"""Weights of the teachers' losses."""
MATRIX_RATE, OTHER_RATE, VISION_RATE, MIX_RATE = 3e-3, 3e-3, 3e-4, 1.2e-3
WARM_UP = 60
NAMES = ("words", "boxes", "dense", "look", "looked", "match", "matched", "copy")
"""Of the means: losses, and the attention on asked things and the share of nouns that match."""


@dataclass(frozen=True)
class Settings:
    smooth: float = 0.0
    quantize: float = 0.5
    """Share of the run after which 4-bit weights are simulated."""
    sharp: float = 1.0
    rate: float = 1.0
    frozen_eyes: bool = False
    bfloat16: bool = False


class Marks(NamedTuple):
    """Ids of the tokens `<image>` and `<think>`."""

    image: int
    think: int


def losses(policy: Pocket, tokens: Tensor, batch: Batch, mask: Tensor, numbers: Tensor, marks: Marks, smooth: float, sharp: float) -> tuple[Tensor, Tensor, Tensor]:
    """tokens [n,36,D] -> mean loss of the words, of the coordinates (nats above the entropy of their target), right words and words by skill [2,S]."""
    embeds = policy.prompt_embeds(batch.ids, tokens[batch.shown], marks.image)
    hidden, _ = policy.decoder(embeds, batch.positions, mask)
    logits = policy.decoder.lm_head(hidden.flatten(0, 1)[batch.rows]).float()
    hard = torch.ones(len(batch.rows), device=logits.device).index_fill(0, batch.soft_rows, 0)
    surely = torch.where(batch.ids.flatten()[batch.rows] == marks.think, 1.0, sharp)[:, None]
    each = F.cross_entropy(logits / surely, batch.labels, label_smoothing=smooth, reduction="none")
    words, boxes = (each * hard).sum() / hard.sum(), torch.zeros((), device=logits.device)
    if len(batch.soft_rows):
        logp = (logits[batch.soft_rows] / sharp).log_softmax(-1)
        target = soft_targets(batch.soft)  # [Q,100]
        found = logp.gather(1, numbers[(~batch.leading).long()])
        boxes = (target * (target.log() - found)).sum(1).mean()
    with torch.no_grad():
        right = (logits.argmax(-1) == batch.labels) * hard
        by_skill = torch.zeros(2, len(batch.skills), device=logits.device).index_add(1, batch.families, torch.stack([right, hard]))
    return words, boxes, by_skill


class Trainer:
    """clock: gives a context for each named part of a step; profile_train.py measures with it."""

    def __init__(self, policy: Pocket, tokenizer: Tokenizer, settings: Settings, device: str = "cpu", clock=lambda part: nullcontext()) -> None:
        self.settings, self.device, self.clock = settings, torch.device(device), clock
        self.nouns = noun_ids()
        self.marks = Marks(tokenizer.token_to_id("<image>"), tokenizer.token_to_id("<think>"))
        self.policy = policy.to(self.device)
        self.policy.vision.to(memory_format=torch.channels_last)
        self.head = dense_head(policy.vision.channels, len(self.nouns)).to(self.device)
        self.matching = Matching(tokenizer, policy.config.vocab_size).to(self.device)
        self.numbers = torch.tensor([[tokenizer.encode(f"{s}{n}").ids[0] for n in range(100)] for s in ("", " ")], device=self.device)
        if settings.frozen_eyes:
            policy.vision.requires_grad_(False).eval()
        self.watched = Watched(policy.decoder, tuple({*LAYERS, *(layer for layer, _ in HEADS)}))
        self.optimizers = self.made_optimizers()
        self.rates = [o.param_groups[0]["lr"] * settings.rate for o in self.optimizers]
        self.steps, self.new_head = 0, 0
        self.means = torch.zeros(len(NAMES), device=self.device)
        self.skills: dict[str, Tensor] = {}

    def made_optimizers(self) -> list[torch.optim.Optimizer]:
        policy = self.policy
        matrices = [p for p in policy.decoder.layers.parameters() if p.ndim == 2]
        eyes, mix = list(policy.vision.net.parameters()), list(policy.vision.mix.parameters())
        chosen = {id(p) for p in matrices + eyes + mix + list(policy.vision.lite.parameters())}
        others = [p for p in policy.parameters() if id(p) not in chosen] + [*self.head.parameters(), *self.matching.parameters()]
        adamw = lambda params, lr, decay, **more: torch.optim.AdamW(params, lr=lr, weight_decay=decay, fused=True, **more)
        products = torch.bfloat16 if self.settings.bfloat16 else torch.float32
        found = [Muon(matrices, lr=MATRIX_RATE, products=products), adamw(others, OTHER_RATE, 0.0, betas=(0.9, 0.95))]
        return found + ([] if self.settings.frozen_eyes else [adamw(eyes, VISION_RATE, 0.02), adamw(mix, MIX_RATE, 0.02)])

    def seen(self, drawn: Drawn) -> tuple[Tensor, dict[str, Tensor]]:
        """-> the pictures' tokens [n,36,D] and the losses of the eyes."""
        zero, policy, batch = torch.zeros((), device=self.device), self.policy, drawn.batch
        found = {"dense": zero, "match": zero, "matched": zero}
        if self.settings.frozen_eyes:
            with torch.no_grad():
                return (policy.vision(to_input(batch.pictures)) if drawn.tokens is None else drawn.tokens.float()), found
        with self.clock("eyes"):
            grid = policy.vision.grid(to_input(batch.pictures))
            tokens = policy.vision.tokens(grid)
        with self.clock("teachers of the eyes"):
            below = grid[drawn.dense_rows]
            below = below.detach() if self.steps < self.new_head else below
            found["dense"] = sum(dense_parts(self.head(below).float(), drawn.truth).values())
            found["match"], found["matched"] = self.matching(tokens[drawn.dense_rows].float(), policy.embed.weight, drawn.truth)
        return tokens, found

    def backward(self, drawn: Drawn) -> dict[str, Tensor]:
        """-> the losses, detached; gradients are in place."""
        batch, settings = drawn.batch, self.settings
        with torch.autocast(self.device.type, torch.bfloat16, enabled=settings.bfloat16):
            tokens, found = self.seen(drawn)
            with self.clock("decoder and its words"):
                mask = batch.mask
                words, boxes, by_skill = losses(self.policy, tokens, batch, mask, self.numbers, self.marks, settings.smooth, settings.sharp)
            with self.clock("teachers of attention"):
                look, looked = self.watched.loss(batch.looks, batch.positions, mask)
                copy = copy_loss(self.watched, batch.copies, batch.positions, mask) if len(batch.copies.at) else torch.zeros((), device=self.device)
        for optimizer in self.optimizers:
            optimizer.zero_grad()
        with self.clock("backward"):
            (words + 0.5 * boxes + 0.2 * found["dense"] + LOOK * look + MATCH * found["match"] + COPY * copy).backward()
        self.count_skills(batch.skills, by_skill)
        return {name: value.detach() for name, value in {**found, "words": words, "boxes": boxes, "look": look, "looked": looked, "copy": copy}.items()}

    def count_skills(self, names: list[str], by_skill: Tensor) -> None:
        for name, now in zip(names, by_skill.T):
            before = self.skills.get(name)
            self.skills[name] = now if before is None else 0.97 * before + now

    def step(self, drawn: Drawn, progress: float) -> None:
        """progress: 0 at the start of the run, 1 at its end."""
        self.policy.decoder.quantize(progress >= self.settings.quantize)
        for optimizer, rate in zip(self.optimizers, self.rates):
            optimizer.param_groups[0]["lr"] = rate * min(1, (self.steps + 1) / WARM_UP) * (1.02 - progress)
        with self.clock("to the device"):
            drawn = moved(drawn, self.device)
        found = self.backward(drawn)
        with self.clock("optimisers"):
            nn.utils.clip_grad_norm_(self.policy.decoder.parameters(), 1.0)
            nn.utils.clip_grad_norm_(self.policy.vision.net.parameters(), 2.0)
            for optimizer in self.optimizers:
                optimizer.step()
        now = torch.stack([found[name].float() for name in NAMES])
        self.means = 0.97 * self.means + 0.03 * now if self.steps else now
        self.steps += 1

    def report(self) -> str:
        return " ".join(f"{name} {value:.3f}" for name, value in zip(NAMES, self.means.tolist()))

    def shares(self) -> dict[str, float]:
        """Right words by skill."""
        return {name: round(v[0].item() / max(1e-9, v[1].item()), 2) for name, v in sorted(self.skills.items())}

    def save(self, path: Path, spent: float) -> None:
        """spent: seconds of this run. Written beside the file and then put in its place, so that a stop never leaves half of one."""
        beside = path.with_suffix(".part")
        run = {"steps": self.steps, "spent": spent, "means": self.means, "optimizers": [o.state_dict() for o in self.optimizers], "matching": self.matching.state_dict()}
        torch.save({"policy": self.policy.state_dict(), "head": self.head.state_dict(), "run": run}, beside)
        beside.replace(path)

    def go_on(self, saved: dict) -> float:
        """Takes up a run from what `save` wrote; the policy has been loaded -> seconds that it has had."""
        run = saved["run"]
        self.head.load_state_dict(saved["head"])
        self.matching.load_state_dict(run["matching"])
        for optimizer, state in zip(self.optimizers, run["optimizers"], strict=True):
            optimizer.load_state_dict(state)
        self.steps, self.means = run["steps"], run["means"].to(self.device)
        return run["spent"]

"""Stage 2: the decoder learns to speak about scenes; the eyes go on learning with it, at a smaller rate and with their dense loss.

`python -m pocket.train WORK OUT MINUTES [--eyes V.pt] [--resume P.pt] [--spread wide|middle|narrow] [--smooth 0.0] [--quantize 0.5] [--sharp 1.0] [--guesses] [--frozen-eyes] [--bfloat16]`.
Muon for the matrices of the decoder's layers, AdamW for the rest; the rate falls with time; 4-bit weights are simulated (straight through) after
the share `quantize` of the run. Coordinates are trained on whole distributions, see sequences.py. Two teachers stand beside the words: looking.py
(attention) and matching.py (the picture's tokens). With `--sharp 1.5` all but the first word of a thought (how often it guesses) fit at temperature
1.5: at temperature 1 the policy then speaks more surely than it knows, and a wrong thing is boxed less often. `--bfloat16` takes products in bfloat16
(weights and moments stay float32): two to three times as fast on a CPU that has the instructions (`grep avx512_bf16 /proc/cpuinfo`), slower on
others. A checkpoint of restore.py brings no dense head: a new one learns for NEW_HEAD steps before it reaches the eyes. `--guesses` adds the habit of
guess.py; with `--frozen-eyes` the vision encoder stays byte for byte what it was.
"""
import argparse
import json
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from pocket.dense import Targets, dense_head, dense_loss
from pocket.looking import Watched
from pocket.matching import Matching
from pocket.nouns import noun_ids
from pocket.packs import pack_batches
from pocket.policy import Pocket, load_policy, new_pocket, with_trained_eyes
from pocket.rows import Batch
from pocket.sequences import Spread, soft_targets
from pocket.stream import stream, to_input
from shapes.muon import Muon
from shapes.train import start_numbers

SPREADS = {"wide": Spread(0.22, 3.0, 8.0), "middle": Spread(0.14, 2.0, 5.0), "narrow": Spread(0.08, 1.2, 3.0)}
NEW_HEAD = 200
"""Steps in which a dense head that starts anew does not reach the eyes."""
LOOK, MATCH = 0.3, 0.2
"""Weights of the teachers' losses."""
PACKS, MATRIX_RATE, OTHER_RATE, VISION_RATE, MIX_RATE = 24, 3e-3, 3e-3, 3e-4, 1.2e-3


class Marks(NamedTuple):
    """Ids of the tokens `<image>` and `<think>`."""

    image: int
    think: int


def losses(policy: Pocket, tokens: Tensor, batch: Batch, numbers: Tensor, marks: Marks, smooth: float, sharp: float) -> tuple[Tensor, Tensor, dict[str, float]]:
    """tokens [n,36,D] -> mean loss of the words, of the coordinates (nats above the entropy of their target), share of right words by skill."""
    embeds = policy.prompt_embeds(batch.ids, tokens[batch.shown], marks.image)
    hidden, _ = policy.decoder(embeds, batch.positions, batch.mask)
    logits = policy.decoder.lm_head(hidden.flatten(0, 1)[batch.rows]).float()
    hard = torch.ones(len(batch.rows), dtype=torch.bool)
    hard[batch.soft_rows] = False
    surely = torch.where(batch.ids.flatten()[batch.rows] == marks.think, 1.0, sharp)[:, None]
    words = F.cross_entropy((logits / surely)[hard], batch.labels[hard], label_smoothing=smooth)
    boxes = torch.zeros(())
    if len(batch.soft_rows):
        logp = (logits[batch.soft_rows] / sharp).log_softmax(-1)
        target = soft_targets(batch.soft)  # [Q,100]
        found = logp.gather(1, numbers[(~batch.leading).long()])
        boxes = (target * (target.log() - found)).sum(1).mean()
    with torch.no_grad():
        right = (logits[hard].argmax(-1) == batch.labels[hard]).float()
        family = batch.families[hard]
        report = {name: right[family == i].mean().item() for i, name in enumerate(batch.skills)}
    return words, boxes, report


def optimizers(policy: Pocket, head: nn.Module, products: torch.dtype) -> list[torch.optim.Optimizer]:
    matrices = [p for p in policy.decoder.layers.parameters() if p.ndim == 2]
    eyes, mix = list(policy.vision.net.parameters()), list(policy.vision.mix.parameters())
    frozen = list(policy.vision.lite.parameters())
    chosen = {id(p) for p in matrices + eyes + mix + frozen}
    others = [p for p in policy.parameters() if id(p) not in chosen] + list(head.parameters())
    return [
        Muon(matrices, lr=MATRIX_RATE, products=products),
        torch.optim.AdamW(others, lr=OTHER_RATE, betas=(0.9, 0.95), weight_decay=0.0),
        torch.optim.AdamW(eyes, lr=VISION_RATE, weight_decay=0.02),
        torch.optim.AdamW(mix, lr=MIX_RATE, weight_decay=0.02),
    ]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("minutes", type=float)
    parser.add_argument("--eyes", type=Path)
    parser.add_argument("--resume", type=Path)
    parser.add_argument("--spread", choices=SPREADS, default="wide")
    parser.add_argument("--smooth", type=float, default=0.0)
    parser.add_argument("--quantize", type=float, default=0.5)
    parser.add_argument("--sharp", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=1.0)
    parser.add_argument("--guesses", action="store_true")
    parser.add_argument("--frozen-eyes", action="store_true")
    parser.add_argument("--bfloat16", action="store_true")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    torch.set_num_threads(2)
    torch.manual_seed(0)
    policy, tokenizer = new_pocket()
    marks = Marks(tokenizer.token_to_id("<image>"), tokenizer.token_to_id("<think>"))
    numbers = torch.tensor([[tokenizer.encode(f"{s}{n}").ids[0] for n in range(100)] for s in ("", " ")])
    nouns = noun_ids()
    head = dense_head(policy.vision.channels, len(nouns))
    new_head = 0
    if options.resume:
        policy, tokenizer, saved = load_policy(options.resume)
        if "head" in saved:
            head.load_state_dict(saved["head"])
        else:
            new_head = NEW_HEAD
    else:
        policy.embed.weight.data.normal_(std=0.5)
        policy.decoder.lm_head.weight.data.normal_(std=0.03)
        start_numbers(policy, numbers)
        with_trained_eyes(policy, options.work, options.eyes)
        head.load_state_dict(torch.load(options.eyes)["head"])
    matching = Matching(tokenizer, policy.config.vocab_size)
    policy.vision.to(memory_format=torch.channels_last)
    if options.frozen_eyes:
        policy.vision.requires_grad_(False).eval()
    steps = optimizers(policy, nn.ModuleList([head, matching]), torch.bfloat16 if options.bfloat16 else torch.float32)
    rates = [o.param_groups[0]["lr"] * options.rate for o in steps]
    batches = stream(pack_batches(options.work, PACKS, SPREADS[options.spread], guesses=options.guesses), int(time.time()))
    watched = Watched(policy.decoder)
    start, step, saved, means, skills = time.time(), 0, time.time(), np.zeros(7), {}
    store = lambda: torch.save({"policy": policy.state_dict(), "head": head.state_dict()}, options.out)
    while (progress := (time.time() - start) / 60 / options.minutes) < 1:
        policy.decoder.quantize(progress >= options.quantize)
        for optimizer, rate in zip(steps, rates):
            optimizer.param_groups[0]["lr"] = rate * min(1, (step + 1) / 60) * (1.02 - progress)
        batch, scenes, dense_rows = next(batches)
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16):
            grid = policy.vision.grid(to_input(batch.pictures))
            seen = grid[dense_rows].detach() if step < new_head else grid[dense_rows]
            tokens, truth = policy.vision.tokens(grid), Targets(scenes, nouns)
            dense = torch.zeros(()) if options.frozen_eyes else dense_loss(head(seen).float(), truth)[0]
            match, named = (torch.zeros(()), 0.0) if options.frozen_eyes else matching(tokens[dense_rows].float(), policy.embed.weight, truth)
            words, boxes, report = losses(policy, tokens, batch, numbers, marks, options.smooth, options.sharp)
            look, mass = watched.loss(batch.looks, batch.positions, batch.mask)
        for optimizer in steps:
            optimizer.zero_grad()
        (words + 0.5 * boxes + 0.2 * dense + LOOK * look + MATCH * match).backward()
        nn.utils.clip_grad_norm_(policy.decoder.parameters(), 1.0)
        nn.utils.clip_grad_norm_(policy.vision.net.parameters(), 2.0)
        for optimizer in steps:
            optimizer.step()
        step += 1
        now = np.array([words.item(), boxes.item(), dense.item(), look.item(), mass, match.item(), named])
        means = 0.97 * means + 0.03 * now if step > 1 else now
        for name, value in report.items():
            skills[name] = 0.97 * skills.get(name, value) + 0.03 * value
        if step % 25 == 0:
            print(step, f"{progress:.3f} words {means[0]:.3f} boxes {means[1]:.3f} dense {means[2]:.2f} look {means[3]:.2f} {means[4]:.2f} match {means[5]:.2f} {means[6]:.2f}", flush=True)
        if step % 200 == 0:
            print(json.dumps({k: round(v, 2) for k, v in sorted(skills.items())}), flush=True)
        if time.time() - saved > 120:
            saved = time.time()
            store()
    store()


if __name__ == "__main__":
    main()

"""Stage 2: the decoder learns the grammar, the words and the boxes; the convolutions go on learning with it.

`python -m shapes.train SCENES VISION_CHECKPOINT CHECKPOINT MINUTES [RESUME]`. Muon for the matrices of the layers, AdamW
for the rest; the learning rate falls with time; the 4-bit weights are simulated (straight through) in the second half.
With RESUME it refines that checkpoint: quantised throughout, slower, with less spread in the boxes.
"""
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from policy.policy import Policy
from policy.tokenizer import prompt_text
from shapes.data import SceneStore
from shapes.muon import Muon
from shapes.policy import shapes_policy, shapes_tokenizer
from shapes.sequences import NARROW, WIDE, Batch, make_batch, soft_targets
from shapes.train_vision import dense_head, dense_loss

PICTURES, QUESTIONS, REFINE_RATE = 32, 3, 0.4
MATRIX_RATE, OTHER_RATE, VISION_RATE = 4e-3, 4e-3, 1e-3


def start_numbers(policy: Policy, numbers: Tensor) -> None:
    """Neighbouring numbers start with similar embeddings and head rows: waves of several lengths. numbers [2,100] ids."""
    x = torch.arange(100) / 100
    waves = torch.stack([f(torch.pi * k * x) for k in range(1, 9) for f in (torch.sin, torch.cos)], 1)  # [100,16]
    with torch.no_grad():
        for table, scale in ((policy.embed.weight, 0.25), (policy.decoder.lm_head.weight, 0.03)):
            shared = waves @ torch.randn(16, table.shape[1]) * scale
            for ids in numbers:
                table[ids] = shared + 0.1 * scale * torch.randn_like(shared)


def loss_of(policy: Policy, grid: Tensor, batch: Batch, numbers: Tensor, image_id: int) -> tuple[Tensor, Tensor]:
    """grid [B,C,g,g] -> mean loss of the words and of the numbers, in nats (the latter above the entropy of its target)."""
    embeds = policy.prompt_embeds(batch.ids, policy.vision.tokens(grid), image_id)
    hidden, _ = policy.decoder(embeds, batch.positions, batch.mask)
    logp = policy.decoder.lm_head(hidden.flatten(0, 1)[batch.rows]).log_softmax(-1)  # [M,V]
    hard = torch.ones(len(batch.rows), dtype=torch.bool)
    hard[batch.soft_rows] = False
    words = F.nll_loss(logp[hard], batch.labels[hard])
    target = soft_targets(batch.soft)  # [Q,100]
    ids = numbers[(~batch.leading).long()]  # [Q,100]
    found = logp[batch.soft_rows].gather(1, ids)
    return words, (target * (target.log() - found)).sum(1).mean()


def optimizers(policy: Policy, head: nn.Module) -> list[torch.optim.Optimizer]:
    """`head`: the dense head of stage 1, trained along."""
    matrices = [p for p in policy.decoder.layers.parameters() if p.ndim == 2]
    convolutions = [*policy.vision.stem.parameters(), *policy.vision.extra.parameters()]
    chosen = {id(p) for p in matrices + convolutions}
    others = [p for p in policy.parameters() if id(p) not in chosen] + list(head.parameters())
    return [
        Muon(matrices, lr=MATRIX_RATE),
        torch.optim.AdamW(others, lr=OTHER_RATE, betas=(0.9, 0.95), weight_decay=0.0),
        torch.optim.AdamW(convolutions, lr=VISION_RATE, weight_decay=0.02),
    ]


def main() -> None:
    folder, vision_file, checkpoint, minutes = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])
    torch.set_num_threads(2)
    torch.manual_seed(0)
    rng = np.random.default_rng(int(time.time()))
    tokenizer, policy = shapes_tokenizer(), shapes_policy()
    image_id = tokenizer.token_to_id("<image>")
    numbers = torch.tensor([[tokenizer.encode(f"{s}{n}").ids[0] for n in range(100)] for s in ("", " ")])
    text = prompt_text("", policy.config.image_tokens).removesuffix("<end_of_utterance>\nAssistant:")
    prefix = tokenizer.encode(text).ids
    resumed = len(sys.argv) > 5
    policy.load_state_dict(torch.load(sys.argv[5] if resumed else vision_file)["policy"])
    if not resumed:
        policy.embed.weight.data.normal_(std=0.5)
        policy.decoder.lm_head.weight.data.normal_(std=0.03)
        start_numbers(policy, numbers)
    policy.eval()  # batch norm keeps its statistics; nothing else depends on the mode
    head = dense_head()
    steps = optimizers(policy, head)
    rates = [o.param_groups[0]["lr"] * (REFINE_RATE if resumed else 1) for o in steps]
    store, start, step, saved, means = SceneStore(folder), time.time(), 0, time.time(), np.zeros(3)
    while (progress := (time.time() - start) / 60 / minutes) < 1:
        policy.decoder.quantize(resumed or progress > 0.5)
        for optimizer, rate in zip(steps, rates):
            optimizer.param_groups[0]["lr"] = rate * min(1, (step + 1) / 30, 1.02 - progress)
        pixels, scenes = store.batch(rng, PICTURES)
        batch = make_batch(tokenizer, prefix, scenes, QUESTIONS, NARROW if resumed else WIDE, rng)
        grid = policy.vision.grid(pixels)
        dense, _ = dense_loss(head(grid), scenes)
        words, boxes = loss_of(policy, grid, batch, numbers, image_id)
        for optimizer in steps:
            optimizer.zero_grad()
        (words + 0.5 * boxes + 0.3 * dense).backward()
        nn.utils.clip_grad_norm_(policy.decoder.parameters(), 1.0)
        for optimizer in steps:
            optimizer.step()
        step += 1
        means = 0.95 * means + 0.05 * np.array([words.item(), boxes.item(), dense.item()])
        if step % 20 == 0:
            print(step, f"{progress:.3f} words {means[0]:.3f} boxes {means[1]:.3f} grid {means[2]:.3f}", flush=True)
        if time.time() - saved > 60:
            saved = time.time()
            torch.save({"policy": policy.state_dict()}, checkpoint)
            store.refresh()
    torch.save({"policy": policy.state_dict()}, checkpoint)


if __name__ == "__main__":
    main()

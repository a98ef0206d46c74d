"""Where the time of a training step goes: `python -m pocket.profile_train WORK CHECKPOINT [--packs 24] [--steps 3] [--frozen-eyes] [--quantized] [--more 1] [--bfloat16] [--device cpu] [--threads 2]`.

Prints seconds of processor time and of the clock by part and by question, for the process that trains; composing is timed in the same process, though a run gives it one of its own (or reads shards).
On a machine that does other things too, compare the processor's seconds. `padding` = share of the decoder's tokens that are none, `pictures` = share that are picture tokens.
"""
import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import torch

from pocket.drawn import Drawn
from pocket.packs import pack_batches
from pocket.policy import load_policy
from pocket.sequences import SPREADS
from pocket.shards import read_shard, write_shard
from pocket.stream import to_input
from pocket.trainer import Settings, Trainer


class Clock:
    def __init__(self, device: str) -> None:
        self.device, self.spent = device, defaultdict(lambda: np.zeros(2))

    @contextmanager
    def __call__(self, part: str) -> Iterator[None]:
        before = self.now()
        yield
        self.spent[part] += self.now() - before

    def now(self) -> np.ndarray:
        if self.device != "cpu":
            torch.cuda.synchronize()
        return np.array([time.process_time(), time.perf_counter()])

    def table(self, steps: int, questions: int) -> str:
        rows = ["| part | processor, s a step | clock, s a step | processor, ms a question | share |", "|---|---:|---:|---:|---:|"]
        total = sum(cpu for cpu, _ in self.spent.values())
        for part, (cpu, wall) in [*self.spent.items(), ("all", sum(self.spent.values()))]:
            rows.append(f"| {part} | {cpu / steps:.3f} | {wall / steps:.3f} | {1000 * cpu / questions:.2f} | {cpu / total:.2f} |")
        return "\n".join(rows)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--packs", type=int, default=24)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--frozen-eyes", action="store_true")
    parser.add_argument("--quantized", action="store_true")
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--copying", type=float, default=0.0)
    parser.add_argument("--more", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def through_a_shard(drawn: Drawn, clock: Clock) -> Drawn:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "0.npz"
        with clock("writing a shard"):
            write_shard(path, drawn)
        size = path.stat().st_size
        with clock("reading a shard"):
            found = read_shard(path)
    print(f"a shard of {drawn.questions} questions has {size / 1e3:.0f} kB")
    return found


def main() -> None:
    options = arguments()
    torch.set_num_threads(options.threads)
    clock = Clock(options.device)
    policy, tokenizer, _ = load_policy(options.checkpoint)
    settings = Settings(quantize=0.0 if options.quantized else 2.0, frozen_eyes=options.frozen_eyes, bfloat16=options.bfloat16)
    trainer = Trainer(policy, tokenizer, settings, options.device, clock)
    draw = pack_batches(options.work, options.packs, SPREADS["narrow"], copying=options.copying, more=options.more)()
    rng, seen, questions = np.random.default_rng(0), [], 0
    for step in range(options.steps + 1):
        if step == 1:  # the first step allocates
            clock.spent.clear()
            questions = 0
        with clock("composing"):
            drawn = draw(rng)
        if options.frozen_eyes:
            with torch.no_grad(), clock("eyes, once a shard"):
                drawn.tokens = policy.vision(to_input(drawn.batch.pictures.to(trainer.device))).cpu()
        drawn = through_a_shard(drawn, clock)
        trainer.step(drawn, 0.5)
        questions += drawn.questions
        batch = drawn.batch
        seen.append([batch.ids.numel(), (batch.pack < 0).float().mean(), (batch.ids == trainer.marks.image).float().mean(), len(batch.rows), len(drawn.batch.shown)])
    tokens, padding, pictures, rows, shown = np.mean(seen, 0)
    print(f"{questions / options.steps:.0f} questions a step, {tokens:.0f} tokens: padding {padding:.2f}, pictures {pictures:.2f}; {rows:.0f} are taught; {shown:.0f} blocks of pictures")
    print(clock.table(options.steps, questions))


if __name__ == "__main__":
    main()

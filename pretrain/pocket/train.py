"""Stage 2: the decoder learns to speak about scenes; the eyes go on learning with it, at a smaller rate and with their dense loss.

`python -m pocket.train WORK OUT MINUTES [--eyes V.pt] [--resume P.pt] [--spread wide|middle|narrow] [--smooth 0.0] [--quantize 0.5] [--sharp 1.0] [--guesses] [--copying 0.0] [--more 1] [--frozen-eyes]
[--bfloat16] [--device cpu] [--shards FOLDER] [--least 1] [--readers 1] [--steps 0] [--continue] [--every 60] [--threads 2]`.
Muon for the matrices of the decoder's layers, AdamW for the rest; the rate falls with time; 4-bit weights are simulated (straight through) after
the share `quantize` of the run. Coordinates are trained on whole distributions, see sequences.py. Three teachers stand beside the words: looking.py and copying.py
(attention) and matching.py (the picture's tokens). With `--sharp 1.5` all but the first word of a thought (how often it guesses) fit at temperature
1.5: at temperature 1 the policy then speaks more surely than it knows, and a wrong thing is boxed less often. `--bfloat16` takes products in bfloat16
(weights and moments stay float32): two to three times as fast on a CPU that has the instructions (`grep avx512_bf16 /proc/cpuinfo`), slower on
others. A checkpoint of restore.py brings no dense head: a new one learns for NEW_HEAD steps before it reaches the eyes. `--guesses` adds the habit of
guess.py; with `--frozen-eyes` the vision encoder stays byte for byte what it was. `--copying 0.3` asks about three of ten pictures in words of words.py. `--more 2` asks twice as many
questions about a picture: the eyes and the picture's tokens are paid once for all of them.
With `--shards` the batches are those of make_shards.py, which decides about spread, guesses and copying; training begins when there are `--least` of them. `--continue` takes up a run that was stopped:
OUT is written every `--every` seconds with all that it needs. `--steps` ends after so many steps instead of minutes.
"""
import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path

import torch

from pocket.drawn import Drawn
from pocket.packs import pack_batches
from pocket.policy import load_policy, new_pocket, with_trained_eyes
from pocket.sequences import SPREADS
from pocket.shards import read_shards
from pocket.stream import stream
from pocket.trainer import NEW_HEAD, Settings, Trainer
from shapes.train import start_numbers

PACKS = 24


def arguments(given: list[str] | None = None) -> argparse.Namespace:
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
    parser.add_argument("--copying", type=float, default=0.0)
    parser.add_argument("--more", type=int, default=1)
    parser.add_argument("--frozen-eyes", action="store_true")
    parser.add_argument("--bfloat16", action="store_true")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--shards", type=Path)
    parser.add_argument("--least", type=int, default=1)
    parser.add_argument("--readers", type=int, default=1)
    parser.add_argument("--steps", type=int, default=0)
    parser.add_argument("--continue", action="store_true", dest="go_on")
    parser.add_argument("--every", type=float, default=60)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args(given)


def new_trainer(options: argparse.Namespace) -> tuple[Trainer, float]:
    """-> the trainer and the seconds that its run has had."""
    settings = Settings(options.smooth, options.quantize, options.sharp, options.rate, options.frozen_eyes, options.bfloat16)
    source = options.out if options.go_on and options.out.exists() else options.resume
    policy, tokenizer, saved = load_policy(source) if source else (*new_pocket(), {})
    trainer = Trainer(policy, tokenizer, settings, options.device)
    if source and source == options.out:
        return trainer, trainer.go_on(saved)
    if "head" in saved:
        trainer.head.load_state_dict(saved["head"])
    elif source:
        trainer.new_head = NEW_HEAD
    elif options.eyes:
        policy.embed.weight.data.normal_(std=0.5)
        policy.decoder.lm_head.weight.data.normal_(std=0.03)
        start_numbers(policy, trainer.numbers)
        with_trained_eyes(policy, options.work, options.eyes)
        trainer.head.load_state_dict(torch.load(options.eyes, map_location=options.device)["head"])
    else:
        raise SystemExit("Give --eyes (stage 1) or --resume (a checkpoint).")
    return trainer, 0.0


def batches_of(options: argparse.Namespace) -> Iterator[Drawn]:
    if not options.shards:
        return stream(pack_batches(options.work, PACKS, SPREADS[options.spread], guesses=options.guesses, copying=options.copying, more=options.more), int(time.time()))
    while len(list(options.shards.glob("*.npz"))) < options.least:
        time.sleep(0.5)
    return read_shards(options.shards, int(time.time()), options.readers)


def run(options: argparse.Namespace) -> Trainer:
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    if options.device != "cpu":
        torch.set_float32_matmul_precision("high")
    trainer, before = new_trainer(options)
    batches = batches_of(options)
    drawn = next(batches)
    start = stored = time.time()
    spent = lambda: before + time.time() - start
    progress = lambda: trainer.steps / options.steps if options.steps else spent() / 60 / options.minutes
    questions = 0
    while (now := progress()) < 1:
        trainer.step(drawn, now)
        questions += drawn.questions
        if trainer.steps % 25 == 0:
            print(trainer.steps, f"{now:.3f} {questions / (time.time() - start):.0f} questions/s", trainer.report(), flush=True)
        if trainer.steps % 200 == 0:
            print(json.dumps(trainer.shares()), flush=True)
        if time.time() - stored > options.every:
            stored = time.time()
            trainer.save(options.out, spent())
        drawn = next(batches)
    trainer.save(options.out, spent())
    return trainer


if __name__ == "__main__":
    run(arguments())

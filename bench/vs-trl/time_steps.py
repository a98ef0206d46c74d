"""Steps of TRL's GRPOTrainer on the twin, one JSON line each as it ends; see --help. Its first line tells versions and settings.

--length N: every completion has exactly N tokens, since no token ends it (Rollscope: ignore_eos); 0: they end by themselves, at --most.
A line: {"step", "num_tokens", "completions/…_length", "seconds": {part: wall clock}}; who reads it takes the time between two lines.
"""
import argparse
import json
import os
import time
from collections import defaultdict
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("--twin", type=Path, required=True)
parser.add_argument("--prompts", type=Path, required=True, help="the folder of prompts.py")
parser.add_argument("--beta", type=float, default=0.04)
parser.add_argument("--length", type=int, default=0)
parser.add_argument("--most", type=int, default=48)
parser.add_argument("--generations", type=int, default=8)
parser.add_argument("--checkpointing", choices=["default", "off"], default="off")
parser.add_argument("--steps", type=int, default=6)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--rate", type=float, default=1e-6)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
args = parser.parse_args()
os.environ |= {"OMP_NUM_THREADS": str(args.threads), "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}
if args.device == "cpu":
    os.environ["CUDA_VISIBLE_DEVICES"] = ""

import datasets
import peft
import torch
import transformers
import trl
from policy import LORA, load, looks_up
from trl.extras.profiling import ProfilingContext

torch.set_num_threads(args.threads)
ON_GPU = args.device == "cuda"
# Beyond every id: drawn never, so that nothing ends a completion.
NEVER = 2**30


def now() -> float:
    if ON_GPU:
        torch.cuda.synchronize()
    return time.perf_counter()


spent: dict[str, float] = defaultdict(float)
lengths: list[int] = []


def name_of(context) -> str:
    """The parts that TRL itself profiles; log-probs outside of the loss are those of the reference."""
    name = context.name.split(".")[-1]
    return "reference" if name == "_get_per_token_logps_and_entropies" and not torch.is_grad_enabled() else name


def watch_parts() -> None:
    real_enter, real_exit = ProfilingContext.__enter__, ProfilingContext.__exit__

    def enter(self):
        self.began = now()
        return real_enter(self)

    def leave(self, *rest):
        spent[name_of(self)] += now() - self.began
        return real_exit(self, *rest)

    ProfilingContext.__enter__, ProfilingContext.__exit__ = enter, leave


def reward(completions, completion_ids, **_):
    lengths[:] = [len(ids) for ids in completion_ids]
    return [text.count("a") / 10 + 0.01 * len(ids) for text, ids in zip(completions, completion_ids)]


class Clock(transformers.TrainerCallback):
    tokens = 0
    last = None

    def __init__(self, prompt_tokens: int):
        self.prompt_tokens = prompt_tokens

    def on_step_end(self, _args, state, *_, **__):
        at = now()
        self.tokens += self.prompt_tokens + sum(lengths)
        generation, reference, forward = spent["generate"], spent["reference"], spent["compute_loss"]
        parts = {"generation": generation, "reference": reference, "loss forward": forward}
        parts["backward"] = spent["training_step"] - spent["_prepare_inputs"] - forward
        if self.last is not None:  # rewards, padding, optimiser, loop
            parts["other"] = at - self.last - sum(parts.values())
        told = {"num_tokens": self.tokens, "completions/mean_length": sum(lengths) / len(lengths)}
        told |= {"completions/min_length": min(lengths), "completions/max_length": max(lengths), "seconds": parts}
        print(json.dumps({"step": state.global_step, **told}), flush=True)
        self.last = at
        spent.clear()


def main() -> None:
    model, tokenizer, prompts = load(args.twin, args.prompts)
    watch_parts()

    class Trainer(looks_up(trl.GRPOTrainer, prompts)):
        def training_step(self, *rest):
            start = now()
            out = super().training_step(*rest)
            spent["training_step"] += now() - start
            return out

    rows = len(prompts) * args.generations
    config = trl.GRPOConfig(
        output_dir=str(args.prompts / "out"), use_cpu=not ON_GPU, bf16=False, fp16=False, report_to=[], save_strategy="no", logging_steps=1000,
        disable_tqdm=True, per_device_train_batch_size=rows, gradient_accumulation_steps=1, num_generations=args.generations,
        max_completion_length=args.length or args.most, temperature=1.0, top_k=0, beta=args.beta, loss_type="grpo", learning_rate=args.rate,
        lr_scheduler_type="constant", max_steps=args.steps + 1, dataloader_pin_memory=False, seed=args.seed,
        generation_kwargs={"eos_token_id": NEVER} if args.length else None,
        **({"gradient_checkpointing": False} if args.checkpointing == "off" else {}),
    )
    data = datasets.Dataset.from_dict({"prompt": list(prompts)})
    clock = Clock(args.generations * sum(len(prompt["ids"]) for prompt in prompts.values()))
    lora = peft.LoraConfig(**LORA)
    trainer = Trainer(model=model, reward_funcs=reward, args=config, train_dataset=data, processing_class=tokenizer, peft_config=lora, callbacks=[clock])
    if args.length:
        trainer.eos_token_ids = [NEVER]
    versions = {module.__name__: module.__version__ for module in (torch, transformers, trl, peft)}
    told = {"threads": torch.get_num_threads(), "gradient checkpointing": config.gradient_checkpointing}
    told |= {"attention": model.config._attn_implementation, "trained": sum(p.numel() for p in trainer.model.parameters() if p.requires_grad)}
    print(json.dumps({"about": {**versions, **told}}), flush=True)
    trainer.train()


main()

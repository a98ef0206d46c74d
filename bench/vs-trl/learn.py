"""A run of TRL's GRPOTrainer on the twin with the rewards and settings of an exported run; a JSON line per step and per evaluation.

python learn.py --twin TWIN --prompts FOLDER --export FOLDER --steps 60 --every 20 --seed 0 --samples 16 --threads 2 --device cpu
A line: {"step", "reward", …} in TRL's names, and {"step", "eval_reward", …} after step 1 and every --every steps.
"""
import argparse
import json
import os
import sys
from pathlib import Path

parser = argparse.ArgumentParser()
for name in ("twin", "prompts", "export"):
    parser.add_argument(f"--{name}", type=Path, required=True)
for name in ("steps", "every", "seed", "samples", "threads"):
    parser.add_argument(f"--{name}", type=int, required=True)
parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
args = parser.parse_args()
os.environ |= {"OMP_NUM_THREADS": str(args.threads), "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"  # nothing is timed here, and threads that spin take the cores from others
if args.device == "cpu":
    os.environ["CUDA_VISIBLE_DEVICES"] = ""
sys.path.insert(0, str(args.export))

import datasets
import peft
import torch
import transformers
import trl
import yaml
from policy import LORA, load, looks_up
from rewards import reward_funcs, reward_weights

torch.set_num_threads(args.threads)


class Told(transformers.TrainerCallback):
    """Evaluates after the steps after which Rollscope does, and prints what TRL logs."""

    def on_step_end(self, _args, state, control, **_):
        control.should_evaluate = state.global_step == 1 or state.global_step % args.every == 0
        return control

    def on_log(self, _args, state, control, logs=None, **_):
        if "reward" in logs or "eval_reward" in logs:
            numbers = {name: value for name, value in logs.items() if isinstance(value, (int, float))}
            print(json.dumps({"step": state.global_step, **numbers}), flush=True)


def main() -> None:
    model, tokenizer, prompts = load(args.twin, args.prompts)

    def data(split: str) -> datasets.Dataset:
        own = [prompt for prompt in prompts.values() if prompt["split"] == split]
        return datasets.Dataset.from_dict({"prompt": [p["id"] for p in own], "truth": [p["truth"] for p in own]})

    settings = yaml.safe_load((args.export / "grpo_config.yaml").read_text()) | {"seed": args.seed}
    config = trl.GRPOConfig(
        output_dir=str(args.prompts / "out"), use_cpu=args.device == "cpu", bf16=False, fp16=False, report_to=[], save_strategy="no", logging_steps=1,
        disable_tqdm=True, gradient_checkpointing=False, dataloader_pin_memory=False, max_steps=args.steps, reward_weights=reward_weights,
        num_generations_eval=args.samples, per_device_eval_batch_size=4 * args.samples, **settings,
    )
    trainer = looks_up(trl.GRPOTrainer, prompts)(
        model=model, args=config, reward_funcs=reward_funcs, train_dataset=data("train"), eval_dataset=data("heldOut"), processing_class=tokenizer,
        peft_config=peft.LoraConfig(**LORA), callbacks=[Told()],
    )
    trainer.train()


main()

// What: TRL: an ImageFolder with metadata.jsonl for each split, the settings of GRPOConfig as YAML, one reward function per reward, a script.
// Source: TRL 1.16, trl/trainer/grpo_config.py and grpo_trainer.py; datasets, folder_based_builder.py (images_file_names → images).
import { picturesOf, solutionOf, sizeOf, truthText } from '../exportedRun.ts';
import type { ExportedRun, ExportPrompt } from '../exportedRun.ts';
import { among, as, notesOnRate, only, SHARED_MAPPING, whenSet } from '../grpoMapping.ts';
import { pythonLiteral } from '../python/rewardModules.ts';
import { carried } from '../settings.ts';
import type { Mapping } from '../settings.ts';
import type { Target } from '../target.ts';

const MAPPING: Mapping = {
  ...SHARED_MAPPING,
  shuffle_dataset: as('shuffle_dataset'),
  multi_objective_aggregation: as('multi_objective_aggregation'),
  loss_type: among('loss_type', 'grpo dr_grpo dapo bnpo cispo sapo luspo vespo'),
  mask_truncated_completions: as('mask_truncated_completions'),
  entropy_coef: as('entropy_coef'),
  off_policy_mask_threshold: whenSet('off_policy_mask_threshold'),
  use_bias_correction_kl: as('use_bias_correction_kl'),
  advantage_estimator: only('grpo'),
  advantage_baseline: only('group_mean'),
};

const line = (run: ExportedRun, prompt: ExportPrompt): string => {
  const [width, height] = sizeOf(run, prompt);
  return JSON.stringify({
    images_file_names: prompt.images,
    prompt: [{ role: 'user', content: `${prompt.question}\n${run.instruction}` }],
    solution: solutionOf(prompt),
    truth: truthText(prompt),
    size: [width, height],
  });
};

const REWARDS = `"""Reward functions of the run, as TRL calls them: one list of numbers (None: not scored) per function."""

from rollscope_rewards.scoring import columns, text_of
from rollscope_rewards.uses import REWARDS


def _function(name):
    def score(prompts, completions, truth, size=None, completion_ids=None, **others):
        tokens = [len(ids) for ids in completion_ids] if completion_ids is not None else None
        sizes = [tuple(one) for one in size] if PIXELS else None
        return columns([text_of(one) for one in completions], truth, sizes, tokens, only=name)[name]

    score.__name__ = name
    return score


reward_funcs = [_function(reward["name"]) for reward in REWARDS]
reward_weights = [reward["weight"] for reward in REWARDS]
`;

const SCRIPT = `"""Trains with TRL on the exported run: python train.py MODEL [--max_steps 100 --output_dir out]."""

import argparse

import torch
import yaml
from datasets import load_dataset
from peft import LoraConfig
from rewards import reward_funcs, reward_weights
from trl import GRPOConfig, GRPOTrainer

parser = argparse.ArgumentParser()
parser.add_argument("model")
parser.add_argument("--max_steps", type=int, default=100)
parser.add_argument("--output_dir", default="out")
arguments = parser.parse_args()
settings = yaml.safe_load(open("grpo_config.yaml"))
data = load_dataset("imagefolder", data_dir="data")
config = GRPOConfig(
    output_dir=arguments.output_dir,
    max_steps=arguments.max_steps,
    reward_weights=reward_weights,
    remove_unused_columns=False,
    bf16=torch.cuda.is_available() and torch.cuda.is_bf16_supported(),
    logging_steps=1,
    # Answers and rewards of every step: out/completions/*.parquet.
    log_completions=True,
    **settings,
)
trainer = GRPOTrainer(
    model=arguments.model,
    args=config,
    reward_funcs=reward_funcs,
    train_dataset=data["train"],
    eval_dataset=data.get("test"),
    peft_config=LoraConfig(**LORA),
)
trainer.train()
trainer.save_model()
`;

/** YAML 1.1, as PyYAML reads it, takes 1e-8 for a text. */
const yamlValue = (value: unknown) =>
  typeof value === 'number' ? String(value).replace(/^(-?\d+)e/, '$1.0e') : JSON.stringify(value);
const yaml = (settings: Readonly<Record<string, unknown>>) =>
  `${Object.entries(settings)
    .map(([name, value]) => `${name}: ${yamlValue(value)}`)
    .join('\n')}\n`;

export const target: Target = {
  name: 'trl',
  title: 'TRL',
  readIn: 'TRL 1.16',
  write(run) {
    const settings = carried(run.config, MAPPING);
    const { lora_r: r, lora_alpha, lora_target_modules: modules } = run.config.adapter;
    const lora = pythonLiteral({ r, lora_alpha, target_modules: modules, task_type: 'CAUSAL_LM' });
    const files = new Map<string, string | Uint8Array<ArrayBuffer>>();
    for (const [split, folder] of [
      ['train', 'train'],
      ['heldOut', 'test'],
    ] as const) {
      const rows = run.prompts.filter((prompt) => prompt.split === split);
      if (rows.length === 0) continue;
      files.set(`data/${folder}/metadata.jsonl`, rows.map((prompt) => `${line(run, prompt)}\n`).join(''));
      for (const [path, content] of picturesOf(run, rows, `data/${folder}/`)) files.set(path, content);
    }
    files.set('grpo_config.yaml', yaml(settings.settings));
    files.set('rewards.py', REWARDS.replace('if PIXELS', run.coordinates === 'pixels' ? 'if size' : 'if False'));
    files.set('train.py', SCRIPT.replace('LORA', lora.replaceAll('\n', '')));
    files.set(
      'run.sh',
      '#!/bin/sh\n# One machine: sh run.sh MODEL; several: accelerate launch with the same script.\npython train.py "${1:?a model, for example HuggingFaceTB/SmolVLM-256M-Instruct}"\n',
    );
    return {
      files,
      settings,
      start:
        '```sh\npip install "trl==1.16.0" peft pillow torchvision\nsh run.sh HuggingFaceTB/SmolVLM-256M-Instruct\n```\n\nSeveral GPUs: `accelerate launch train.py MODEL`; then divide `per_device_train_batch_size` by their number.',
      notes: notesOnRate(run.config),
    };
  },
};

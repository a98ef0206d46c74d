// What: EasyR1: JSON Lines with problem, answer and images, overrides of its configuration in a script, one function that scores a batch.
// Source: hiyouga/EasyR1 at b44b311 (July 2026), verl/trainer/config.py, verl/workers/*/config.py, verl/utils/dataset.py, verl/workers/reward/function.py.
import { picturesOf, sizeOf, truthText } from '../exportedRun.ts';
import type { ExportedRun, ExportPrompt } from '../exportedRun.ts';
import { as, isAdam, notesOnRate, only } from '../grpoMapping.ts';
import { carried } from '../settings.ts';
import type { Mapped, Mapping } from '../settings.ts';
import { askedOf, overrides, rowFiles, shellScript } from '../shellScript.ts';
import type { Target } from '../target.ts';
import { VERL_KL, verlFamily } from '../verlFamily.ts';

const ACTOR = 'worker.actor';
const ROLLOUT = 'worker.rollout';
const LOSSES: Readonly<Record<string, Mapped>> = {
  grpo: { [`${ACTOR}.loss_avg_mode`]: 'seq' },
  dapo: { [`${ACTOR}.loss_avg_mode`]: 'token' },
  bnpo: { [`${ACTOR}.loss_avg_mode`]: 'token' },
  cispo: { [`${ACTOR}.loss_type`]: 'cispo' },
  sapo: { [`${ACTOR}.loss_type`]: 'sapo' },
};
const ifAdam =
  (name: string) =>
  (value: never, config: Parameters<typeof isAdam>[0]): Mapped =>
    isAdam(config) ? { [name]: value } : null;

const MAPPING: Mapping = {
  ...verlFamily(ROLLOUT, ACTOR),
  generation_batch_size: (value: never, { sampling }): Mapped => {
    const prompts = Math.max(1, value / sampling.num_generations);
    return { 'data.rollout_batch_size': prompts, [`${ACTOR}.global_batch_size`]: prompts };
  },
  epsilon: as(`${ACTOR}.clip_ratio_low`),
  // It clips there unless the bound is out of reach.
  dual_clip: (value: never): Mapped => ({ [`${ACTOR}.clip_ratio_dual`]: value ?? 1e6 }),
  loss_type: (value: never): Mapped => LOSSES[value] ?? null,
  importance_sampling_level: (value: never): Mapped => (value === 'token' ? {} : value === 'sequence' ? { [`${ACTOR}.loss_type`]: 'gspo' } : null), // prettier-ignore
  beta: (value: never): Mapped => (value > 0 ? { 'algorithm.use_kl_loss': true, 'algorithm.kl_coef': value } : { 'algorithm.disable_kl': true }), // prettier-ignore
  kl_estimator: (value: never): Mapped => ({ 'algorithm.kl_penalty': VERL_KL[value]! }),
  advantage_estimator: (value: never, { advantage }): Mapped => {
    if (value === 'grpo')
      return { 'algorithm.adv_estimator': advantage.advantage_baseline === 'leave_one_out' ? 'rloo' : 'grpo' };
    return value === 'reinforce_plus_plus' ? { 'algorithm.adv_estimator': value } : null;
  },
  advantage_baseline: (value: never): Mapped => (value === 'none' ? null : {}),
  scale_rewards: only('group'),
  multi_objective_aggregation: only('sum_then_normalize'),
  lora_r: as(`${ACTOR}.model.lora.rank`),
  lora_alpha: as(`${ACTOR}.model.lora.alpha`),
  lora_target_modules: (value: readonly string[]): Mapped => ({ [`${ACTOR}.model.lora.target_modules`]: `'"${value.join(',')}"'` }), // prettier-ignore
  optim: (value: never): Mapped => (value === 'adamw' ? { [`${ACTOR}.optim.strategy`]: value } : null),
  learning_rate: ifAdam(`${ACTOR}.optim.lr`),
  max_grad_norm: ifAdam(`${ACTOR}.max_grad_norm`),
  weight_decay: as(`${ACTOR}.optim.weight_decay`),
  warmup_steps: as(`${ACTOR}.optim.lr_warmup_steps`),
  lr_scheduler_type: (value: never): Mapped =>
    value === 'linear' ? null : { [`${ACTOR}.optim.lr_scheduler_type`]: value },
};

const row = (run: ExportedRun, prompt: ExportPrompt) => ({
  problem: askedOf(run, prompt),
  images: prompt.images,
  answer: JSON.stringify({ ...(JSON.parse(truthText(prompt)) as object), size: sizeOf(run, prompt) }),
});

const REWARD = `"""Scores a batch of answers, as EasyR1 calls it: the weighted sum is "overall", each reward stands beside it under its name."""

import json
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from rollscope_rewards.scoring import columns, total  # noqa: E402

REWARD_NAME = "rollscope"
REWARD_TYPE = "batch"


def compute_score(reward_inputs, **others):
    # Answers to one prompt side by side: rewards may compare them.
    order = sorted(range(len(reward_inputs)), key=lambda i: reward_inputs[i]["ground_truth"])
    given = [reward_inputs[i] for i in order]
    truths = [json.loads(one["ground_truth"]) for one in given]
    sizes = [tuple(truth["size"]) for truth in truths] if PIXELS else None
    made = columns([one["response"] for one in given], truths, sizes, [int(one["response_length"]) for one in given])
    scores = [None] * len(given)
    for k, (place, overall) in enumerate(zip(order, total(made))):
        scores[place] = {"overall": overall, **{name: values[k] or 0.0 for name, values in made.items()}}
    return scores
`;

export const target: Target = {
  name: 'easyr1',
  title: 'EasyR1',
  readIn: 'EasyR1 0.3.2 and later (July 2026)',
  write(run) {
    const settings = carried(run.config, MAPPING);
    const files = new Map<string, string | Uint8Array<ArrayBuffer>>(picturesOf(run, run.prompts, ''));
    for (const [path, text] of rowFiles(run, (prompt) => row(run, prompt))) files.set(path, text);
    files.set('reward.py', REWARD.replace('if PIXELS', run.coordinates === 'pixels' ? 'if True' : 'if False'));
    const fixed = {
      'data.train_files': '"$HERE/data/train.jsonl"',
      'data.val_files': '"$HERE/data/$VAL"',
      'data.prompt_key': 'problem',
      'data.answer_key': 'answer',
      'data.image_key': 'images',
      'data.image_dir': '"$HERE"',
      'data.max_prompt_length': 2048,
      'data.val_batch_size': 64,
      'worker.actor.model.model_path': '"$MODEL"',
      'worker.actor.model.lora.exclude_modules': "'.*visual.*'",
      'worker.actor.micro_batch_size_per_device_for_update': 1,
      'worker.actor.micro_batch_size_per_device_for_experience': 2,
      'worker.rollout.tensor_parallel_size': 1,
      'worker.reward.reward_function': '"$HERE/reward.py:compute_score"',
      'trainer.n_gpus_per_node': '"${GPUS:-1}"',
      'trainer.nnodes': '"${NODES:-1}"',
      'trainer.logger': "'[console,file]'",
    };
    files.set('run.sh', shellScript('From the folder of EasyR1 or with it installed. Several machines: ray start on each, then NODES=2 on the first.', 'python3 -m verl.trainer.main', overrides({ ...settings.settings, ...fixed }))); // prettier-ignore
    return {
      files,
      settings,
      start: '```sh\ngit clone https://github.com/hiyouga/EasyR1 && pip install -e EasyR1\nGPUS=1 bash run.sh Qwen/Qwen2.5-VL-3B-Instruct\n```', // prettier-ignore
      notes: [
        ...(run.coordinates === 'pixels' ? ['Pictures below `data.min_pixels` (262,144) are enlarged before the model sees them, and pixels of the original are expected in the answers: set `data.min_pixels` and `data.max_pixels` so that nothing is resized.'] : []), // prettier-ignore
        ...notesOnRate(run.config),
      ],
    };
  },
};

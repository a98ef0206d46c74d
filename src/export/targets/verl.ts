// What: verl: JSON Lines with its columns, overrides of its Hydra configuration in a script, one function that scores a single answer.
// Source: verl 0.9.1, trainer/config (ppo_trainer, actor, rollout, reward, data), utils/dataset/rl_dataset.py, experimental/reward_loop.
import { picturesOf, sizeOf, truthText } from '../exportedRun.ts';
import type { ExportedRun, ExportPrompt } from '../exportedRun.ts';
import { as, isAdam, notesOnRate, only } from '../grpoMapping.ts';
import { carried } from '../settings.ts';
import type { Mapped, Mapping } from '../settings.ts';
import { askedOf, overrides, rowFiles, shellScript } from '../shellScript.ts';
import type { Target } from '../target.ts';
import { VERL_KL, verlFamily } from '../verlFamily.ts';

const ACTOR = 'actor_rollout_ref.actor';
const ROLLOUT = 'actor_rollout_ref.rollout';

/** How each loss is averaged there; losses of other kinds have names of their own. */
const LOSSES: Readonly<Record<string, Mapped>> = {
  grpo: { [`${ACTOR}.loss_agg_mode`]: 'seq-mean-token-mean' },
  dapo: { [`${ACTOR}.loss_agg_mode`]: 'token-mean' },
  bnpo: { [`${ACTOR}.loss_agg_mode`]: 'token-mean' },
  dr_grpo: { [`${ACTOR}.loss_agg_mode`]: 'seq-mean-token-sum-norm' },
  sapo: { [`${ACTOR}.policy_loss.loss_mode`]: 'sapo' },
  gpg: { [`${ACTOR}.policy_loss.loss_mode`]: 'gpg' },
  geo_mean: { [`${ACTOR}.policy_loss.loss_mode`]: 'geo_mean' },
  cispo: { [`${ACTOR}.policy_loss.loss_mode`]: 'cispo' },
  clip_cov: { [`${ACTOR}.policy_loss.loss_mode`]: 'clip_cov' },
  kl_cov: { [`${ACTOR}.policy_loss.loss_mode`]: 'kl_cov' },
  dro: { [`${ACTOR}.policy_loss.loss_mode`]: 'dro' },
};

const MAPPING: Mapping = {
  ...verlFamily(ROLLOUT, ACTOR),
  generation_batch_size: (value: never, { sampling }): Mapped => {
    const prompts = Math.max(1, value / sampling.num_generations);
    return { 'data.train_batch_size': prompts, [`${ACTOR}.ppo_mini_batch_size`]: prompts };
  },
  epsilon: (value: never): Mapped => ({ [`${ACTOR}.clip_ratio`]: value, [`${ACTOR}.clip_ratio_low`]: value }),
  // It clips there unless the bound is out of reach.
  dual_clip: (value: never): Mapped => ({ [`${ACTOR}.clip_ratio_c`]: value ?? 1e6 }),
  loss_type: (value: never): Mapped => LOSSES[value] ?? null,
  importance_sampling_level: (value: never): Mapped => (value === 'token' ? {} : value === 'sequence' ? { [`${ACTOR}.policy_loss.loss_mode`]: 'gspo' } : null), // prettier-ignore
  beta: (value: never): Mapped => (value > 0 ? { [`${ACTOR}.use_kl_loss`]: true, [`${ACTOR}.kl_loss_coef`]: value } : { [`${ACTOR}.use_kl_loss`]: false }), // prettier-ignore
  kl_estimator: (value: never): Mapped => ({ [`${ACTOR}.kl_loss_type`]: VERL_KL[value]! }),
  entropy_coef: as(`${ACTOR}.entropy_coeff`),
  advantage_estimator: (value: never, { advantage }): Mapped => {
    if (value === 'grpo')
      return { 'algorithm.adv_estimator': advantage.advantage_baseline === 'leave_one_out' ? 'rloo' : 'grpo' };
    return value === 'reinforce_plus_plus' ? { 'algorithm.adv_estimator': value } : null;
  },
  advantage_baseline: (value: never): Mapped => (value === 'none' ? null : {}),
  scale_rewards: (value: never): Mapped =>
    value === 'batch' ? null : { 'algorithm.norm_adv_by_std_in_grpo': value === 'group' },
  multi_objective_aggregation: only('sum_then_normalize'),
  lora_r: as('actor_rollout_ref.model.lora_rank'),
  lora_alpha: as('actor_rollout_ref.model.lora_alpha'),
  lora_target_modules: (value: never): Mapped => ({ 'actor_rollout_ref.model.target_modules': value }),
  optim: (value: never): Mapped => (value === 'adamw' ? {} : null),
  learning_rate: (value: never, config): Mapped => (isAdam(config) ? { [`${ACTOR}.optim.lr`]: value } : null),
  max_grad_norm: (value: never, config): Mapped => (isAdam(config) ? { [`${ACTOR}.optim.clip_grad`]: value } : null),
  weight_decay: as(`${ACTOR}.optim.weight_decay`),
  warmup_steps: as(`${ACTOR}.optim.lr_warmup_steps`),
  lr_scheduler_type: (value: never): Mapped =>
    value === 'linear' ? null : { [`${ACTOR}.optim.lr_scheduler_type`]: value },
};

const row = (run: ExportedRun, prompt: ExportPrompt, index: number) => ({
  data_source: 'rollscope',
  prompt: [{ role: 'user', content: askedOf(run, prompt) }],
  images: prompt.images.map((path) => ({ image: path })),
  ability: run.config.recipe,
  reward_model: { style: 'rule', ground_truth: truthText(prompt) },
  extra_info: { split: prompt.split === 'train' ? 'train' : 'test', index, size: sizeOf(run, prompt) },
});

const REWARD = `"""Scores one answer, as verl calls it; the number of each reward is reported beside the sum."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from rollscope_rewards.scoring import columns, total  # noqa: E402
from rollscope_rewards.uses import REWARDS  # noqa: E402

for _reward in REWARDS:
    if _reward["group"]:
        raise NotImplementedError(f"The reward {_reward['name']} compares the answers of a group, and verl scores them one by one; leave it out of uses.py.")


def compute_score(data_source, solution_str, ground_truth, extra_info=None, **others):
    sizes = [tuple(extra_info["size"])] if PIXELS else None
    made = columns([solution_str], [ground_truth], sizes)
    return {"score": total(made)[0], **{name: values[0] or 0.0 for name, values in made.items()}}
`;

export const target: Target = {
  name: 'verl',
  title: 'verl',
  readIn: 'verl 0.9.1',
  write(run) {
    const settings = carried(run.config, MAPPING);
    const files = new Map<string, string | Uint8Array<ArrayBuffer>>(picturesOf(run, run.prompts, ''));
    for (const [path, text] of rowFiles(run, (prompt, i) => row(run, prompt, i))) files.set(path, text);
    files.set('reward.py', REWARD.replace('if PIXELS', run.coordinates === 'pixels' ? 'if extra_info' : 'if False'));
    const fixed = {
      'data.train_files': '"$HERE/data/train.jsonl"',
      'data.val_files': '"$HERE/data/$VAL"',
      'data.max_prompt_length': 2048,
      'actor_rollout_ref.model.path': '"$MODEL"',
      'actor_rollout_ref.rollout.name': 'vllm',
      'reward.custom_reward_function.path': '"$HERE/reward.py"',
      'reward.custom_reward_function.name': 'compute_score',
      'trainer.n_gpus_per_node': '"${GPUS:-1}"',
      'trainer.nnodes': '"${NODES:-1}"',
      'trainer.logger': "'[console,file]'",
    };
    files.set('run.sh', shellScript('One machine; several: run_nodes.sh.', 'python -m verl.trainer.main_ppo', overrides({ ...settings.settings, ...fixed }))); // prettier-ignore
    files.set(
      'run_nodes.sh',
      `#!/bin/bash\n# On several machines: ray start --head on the first, ray start --address=HEAD:6379 on the others, then this on the first.\n: "\${NODES:?the number of machines}"\nexport NODES\nexec bash "$(dirname "$0")/run.sh" "$@"\n`,
    );
    return {
      files,
      settings,
      start:
        '```sh\npip install "verl==0.9.1" vllm qwen-vl-utils\nGPUS=1 bash run.sh Qwen/Qwen2.5-VL-3B-Instruct\n```\n\nPaths of pictures are relative to this folder, in which the script starts.',
      notes: [
        'verl scores one answer at a time: a reward that compares a group raises an error at start.',
        ...notesOnRate(run.config),
      ],
    };
  },
};

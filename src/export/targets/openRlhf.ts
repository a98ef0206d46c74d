// What: OpenRLHF: JSON Lines with prompt, images and label, the arguments of train_ppo_ray in a script, one function that scores an answer.
// Source: OpenRLHF/OpenRLHF at 3c3be62 (August 2026), openrlhf/cli/train_ppo_ray.py, datasets/prompts_dataset.py, utils/agent.py, models/loss.py.
import { picturesOf, sizeOf, truthText } from '../exportedRun.ts';
import type { ExportedRun, ExportPrompt } from '../exportedRun.ts';
import { as, isAdam, notesOnRate, only, whenSet } from '../grpoMapping.ts';
import { carried } from '../settings.ts';
import type { Mapped, Mapping } from '../settings.ts';
import { flags, rowFiles, shellScript } from '../shellScript.ts';
import type { Target } from '../target.ts';

const estimatorOf = (estimator: string, baseline: string, scale: string): string | null => {
  if (estimator === 'reinforce_plus_plus') return 'reinforce';
  if (estimator !== 'grpo' || baseline === 'none') return null;
  if (baseline === 'leave_one_out') return scale === 'none' ? 'rloo' : null;
  return { group: 'group_norm', none: 'dr_grpo' }[scale] ?? null;
};

const MAPPING: Mapping = {
  num_generations: as('rollout.n_samples_per_prompt'),
  generation_batch_size: (value: never, { sampling }): Mapped => ({
    'rollout.batch_size': Math.max(1, value / sampling.num_generations),
    'train.batch_size': value,
  }),
  max_completion_length: (value: never): Mapped => ({
    'rollout.max_new_tokens': value,
    'data.max_len': 2048 + Number(value),
  }),
  temperature: as('rollout.temperature'),
  top_p: as('rollout.top_p'),
  seed: as('train.seed'),
  num_iterations: as('train.max_epochs'),
  epsilon: (value: never, { loss }): Mapped => ({ 'actor.eps_clip_low_high': [value, loss.epsilon_high ?? value] }),
  epsilon_high: (): Mapped => ({}),
  dual_clip: whenSet('actor.dual_clip'),
  // Its loss is the mean over all tokens.
  loss_type: (value: never): Mapped => (['dapo', 'bnpo'].includes(value) ? {} : null),
  importance_sampling_level: (value: never): Mapped => (value === 'token' ? {} : value === 'sequence' ? { 'actor.policy_loss_type': 'gspo' } : null), // prettier-ignore
  beta: (value: never): Mapped => ({ 'algo.kl.init_coef': value, 'algo.kl.use_loss': value > 0 }),
  kl_estimator: as('algo.kl.estimator'),
  entropy_coef: (value: never): Mapped => (value > 0 ? { 'actor.entropy_coef': value } : {}),
  advantage_estimator: (_: never, { advantage }): Mapped => {
    const { advantage_estimator: estimator, advantage_baseline: baseline, scale_rewards: scale } = advantage;
    const name = estimatorOf(estimator, baseline, scale);
    return name === null ? null : { 'algo.advantage.estimator': name };
  },
  advantage_baseline: (_: never, { advantage }): Mapped => (estimatorOf(advantage.advantage_estimator, advantage.advantage_baseline, advantage.scale_rewards) === null ? null : {}), // prettier-ignore
  scale_rewards: (_: never, { advantage }): Mapped => (estimatorOf(advantage.advantage_estimator, advantage.advantage_baseline, advantage.scale_rewards) === null ? null : {}), // prettier-ignore
  multi_objective_aggregation: only('sum_then_normalize'),
  lora_r: as('ds.lora.rank'),
  lora_alpha: as('ds.lora.alpha'),
  lora_target_modules: as('ds.lora.target_modules'),
  optim: (value: never): Mapped => (value === 'adamw' ? { 'actor.optim': 'adam' } : null),
  learning_rate: (value: never, config): Mapped => (isAdam(config) ? { 'actor.adam.lr': value } : null),
  max_grad_norm: (value: never, config): Mapped => (isAdam(config) ? { 'actor.max_norm': value } : null),
  adam_epsilon: (value: never, config): Mapped => (isAdam(config) ? { 'actor.adam.eps': value } : {}),
  weight_decay: as('actor.adam.weight_decay'),
  lr_scheduler_type: as('actor.lr_scheduler'),
};

const row = (run: ExportedRun, prompt: ExportPrompt) => ({
  prompt: [
    {
      role: 'user',
      content: [
        ...prompt.images.map(() => ({ type: 'image' })),
        { type: 'text', text: `${prompt.question}\n${run.instruction}` },
      ],
    },
  ],
  images: prompt.images,
  label: JSON.stringify({ ...(JSON.parse(truthText(prompt)) as object), size: sizeOf(run, prompt) }),
});

const REWARD = `"""Scores one answer, as OpenRLHF calls it (--reward.remote_url): the weighted sum; each reward is logged under its name."""

import json
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import torch  # noqa: E402
from rollscope_rewards.scoring import columns, total  # noqa: E402
from rollscope_rewards.uses import REWARDS  # noqa: E402

for _reward in REWARDS:
    if _reward["group"]:
        raise NotImplementedError(f"The reward {_reward['name']} compares the answers of a group, and OpenRLHF scores them one by one; leave it out of uses.py.")
INSTRUCTION = TOLD


def _answer(query, prompt):
    """The query holds prompt and answer; a picture takes more tokens there than in the prompt, so its end is looked for."""
    end = prompt[prompt.rindex(INSTRUCTION):]
    at = query.find(end)
    if at < 0:
        raise ValueError("The instruction of the prompt is not in the query.")
    return re.sub(r"(?:\\s*<[|_a-z]*(?:end|eos)[|_a-z]*>)+\\s*$", "", query[at + len(end):])


def reward_func(queries, prompts, labels, **others):
    truths = [json.loads(label) for label in labels]
    sizes = [tuple(truth["size"]) for truth in truths] if PIXELS else None
    made = columns([_answer(*one) for one in zip(queries, prompts)], truths, sizes)
    rewards = torch.tensor(total(made), dtype=torch.float)
    logs = {name: torch.tensor([value or 0.0 for value in values]).mean() for name, values in made.items()}
    return {"rewards": rewards, "scores": rewards, "extra_logs": logs}
`;

export const target: Target = {
  name: 'openrlhf',
  title: 'OpenRLHF',
  readIn: 'OpenRLHF 0.10 (August 2026)',
  write(run) {
    const settings = carried(run.config, MAPPING);
    const files = new Map<string, string | Uint8Array<ArrayBuffer>>(picturesOf(run, run.prompts, ''));
    for (const [path, text] of rowFiles(run, (prompt) => row(run, prompt))) files.set(path, text);
    const isPixels = run.coordinates === 'pixels';
    files.set('reward.py', REWARD.replace('if PIXELS', isPixels ? 'if True' : 'if False').replace('TOLD', () => JSON.stringify(run.instruction))); // prettier-ignore
    const gpus = '"${GPUS:-1}"';
    const fixed = {
      'data.prompt_dataset': '"$HERE/data/train.jsonl"',
      'eval.dataset': '"$HERE/data/$VAL"',
      'data.input_key': 'prompt',
      'data.label_key': 'label',
      'data.image_key': 'images',
      'data.max_images_per_prompt': Math.max(1, ...run.prompts.map(({ images }) => images.length)),
      'data.apply_chat_template': true,
      'reward.remote_url': '"$HERE/reward.py"',
      'actor.model_name_or_path': '"$MODEL"',
      'actor.freeze_visual_encoder': true,
      'actor.gradient_checkpointing_enable': true,
      'train.micro_batch_size': 1,
      'rollout.micro_batch_size': 1,
      'train.colocate_all': true,
      'ref.num_nodes': '"${NODES:-1}"',
      'ref.num_gpus_per_node': gpus,
      'actor.num_nodes': '"${NODES:-1}"',
      'actor.num_gpus_per_node': gpus,
      'vllm.num_engines': gpus,
      'vllm.tensor_parallel_size': 1,
      'vllm.enable_sleep': true,
      'ds.enable_sleep': true,
      'ds.zero_stage': 3,
      'ckpt.output_dir': '"$HERE/out"',
    };
    files.set('run.sh', shellScript('Several machines: ray start on each, then NODES=2 on the first.', 'python3 -m openrlhf.cli.train_ppo_ray', flags({ ...settings.settings, ...fixed }))); // prettier-ignore
    return {
      files,
      settings,
      start: '```sh\npip install "openrlhf[vllm]"\nGPUS=1 bash run.sh Qwen/Qwen3.5-2B\n```\n\nPaths of pictures are relative to this folder, in which the script starts.', // prettier-ignore
      notes: [
        'OpenRLHF scores one answer at a time: a reward that compares a group raises an error at start.',
        'Its loss is the mean over all tokens of the batch; the mean of each answer first (`loss_type` grpo) is not to be had.',
        ...notesOnRate(run.config),
      ],
    };
  },
};

// What: ms-swift: JSON Lines with messages, images and solution, a plugin with one ORM per reward, a script with its arguments.
// Source: ms-swift 4.6.0, swift/rlhf_trainers/args_mixin.py (GRPOArgumentsMixin), swift/rewards/orm.py; docs: custom dataset, GRPO reward function.
import { picturesOf, truthText } from '../exportedRun.ts';
import type { ExportedRun, ExportPrompt } from '../exportedRun.ts';
import { among, as, notesOnRate, SHARED_MAPPING } from '../grpoMapping.ts';
import { carried } from '../settings.ts';
import type { Mapped, Mapping } from '../settings.ts';
import type { Target } from '../target.ts';

const MAPPING: Mapping = {
  ...SHARED_MAPPING,
  loss_type: among('loss_type', 'grpo bnpo dr_grpo dapo cispo sapo'),
  mask_truncated_completions: as('overlong_filter'),
  dynamic_sample: as('dynamic_sample'),
  advantage_estimator: (value: never, { advantage }): Mapped => {
    if (value === 'grpo')
      return { advantage_estimator: advantage.advantage_baseline === 'leave_one_out' ? 'rloo' : 'grpo' };
    return value === 'reinforce_plus_plus' ? { advantage_estimator: value } : null;
  },
  advantage_baseline: (value: never): Mapped => (value === 'none' ? null : {}),
  multi_objective_aggregation: (value: never): Mapped =>
    value === 'sum_then_normalize' ? {} : { scale_rewards: 'gdpo' },
  lora_r: as('lora_rank'),
  lora_alpha: as('lora_alpha'),
  lora_target_modules: as('target_modules'),
};

const row = (run: ExportedRun, prompt: ExportPrompt): string => {
  const { boxes, labels } = prompt.truth;
  const size = run.pictures
    .filter(({ path }) => path === prompt.images[0])
    .flatMap(({ width, height }) => [width, height]);
  return JSON.stringify({
    messages: [
      { role: 'user', content: `${'<image>'.repeat(prompt.images.length)}${prompt.question}\n${run.instruction}` },
    ],
    images: prompt.images,
    // Not “answer”: that name would become the answer of the model.
    solution: truthText(prompt),
    size,
    ...(boxes && boxes.length > 0 && { objects: { ref: labels ?? [], bbox: boxes, bbox_type: 'norm1' } }),
  });
};

const PLUGIN = `"""The rewards of the run as ms-swift plugins: --external_plugins plugin.py --reward_funcs with their names."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from rollscope_rewards.scoring import columns, text_of  # noqa: E402
from rollscope_rewards.uses import REWARDS  # noqa: E402

from swift.rewards import ORM, orms  # noqa: E402


def _class(name):
    class Reward(ORM):
        def __call__(self, completions, solution, size=None, **others):
            sizes = [tuple(one) for one in size] if PIXELS else None
            return columns([text_of(one) for one in completions], solution, sizes, only=name)[name]

    return Reward


for _reward in REWARDS:
    orms["rollscope_" + _reward["name"]] = _class(_reward["name"])
`;

export const target: Target = {
  name: 'ms-swift',
  title: 'ms-swift',
  readIn: 'ms-swift 4.6.0',
  write(run) {
    const settings = carried(run.config, MAPPING);
    const files = new Map<string, string | Uint8Array<ArrayBuffer>>(picturesOf(run, run.prompts, ''));
    const rowsOf = (split: ExportPrompt['split']) =>
      run.prompts
        .filter((prompt) => prompt.split === split)
        .map((prompt) => `${row(run, prompt)}\n`)
        .join('');
    files.set('train.jsonl', rowsOf('train'));
    const held = rowsOf('heldOut');
    if (held !== '') files.set('test.jsonl', held);
    files.set('plugin.py', PLUGIN.replace('if PIXELS', run.coordinates === 'pixels' ? 'if size' : 'if False'));
    const fixed = {
      ...{
        rlhf_type: 'grpo',
        model: '"$MODEL"',
        dataset: 'train.jsonl',
        ...(held !== '' && { val_dataset: 'test.jsonl' }),
      },
      ...{ tuner_type: 'lora', external_plugins: 'plugin.py' },
      reward_funcs: run.uses.map((use) => `rollscope_${use.as}`),
      reward_weights: run.uses.map(({ weight }) => weight),
      remove_unused_columns: false,
    };
    const lines = Object.entries({ ...settings.settings, ...fixed }).map(
      ([name, value]) => `  --${name} ${Array.isArray(value) ? value.join(' ') : String(value)} \\`,
    );
    files.set(
      'run.sh',
      `#!/bin/bash\n# One machine; several: NNODES, NODE_RANK and MASTER_ADDR as for torchrun.\nset -e\nMODEL="\${1:?a model}"\ncd "$(dirname "$0")"\nswift rlhf \\\n${lines.join('\n')}\n  "\${@:2}"\n`,
    );
    return {
      files,
      settings,
      start: '```sh\npip install "ms-swift==4.6.0"\nbash run.sh Qwen/Qwen2.5-VL-3B-Instruct\n```',
      notes: notesOnRate(run.config),
    };
  },
};

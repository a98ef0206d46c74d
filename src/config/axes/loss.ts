// What: axis "loss": the policy loss. The loss_types and the settings that only one of them has are read off
// src/6-loss/losses/*.ts: a new loss is new files, and nothing is edited here.
import type { LossFile, SharedSetting } from '../../6-loss/lossFile.ts';
import { choice, integer, number, optionalNumber } from '../knob.ts';
import type { Knob, SettingsOf } from '../knob.ts';

const files = import.meta.glob<LossFile>('../../6-loss/losses/*.ts', { eager: true, import: 'loss' });

/** By name, the default first. */
const LOSSES: ReadonlyMap<string, LossFile> = new Map(
  Object.values(files)
    .sort((a, b) => Number(b.name === 'grpo') - Number(a.name === 'grpo') || a.name.localeCompare(b.name))
    .map((file) => [file.name, file]),
);

const common = {
  loss_type: choice<string>('grpo', [...LOSSES.keys()], {
    plain: true,
    unit: '',
    doc: 'Token term and normaliser of the loss.',
    source: 'TRL and verl (loss_mode); TRL’s default is dapo, ours the paper form grpo',
  }),
  importance_sampling_level: choice('token', ['token', 'sequence', 'item'], {
    unit: '',
    doc: 'Unit of the ratio (sequence = GSPO; item = the geometric mean over each item of a list).',
    source: 'TRL; item: yaochenzhu/Rank-GRPO, rank_grpo_trainer.py',
  }),
  ratio_items: integer(0, {
    min: 0,
    max: 1000,
    unit: 'items',
    doc: 'Where the ratio is one of the item: items behind the first so many share one; 0 = each has its own.',
    source: 'yaochenzhu/Rank-GRPO, rank_grpo_trainer.py: rec_num',
  }),
  epsilon: number(0.2, { min: 0, max: 10, unit: '', doc: 'Clip of the ratio below 1.', source: 'TRL' }),
  epsilon_high: optionalNumber(null, {
    min: 0,
    max: 10,
    unit: '',
    doc: 'Clip above 1; null = epsilon.',
    source: 'TRL',
  }),
  delta: optionalNumber(null, {
    min: 0,
    max: 100,
    unit: '',
    doc: 'Upper bound of the unclipped ratio; null = off.',
    source: 'TRL',
  }),
  dual_clip: optionalNumber(null, {
    min: 1,
    max: 100,
    unit: '',
    doc: 'Dual clip c for negative advantages; null = off.',
    source: 'verl: clip_ratio_c',
  }),
  kl_gap_max: optionalNumber(null, {
    min: 0.001,
    max: 60,
    unit: 'nats',
    doc: 'The KL of a token sees at most this log-ratio to the reference; it has no gradient beyond. null = no bound.',
    source: 'zywang0104/Video-KTR, grpo_trainer.py: 10',
  }),
  off_policy_mask_threshold: optionalNumber(null, {
    min: 0,
    max: 100,
    unit: 'nats',
    doc: 'Answers with a negative advantage whose mean log-prob has fallen by more than this are left out of the policy term; null = off.',
    source: 'TRL; DeepSeek-V3.2 (arXiv 2512.02556), equation 9',
  }),
  num_iterations: integer(1, {
    min: 1,
    max: 16,
    unit: 'updates',
    doc: 'Updates on the same rollouts; with 1 the ratio is 1.',
    source: 'TRL',
  }),
};

const ownKnobs: Record<string, Knob> = {};
for (const { name: lossType, knobs } of LOSSES.values()) {
  for (const [name, knob] of Object.entries(knobs)) {
    if (name in common || name in ownKnobs)
      throw new Error(`loss_type ${lossType}: the setting '${name}' exists twice.`);
    ownKnobs[name] = knob;
  }
}

/** Typed are the settings that all losses share; those of single losses are read by index. */
export const lossKnobs: typeof common = { ...common, ...ownKnobs };

/** What the page says about a loss_type, and the kernel that it shows. */
export const lossFacts = (lossType: string): Pick<LossFile, 'doc' | 'formula' | 'source' | 'kernel' | 'reads'> =>
  LOSSES.get(lossType)!;

/** Why these settings of the loss do not go together, in one sentence with the remedy; null where they do. */
export function lossProblem(loss: SettingsOf<typeof common>): string | null {
  const file = LOSSES.get(loss.loss_type)!;
  const isSet: Partial<Record<SharedSetting, string>> = {
    ...(loss.importance_sampling_level !== 'token' && { importance_sampling_level: 'token' }),
    ...(loss.delta !== null && { delta: 'null' }),
    ...(loss.dual_clip !== null && { dual_clip: 'null' }),
    ...(loss.kl_gap_max !== null && { kl_gap_max: 'null' }),
  };
  for (const [name, off] of Object.entries(isSet) as [SharedSetting, string][]) {
    if (file.reads.includes(name)) continue;
    const readers = [...LOSSES.values()].filter(({ reads }) => reads.includes(name)).map((other) => other.name);
    const wrong = `${name} is ${String(loss[name])}, which loss_type ${file.name} does not read`;
    return `${wrong}: set ${name} to ${off}, or choose a loss_type that does (${readers.join(', ')}).`;
  }
  const own = Object.fromEntries(
    Object.keys(file.knobs).map((name) => [name, (loss as Record<string, unknown>)[name]]),
  );
  return file.problem?.(own as never) ?? null;
}

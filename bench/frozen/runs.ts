// What: the frozen runs as settings. The five recipes and a run that zooms; `knobs` turns on what no recipe uses.
// Names are those of `--recipe` and `--set`, so they hold for any checkout whose `npm run train` knows them.

export type ModelName = 'tiny' | 'pocket';
export const MODELS: readonly ModelName[] = ['tiny', 'pocket'];

export interface FrozenRun {
  readonly name: string;
  readonly recipe: string;
  readonly set: Readonly<Record<string, string>>;
  /** What its recipe has turned on since f8aac00, turned off again; for checkouts that know the setting. */
  readonly since?: Readonly<Record<string, string>>;
  /** Whether it must ask for crops; it proves nothing where it does not. */
  readonly zooms: boolean;
}

const KNOBS = {
  optim: 'adamw',
  learning_rate: '0.003',
  epsilon: '0.01',
  num_iterations: '2',
  delta: '1.5',
  dual_clip: '3',
  kl_estimator: 'k1',
  top_entropy_quantile: '0.8',
  top_k: '40',
  top_p: '0.95',
  probe_view_logps: 'true',
  multi_objective_aggregation: 'normalize_then_sum',
  lr_scheduler_type: 'cosine',
  lr_decay_steps: '8',
  warmup_steps: '2',
  weight_decay: '0.01',
};

export const FROZEN_RUNS: readonly FrozenRun[] = [
  ...['grpo', 'dapo', 'cispo', 'gspo', 'rloo'].map((name) => ({
    ...{ name, recipe: name, set: {}, zooms: false },
    ...(name === 'dapo' && { since: { dynamic_sample: 'false' } }),
  })),
  { name: 'zoom', recipe: 'grpo', set: { max_tool_calling_iterations: '3' }, zooms: true },
  { name: 'knobs', recipe: 'grpo', set: KNOBS, zooms: false },
];

const SHARED = { seed: '7', provider: 'wasm', num_threads: '1', eval_steps: '5' };

/** The tiny bundle answers at random: rewards that differ all the same, and an entropy bonus. */
const TINY = {
  num_generations: '4',
  generation_batch_size: '8',
  max_completion_length: '12',
  lora_r: '2',
  lora_alpha: '4',
  entropy_coef: '0.05',
  reward_funcs: 'repetition,lengthWindow,format',
  reward_weights: '1,1,0.2',
  reward_knobs: 'ngram_size=1,length_min=12',
};

/** The rewards of every recipe at f8aac00; dapo has gained a length penalty since. */
const POCKET = {
  ...{ generation_batch_size: '16', num_generations: '8', max_completion_length: '32' },
  ...{ reward_funcs: 'boxIou,format,answerFolded', reward_weights: '1,0.2,1' },
};

/** Room for an answer behind a zoom; and where cut-off answers are left out, a few must end by themselves. */
function lengthOf(model: ModelName, { recipe, zooms }: FrozenRun): Readonly<Record<string, string>> {
  if (model === 'pocket') return zooms ? { max_completion_length: '48' } : {};
  return recipe === 'dapo' ? { max_completion_length: '24' } : {};
}

export function settingsOf(model: ModelName, run: FrozenRun): Readonly<Record<string, string>> {
  return { ...SHARED, ...(model === 'tiny' ? TINY : POCKET), ...lengthOf(model, run), ...run.set };
}

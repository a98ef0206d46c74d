// What: stage 3 as the loop calls it: the recipe's sampler draws the completions, then every probe that a block needs looks at
//   them. Each probe runs once, however many blocks read it.
import { activeProbes } from '../../blocks/activeProbes.ts';
import type { ActiveProbes } from '../../blocks/activeProbes.ts';
import { blocksIn } from '../../blocks/registry.ts';
import type { Signal, SignalName } from '../../blocks/signals.ts';
import type { Sampled, Step } from '../../blocks/step.ts';
import { namesOf, neededSignals } from '../../config/missingSignals.ts';
import { blocksOf } from '../../config/uses.ts';
import type { Config } from '../../config/config.ts';
import type { RewardEdits } from '../../4-rewards/registry.ts';
import { rewardNeeds } from './rewardNeeds.ts';
import type { BlockRuns } from './blockRuns.ts';
import type { OpenStep } from './openStep.ts';
import { textUnitsOf } from './textUnitsOf.ts';
import type { StageProgress } from '../session/stageTimer.ts';

/** Probes of a configuration, and the signals that none of them produces. Rewards that the visitor wrote are included. */
export function probesOf(config: Config, edits: RewardEdits): ActiveProbes {
  const reference = config.auxiliaryLoss.beta !== 0 ? ['ref/logProb'] : [];
  const needed = neededSignals(config).map(({ signal }) => signal);
  return activeProbes(
    blocksOf(config, 'probe'),
    [...reference, ...rewardNeeds(config, edits), ...needed],
    namesOf(config),
  );
}

/** Signals that blocks, rewards, the probes that run and the ratio of the loss read. */
export const neededBy = (config: Config, edits: RewardEdits, probes: ActiveProbes['uses']): SignalName[] => [
  ...neededSignals(config).map(({ signal }) => signal),
  ...rewardNeeds(config, edits),
  ...probes.flatMap(({ block, own }) => block.needs?.(own) ?? []),
  ...(config.loss.importance_sampling_level === 'item' ? ['unit/item'] : []),
];

/** What dynamic sampling counts (resample.ts). */
export const RESAMPLED = { times: 'sampling/resample_times', groups: 'sampling/resampled_groups' } as const;

/** What stage 3 hands on: with its metrics. */
export type SampledStep = Sampled & { readonly metrics: Readonly<Record<string, number>> };

/** Signals that every rollout has, and one per tag of the places. */
function firstSignals(step: OpenStep, { oldLogProbs, entropies }: Sampled['rollouts']): Map<SignalName, Signal> {
  const signals = new Map<SignalName, Signal>([
    ['logProb', { shape: 'token', values: oldLogProbs }],
    ['entropy', { shape: 'token', values: entropies }],
  ]);
  const tags = new Set(step.drawn.flatMap(({ tags: own }) => Object.keys(own)));
  for (const tag of tags) {
    const values = Float32Array.from(step.drawn, ({ tags: own }) => own[tag] ?? 0);
    signals.set(`tag/${tag}`, { shape: 'prompt', values });
  }
  return signals;
}

export async function sampleRollouts(
  step: OpenStep,
  edits: RewardEdits,
  runs: BlockRuns,
  onProgress?: StageProgress,
  time = 0,
): Promise<SampledStep> {
  const drawing = time === 0 ? step : drawnAgain(step, time);
  const [use] = blocksOf(step.config, 'sampler');
  const sampler = use ?? { block: blocksIn('sampler').get('group')!, own: { as: 'group' } };
  const {
    rollouts,
    units: ofSampler = {},
    signals: given,
  } = await runs.time('sampler', sampler, () => sampler.block.sample(drawing, sampler.own, onProgress));
  const signals = firstSignals(step, rollouts);
  for (const [name, signal] of given ?? []) signals.set(name, signal);
  const metrics: Record<string, number> = step.config.sampling.dynamic_sample
    ? { [RESAMPLED.times]: 0, [RESAMPLED.groups]: 0 }
    : {};
  const probes = probesOf(step.config, edits).uses;
  const units = await textUnitsOf(step, rollouts, ofSampler, new Set(neededBy(step.config, edits, probes)));
  const sampled = sampledStep(step, { rollouts, signals, units, metrics });
  for (const probe of probes) {
    const found = await runs.time('probe', probe, () => probe.block.probe(sampled, probe.own));
    Object.assign(metrics, probe.block.count?.(sampled, found, probe.own));
    for (const [name, signal] of found) {
      if (signals.has(name)) throw new Error(`Two probes give the signal '${name}'; rename one of them.`);
      signals.set(name, signal);
    }
  }
  if (blocksOf(step.config, 'auxiliaryLoss').length === 0) await step.freeProbes();
  return { ...sampled, metrics };
}

const plainStep = (step: OpenStep): Step => ({
  compute: step.compute,
  policy: step.policy,
  config: step.config,
  step: step.step,
  drawn: step.drawn,
  get vectors() {
    return step.vectors;
  },
  prefix: (view, vector) => step.prefix(view, vector),
  encodeView: (place, view) => step.encodeView(place, view),
  actions: step.actions,
});

/** The step with what was sampled in it; the open step itself stays one object, as it owns what is on the device. */
export const sampledStep = (
  step: OpenStep,
  own: Pick<Sampled, 'rollouts' | 'signals' | 'units' | 'metrics'>,
): Sampled => Object.assign(plainStep(step), own);

/** As the sampler sees a step that draws for the n-th time again: n is the high word of the random key. */
function drawnAgain(step: OpenStep, time: number): Step {
  const { config } = step;
  const seed = config.data.seed + time * 2 ** 32;
  return { ...plainStep(step), config: { ...config, data: { ...config.data, seed } } };
}

// What: values of units (turns, items, tokens …) → advantages against the units of the group, and returns over later units.
// Formula: unitAdvantage.wgsl, unitReturns.wgsl; scale batch: divided by the std of all values that count, plus epsilon.
// Shapes: R = P·G rollouts, U units (taken from the values).
// Source: headers of the kernels.
import type { Compute } from '../gpu/compute.ts';
import { readBack } from './readBack.ts';
import type { Baseline, Groups, Objective, Scale } from './types.ts';

const POOLS = { index: 0, group: 1, rollout: 2, first: 3, last: 4 } as const;
const BASELINES: Readonly<Record<Baseline, number>> = { none: 0, group_mean: 1, leave_one_out: 2 };

export interface UnitScoring {
  readonly baseline: Baseline;
  readonly scale: Scale;
  readonly epsilon: number;
  readonly single?: Objective['single'];
  readonly pool?: keyof typeof POOLS;
  readonly deviation?: Objective['deviation'];
}

export interface UnitScores {
  /** [R × U] */
  readonly advantages: Float32Array;
  /** [P × U] */
  readonly mean: Float32Array;
  readonly std: Float32Array;
}

export async function scoreUnits(
  compute: Compute,
  values: Float32Array,
  counted: Uint32Array,
  { promptCount, generations }: Groups,
  { baseline, scale, epsilon, single, pool = 'index', deviation = 'sample' }: UnitScoring,
): Promise<UnitScores> {
  const units = values.length / (promptCount * generations);
  const made = await compute.run('5-advantages/unitAdvantage', {
    params: {
      ...{ promptCount, generations, units, epsilon },
      pool: POOLS[pool],
      baseline: BASELINES[baseline],
      scale: scale === 'group' ? 1 : 0,
      keepSingle: single === 'keep' ? 1 : 0,
      population: deviation === 'population' ? 1 : 0,
    },
    inputs: { values, counted },
    outputs: { advantages: values.length, unitMean: promptCount * units, unitStd: promptCount * units },
    dispatch: { invocations: promptCount * units },
  });
  const { advantages, unitMean, unitStd } = (await readBack(made)) as Record<string, Float32Array>;
  const scores = { advantages: advantages!, mean: unitMean!, std: unitStd! };
  if (scale !== 'batch') return scores;
  const divided = await whiten(compute, values, scores.advantages, counted, { subtractMean: 0, root: 0, epsilon });
  return { ...scores, advantages: divided };
}

async function whiten(
  compute: Compute,
  values: Float32Array,
  centred: Float32Array,
  counted: Uint32Array,
  how: { readonly subtractMean: number; readonly root: number; readonly epsilon: number },
): Promise<Float32Array> {
  const made = await compute.run('5-advantages/batchWhiten', {
    params: { count: values.length, scale: 1, ...how },
    inputs: { values, centred, counted },
    outputs: { advantages: values.length, batchMoments: 2 },
    dispatch: { workgroups: 1 },
  });
  return (await readBack(made))['advantages'] as Float32Array;
}

/** (x − mean)·(var + 1e-8)^−½ over all that counts in the batch: masked_whiten of verl; 0 elsewhere. */
export const whitenBatch = (compute: Compute, values: Float32Array, counted: Uint32Array): Promise<Float32Array> =>
  whiten(compute, values, values, counted, { subtractMean: 1, root: 1, epsilon: 1e-8 });

/** states: 0 = the rollout has no such unit, 1 = it has, 2 = it has, and a gap follows, 3 = a token of the gap. */
export async function unitReturns(
  compute: Compute,
  values: Float32Array,
  states: Uint32Array,
  rollouts: number,
  { gamma, acrossGaps }: { readonly gamma: number; readonly acrossGaps: boolean },
): Promise<Float32Array> {
  const made = await compute.run('5-advantages/unitReturns', {
    params: { rollouts, units: values.length / rollouts, stopAtGaps: acrossGaps ? 0 : 1, gamma },
    inputs: { values, states },
    outputs: { returns: values.length },
    dispatch: { invocations: rollouts },
  });
  return (await readBack(made))['returns'] as Float32Array;
}

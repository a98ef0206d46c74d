// What: RLFR through the group statistics, the kernel of the shaper standoutFine and the flow scores of stage 3.
// Formula: none of its own; the velocity of the case's stand-in model is ½·x + cond.
import { flowScores } from '../../../src/3-rollouts/flowScores.ts';
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import { readBack } from '../../../src/5-advantages/readBack.ts';
import { block } from '../../../src/5-advantages/shapers/standoutFine.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Scored {
  /** [rollout][token], padded */
  readonly raw_score: PerToken;
  readonly lengths: readonly number[];
  readonly outcome: readonly number[];
  readonly config_changed: {
    readonly flow_coef?: number;
    readonly flow_score_threshold?: number;
    readonly flow_score_topk?: number;
    readonly flow_gamma?: number;
  };
}
interface Flow {
  /** [token][channel] */
  readonly target: PerToken;
  readonly cond: PerToken;
  readonly noise: PerToken;
  readonly timesteps: readonly number[];
}

async function flow({ target, cond, noise, timesteps }: Flow, compute: Compute) {
  const given = { hidden: flat(target), noise: flat(noise), channels: target[0]!.length, times: timesteps };
  const condition = flat(cond);
  const standIn = (points: Float32Array) => points.map((x, i) => 0.5 * x + condition[i]!);
  const { errors, scores } = await flowScores(compute, given, standIn);
  return { velocity_loss: [...errors], score: [...scores] };
}

async function scored({ raw_score, lengths, outcome, config_changed: changed }: Scored, compute: Compute) {
  const [R, T] = [raw_score.length, raw_score[0]!.length];
  const mask = lengths.map((length) => Array.from({ length: T }, (_, t) => (t < length ? 1 : 0)));
  const values = Float32Array.from(outcome);
  const layout = { promptCount: 1, generations: R, lengths: Int32Array.from(lengths), maxTokens: T };
  const { advantages, perRollout } = await computeAdvantages(compute, {
    ...{ ...layout, reward: values, scaleRewards: 'group', baseline: 'group_mean' },
    objectives: [{ name: 'outcome', values, weight: Float32Array.of(1), epsilon: 1e-9 }],
  });
  const defaults = defaultsOf(block, 'flow');
  const own = {
    ...defaults,
    coef: changed.flow_coef ?? defaults.coef,
    threshold: changed.flow_score_threshold ?? defaults.threshold,
    most: changed.flow_score_topk ?? defaults.most,
    power: changed.flow_gamma ?? defaults.power,
  };
  const step = goldenStep({ compute, mask, signals: { 'flow/score': raw_score } });
  const made = await block.shape(step, advantages, own, advantages);
  const { coef, threshold, power } = own;
  const kernel = await compute.run('5-advantages/standoutFine', {
    params: { rollouts: R, maxTokens: T, coef, threshold, most: Math.max(own.most, 0), power },
    inputs: { signal: flat(raw_score), mask: flat(mask), advantages },
    outputs: { normalised: R * T, kept: R * T, fines: R * T, shaped: R * T },
    dispatch: { invocations: R },
  });
  const { normalised, kept, fines } = (await readBack(kernel)) as Record<string, Float32Array>;
  const outcomes = [...perRollout];
  return {
    normalised: nested(normalised!, T),
    kept_scores: nested(kept!, T),
    outcome_group_norm: outcomes,
    token_reward: nested(fines!, T).map((row, r) =>
      row.map((fine, t) => fine + (t === lengths[r]! - 1 ? outcomes[r]! : 0)),
    ),
    advantage: nested('advantages' in made ? made.advantages : made, T),
  };
}

export const adapter: GoldenAdapter<Scored | Flow> = {
  system: 'RLFR',
  run: (input, { compute }) => ('raw_score' in input ? scored(input, compute) : flow(input, compute)),
};

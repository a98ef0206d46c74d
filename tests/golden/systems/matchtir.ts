// What: MatchTIR through the functions of the probe callMatch, the composition turnCredit and stage 5. A run of tokens that count is a turn.
// Formula: none of its own; a turn's reward stands on its last token.
import {
  callSimilarity,
  greedyMatches,
  matchedRewards,
  transportRewards,
} from '../../../src/3-rollouts/callMatching.ts';
import type { Values } from '../../../src/3-rollouts/callMatching.ts';
import { computeAdvantages, weightedSum } from '../../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

interface Predicted {
  readonly name?: string;
  readonly arguments: Values;
}
interface Reference {
  readonly name?: string;
  readonly parameters?: Values;
}
type PerToken = readonly (readonly number[])[];

interface Pairs {
  readonly pairs_predicted_reference: readonly (readonly [Predicted, Reference])[];
}
interface Assignment {
  readonly similarity: PerToken;
}
interface Matched {
  readonly predicted: readonly Predicted[];
  readonly reference: readonly Reference[];
}
interface Grouped {
  readonly token_reward: PerToken;
  readonly mask: PerToken;
  readonly group: readonly string[];
  readonly norm_by_std: boolean;
}

const similarity = (own: Predicted, wanted: Reference) =>
  callSimilarity(
    { name: own.name ?? '', parameters: own.arguments },
    { name: wanted.name ?? '', parameters: wanted.parameters ?? {} },
  );

const REG = 0.1;
/** The default of the authors' function; the released scorer asks for 0. */
const UNMATCHED = -0.5;

/** By greedy matching and by transport; a case names those that it means. */
function rewards({ predicted, reference }: Matched) {
  const scores = predicted.map((own) => reference.map((wanted) => similarity(own, wanted)));
  return {
    reward_unmatched_0: matchedRewards(scores, 0),
    reward_unmatched_default: matchedRewards(scores, UNMATCHED),
    ...(reference.length > 0 && { reward: transportRewards(scores, REG) }),
  };
}

/** Turn of each token; −1 = none. */
const turnsOf = (mask: PerToken) =>
  mask.map((row) => {
    let turn = -1;
    return row.map((own, t) => (own === 1 ? (turn += row[t - 1] === 1 ? 0 : 1) : -1));
  });

/** One group: [rollout][token]. */
async function scoreGroup(compute: Compute, token_reward: PerToken, mask: PerToken, byStd: boolean) {
  const [R, T] = [mask.length, mask[0]!.length];
  const turns = turnsOf(mask);
  const step = goldenStep({ compute, mask, units: { turn: turns } });
  const U = step.units.turn!.count;
  const values = new Float32Array(R * U);
  turns.forEach((row, r) => row.forEach((turn, t) => turn >= 0 && (values[r * U + turn] = token_reward[r]![t]!)));
  const signal: Signal = { shape: 'unit', unit: 'turn', values };
  const block = blocksIn('composition').get('turnCredit')!;
  const own = { ...defaultsOf(block, 'turns'), by_std: byStd };
  const reward = new Float32Array(R);
  const signals = new Map([['calls/reward', signal]]);
  const objectives = block.compose({ ...step, signals }, [weightedSum(reward, [], [], 1)], own);
  const { advantages } = await computeAdvantages(compute, {
    ...{ reward, objectives, promptCount: 1, generations: R, lengths: step.rollouts.lengths, maxTokens: T },
    ...{ own: flat(mask), units: step.units, scaleRewards: 'group', baseline: 'group_mean' },
  });
  return nested(advantages, T);
}

async function advantagesOf({ token_reward, mask, group, norm_by_std }: Grouped, compute: Compute) {
  const advantage: number[][] = [];
  for (const label of new Set(group)) {
    const members = group.flatMap((own, r) => (own === label ? [r] : []));
    const pick = (rows: PerToken) => members.map((r) => rows[r]!);
    const made = await scoreGroup(compute, pick(token_reward), pick(mask), norm_by_std);
    members.forEach((r, k) => (advantage[r] = made[k]!));
  }
  return { advantage };
}

export const adapter: GoldenAdapter<Pairs | Assignment | Matched | Grouped> = {
  system: 'MatchTIR',
  run(input, { compute }) {
    if ('pairs_predicted_reference' in input)
      return { similarity: input.pairs_predicted_reference.map(([own, wanted]) => similarity(own, wanted)) };
    if ('similarity' in input) return { reference_of_prediction: greedyMatches(input.similarity) };
    return 'predicted' in input ? rewards(input) : advantagesOf(input, compute);
  },
};

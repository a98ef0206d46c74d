// What: Rank-GRPO through the units of the grammar "ranking", the composition rankedItems, the shaper listLength and the loss with ratios of items.
// Formula: none of its own; that there is no shaping stands in a case's name alone.
import { grammarByName } from '../../../src/4-rewards/grammars.ts';
import { rankDiscounts, rankRewards } from '../../../src/4-rewards/rankRewards.ts';
import { textUnits } from '../../../src/4-rewards/textUnits.ts';
import { computeAdvantages, weightedSum } from '../../../src/5-advantages/computeAdvantages.ts';
import { computeCoefficients } from '../../../src/6-loss/computeCoefficients.ts';
import { defaultsOf } from '../../../src/blocks/block.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { parseTexts, tokenBytesOf } from '../../4-rewards/completionFixtures.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat, goldenStep, nested } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Hits {
  readonly hits: readonly number[];
}
interface Batch {
  readonly token_ids: PerToken;
  readonly newline_counts: Readonly<Record<string, number>>;
  readonly eos: number;
  /** [rollout][rank] */
  readonly item_rewards: PerToken;
  readonly group_size: number;
  readonly K: number;
  readonly logp: PerToken;
  readonly old_logp: PerToken;
  readonly ref_logp: PerToken;
  readonly beta: number;
  readonly loss_type: string;
  readonly level: 'token' | 'sequence' | 'item';
  readonly eps_low_high: readonly [number, number];
}

/** Up to the stop token and with it; the whole row where there is none. */
const lengthOf = (ids: readonly number[], eos: number) => (ids.includes(eos) ? ids.indexOf(eos) + 1 : ids.length);

/** [R × T] by the grammar: each token is a word with the line breaks that it ends in; the stop token has no text. */
async function itemsOf(compute: Compute, { token_ids, newline_counts, eos }: Batch): Promise<Int32Array> {
  const most = Math.max(eos, ...token_ids.flat());
  const text = (id: number) => (id === eos ? '' : `w${'\n'.repeat(newline_counts[id] ?? 0)}`);
  const parsed = await parseTexts(
    compute,
    token_ids.map(() => ''),
    {
      tokens: Int32Array.from(token_ids.flat()),
      lengths: Int32Array.from(token_ids, (ids) => lengthOf(ids, eos)),
      maxTokens: token_ids[0]!.length,
      tokenBytes: tokenBytesOf(Array.from({ length: most + 1 }, (_, id) => text(id))),
      grammar: grammarByName('ranking'),
    },
  );
  try {
    return (await textUnits(compute, parsed, 'item')).of;
  } finally {
    parsed.destroy();
  }
}

async function lossOf(compute: Compute, input: Batch, items: Int32Array, advantages: Float32Array, mask: PerToken) {
  const [epsilon, epsilonHigh] = input.eps_low_high;
  const maxTokens = mask[0]!.length;
  const { loss, coef } = await computeCoefficients(compute, {
    ...{ lossType: input.loss_type, importanceSamplingLevel: input.level, ratioItems: input.K, items },
    ...{ epsilon, epsilonHigh, delta: null, dualClip: null, beta: input.beta, klEstimator: 'k3' },
    ...{ entropyCoef: 0, maskTruncatedCompletions: false, topEntropyQuantile: 1, advantages, maxTokens },
    ...{ oldLogProbs: flat(input.old_logp), newLogProbs: flat(input.logp), refLogProbs: flat(input.ref_logp) },
    entropies: new Float32Array(advantages.length),
    lengths: Int32Array.from(mask, (row) => row.lastIndexOf(1) + 1),
  });
  return { loss, dloss_dlogp: nested(coef, maxTokens) };
}

async function batch(input: Batch, name: string, compute: Compute) {
  const { token_ids, eos, item_rewards, group_size: generations, K } = input;
  const [R, T] = [token_ids.length, token_ids[0]!.length];
  const mask = token_ids.map((ids) => ids.map((_, t) => (t < lengthOf(ids, eos) ? 1 : 0)));
  const items = await itemsOf(compute, input);
  // As many as there are ranks, even where no list is so long.
  const count = items.reduce((most, item) => Math.max(most, item + 1), K);
  const step = goldenStep({ compute, mask, generations });
  const values = Float32Array.from(item_rewards.flatMap((row) => Array.from({ length: count }, (_, k) => row[k] ?? 0)));
  const signal: Signal = { shape: 'unit', unit: 'item', values };
  const own = {
    ...{ ...step, units: { item: { of: items, count } }, signals: new Map([['items/hit', signal]]) },
    rollouts: { ...step.rollouts, truncated: Uint8Array.from(token_ids, (ids) => (ids.includes(eos) ? 0 : 1)) },
  };
  const ranked = blocksIn('composition').get('rankedItems')!;
  const reward = new Float32Array(R);
  const settings = { ...defaultsOf(ranked, 'ranked'), places: K };
  const { advantages, objectives } = await computeAdvantages(compute, {
    ...{ reward, promptCount: R / generations, generations, lengths: step.rollouts.lengths, maxTokens: T },
    objectives: ranked.compose(own, [weightedSum(reward, [], [], R / generations)], settings),
    ...{ units: own.units, scaleRewards: 'group', baseline: 'group_mean' },
  });
  const shaper = blocksIn('advantage').get('listLength')!;
  const isShaped = !/no shaping/.test(name);
  const shaping = { ...defaultsOf(shaper, 'length'), wanted: K, ...(!isShaped && { extra: 0, exact: 0, early: 0 }) };
  const made = await shaper.shape(own, advantages, shaping, advantages);
  const shaped = 'advantages' in made ? made.advantages : made;
  const { loss, dloss_dlogp } = await lossOf(compute, input, items, shaped, mask);
  return {
    completion_mask: mask,
    item_of_token: nested(items, T),
    loss_mask: mask,
    overflow: nested(items, T).map((row) => row.map((item) => (item >= K ? 1 : 0))),
    item_advantage: nested(objectives[0]!.advantages, count).map((row) => row.slice(0, K)),
    token_advantage: nested(shaped, T),
    ...{ loss, dloss_dlogp },
  };
}

export const adapter: GoldenAdapter<Hits | Batch> = {
  system: 'Rank-GRPO',
  async run(input, { name, compute }) {
    if (!('hits' in input)) return batch(input, name, compute);
    return {
      discounts: rankDiscounts(input.hits.length),
      reward_log_decay: rankRewards(input.hits, 'tail'),
      reward_exp_inf: rankRewards(input.hits, 'hit'),
    };
  },
};

// What: SAR through the reward "perplexityDrop", stage 5 without the spread and the loss dr_grpo.
// Formula: none of its own. A perplexity alone is fed as the log-prob of a single token; a perplexity is read off as what the plain
// difference to a text without surprise (perplexity 1) adds to 1. The released loss is not divided by the number of rollouts R: its
// constant length is R times shorter than that of dr_grpo.
import { scoreRewards } from '../../../src/4-rewards/scoreRewards.ts';
import { computeAdvantages } from '../../../src/5-advantages/computeAdvantages.ts';
import { computeCoefficients } from '../../../src/6-loss/computeCoefficients.ts';
import type { Signal } from '../../../src/blocks/signals.ts';
import type { Compute } from '../../../src/gpu/compute.ts';
import { bareCompletions } from '../../4-rewards/bareCompletions.ts';
import type { GoldenAdapter } from '../adapter.ts';
import { flat } from '../goldenStep.ts';

type PerToken = readonly (readonly number[])[];

interface Changed {
  readonly use_log?: boolean;
  readonly clip_value?: number;
  readonly use_denominator?: boolean;
}

type Input =
  | { readonly ppl_with_question_and_without: PerToken; readonly config_changed?: Changed }
  | {
      readonly logp_with_question: PerToken;
      readonly logp_without: PerToken;
      readonly mask: PerToken;
      readonly verify: readonly number[];
      readonly config_changed?: Changed;
    }
  | { readonly rewards: readonly number[] }
  | { readonly loss: PerToken; readonly mask: PerToken };

async function terms(compute: Compute, asked: PerToken, alone: PerToken, mask: PerToken, changed: Changed = {}) {
  const [rollouts, maxTokens] = [asked.length, asked[0]!.length];
  const token = (values: PerToken): Signal => ({ shape: 'token', values: flat(values) });
  const { columns } = await scoreRewards(compute, {
    parsed: bareCompletions(compute, { rollouts, maxTokens }),
    signals: new Map([
      ['logProb', token(asked)],
      ['noQuestion/logProb', token(alone)],
      ['mask', token(mask)],
    ]),
    ...{ generations: rollouts, truths: [{}] },
    uses: [
      {
        name: 'perplexityDrop',
        knobs: {
          use_log: changed.use_log ? 1 : 0,
          clip_value: changed.clip_value ?? 0,
          use_denominator: changed.use_denominator === false ? 0 : 1,
        },
      },
    ],
  });
  return [...columns[0]!.values];
}

const zeros = (like: PerToken) => like.map((row) => row.map(() => 0));

async function perplexities(compute: Compute, logProbs: PerToken, mask: PerToken) {
  const drops = await terms(compute, zeros(logProbs), logProbs, mask, { use_denominator: false });
  return drops.map((drop) => drop + 1);
}

async function lossOf(compute: Compute, loss: PerToken, mask: PerToken) {
  const [rollouts, maxTokens] = [loss.length, loss[0]!.length];
  const none = new Float32Array(rollouts * maxTokens);
  const made = await computeCoefficients(compute, {
    ...{ lossType: 'dr_grpo', importanceSamplingLevel: 'token', epsilon: 0.2, epsilonHigh: null, delta: null },
    ...{ dualClip: null, offPolicyMaskThreshold: null, beta: 0, klEstimator: 'k3', useBiasCorrectionKl: false },
    ...{ entropyCoef: 0, maskTruncatedCompletions: false, topEntropyQuantile: 1 },
    ...{ oldLogProbs: none, newLogProbs: none, entropies: none, mask: flat(mask), maxTokens },
    advantages: flat(loss).map((value) => -value),
    lengths: new Int32Array(rollouts).fill(maxTokens),
    maxCompletionLength: maxTokens / rollouts,
  });
  return made.loss;
}

export const adapter: GoldenAdapter<Input> = {
  system: 'SAR (Self-Aligned Reward)',
  async run(input, { compute }) {
    if ('ppl_with_question_and_without' in input) {
      const pairs = input.ppl_with_question_and_without;
      const logProb = (which: number) => pairs.map((pair) => [-Math.log(pair[which]!)]);
      const mask = pairs.map(() => [1]);
      return { term: await terms(compute, logProb(0), logProb(1), mask, input.config_changed) };
    }
    if ('rewards' in input) {
      const reward = Float32Array.from(input.rewards);
      const { perRollout } = await computeAdvantages(compute, {
        ...{ reward, promptCount: 1, generations: reward.length, maxTokens: 1 },
        lengths: new Int32Array(reward.length).fill(1),
        ...{ scaleRewards: 'none', baseline: 'group_mean' },
      });
      return { advantage: [...perRollout] };
    }
    if ('loss' in input) return { loss: await lossOf(compute, input.loss, input.mask) };
    const { logp_with_question: asked, logp_without: alone, mask, verify, config_changed } = input;
    const term = await terms(compute, asked, alone, mask, config_changed);
    return {
      ppl: await perplexities(compute, asked, mask),
      ppl_without: await perplexities(compute, alone, mask),
      term,
      reward: term.map((value, r) => verify[r]! + 0.2 * value),
    };
  },
};

// What: what the loss is given, its check, and what follows from it before any kernel runs: masks, weights, divisors.
// Formula: mask: tokenMasks.ts. entropyMask: top_entropy_quantile. policyMask = entropyMask · tokenWeights · offPolicyMask ·
// (1 − selected, where the loss leaves the selected out): a factor of the policy term alone. KL, entropy bonus and denominators
// know only mask and, for the bonus, entropyMask.
// A rollout with inLoss = 0 is gone: R, the tokens of the batch and every mean are those of a batch without it, as if a filter
// (DAPO's dynamic sampling) had never let it in. A completion whose tokens are all masked (mask_truncated_completions) stays
// one of R with loss 0, as in TRL.
// Shapes: R = P·G rollouts, T tokens.
import type { LossBatch, LossFile, LossSettings } from './lossFile.ts';
import { ownSettings } from './lossRegistry.ts';
import { completionMask, highEntropyMask, offPolicyMask } from './tokenMasks.ts';

export interface CoefficientsToCompute extends LossSettings {
  readonly oldLogProbs: Float32Array;
  /** Absent with num_iterations = 1: π_θ = π_old, the ratio is 1. */
  readonly newLogProbs?: Float32Array;
  /** Needed where beta ≠ 0; gives the metric kl where present. */
  readonly refLogProbs?: Float32Array;
  /** [R], or [R × T] where tokens differ. */
  readonly advantages: Float32Array;
  readonly entropies: Float32Array;
  readonly lengths: Int32Array;
  readonly truncated?: Uint8Array;
  /** [R × T] 0 = no token of the completion for the loss: it leaves denominators and KL, too. */
  readonly mask?: ArrayLike<number>;
  /** [R × T] factor of the policy term; KL and denominators keep all tokens. */
  readonly tokenWeights?: Float32Array;
  /** [R] 0 = the rollout leaves the loss, and R with it. */
  readonly inLoss?: Uint8Array;
  readonly maxTokens: number;
  /** [R × T] the item of each token, −1 = none: needed where the ratio is one of the item. */
  readonly items?: Int32Array;
  /** max_completion_length, the divisor of dr_grpo; maxTokens where absent. */
  readonly maxCompletionLength?: number;
  /** TRL's num_items_in_batch: tokens of all calls that make one update; those of this call where absent. */
  readonly itemsInBatch?: number;
  /** Tokens of further terms that are added to itemsInBatch: they share the divisor of dapo, cispo and vespo. */
  readonly sharedTokens?: number;
  /** Counter of random draws (clip_cov); absent = 0, 0, 0. */
  readonly draw?: LossBatch['draw'];
}

export function checkInput(given: CoefficientsToCompute): void {
  const { lengths, maxTokens, advantages, refLogProbs, beta, inLoss } = given;
  const size = lengths.length * maxTokens;
  const names = ['oldLogProbs', 'newLogProbs', 'refLogProbs', 'entropies', 'mask', 'tokenWeights'] as const;
  for (const name of names) {
    const length = given[name]?.length;
    if (length !== undefined && length !== size) {
      throw new Error(`The loss got ${length} numbers as ${name}, not ${lengths.length} × ${maxTokens}.`);
    }
  }
  if (advantages.length !== lengths.length && advantages.length !== size) {
    throw new Error(`The loss got ${advantages.length} advantages for ${lengths.length} rollouts.`);
  }
  if (inLoss && inLoss.length !== lengths.length) {
    throw new Error(`The loss got ${inLoss.length} numbers as inLoss for ${lengths.length} rollouts.`);
  }
  if (given.importanceSamplingLevel === 'item' && given.items?.length !== size) {
    throw new Error(
      `importance_sampling_level is item, and nothing says to which item each of ${lengths.length} × ${maxTokens} tokens belongs; choose a grammar with items (think_ranking), or set it to token.`,
    );
  }
  if (beta !== 0 && !refLogProbs)
    throw new Error('beta is not 0, but the log-probs of the reference policy are missing.');
}

export interface PreparedLoss {
  readonly own: Readonly<Record<string, unknown>>;
  readonly mask: Float32Array;
  /** [R × T] factor of the entropy bonus. */
  readonly entropyMask: Float32Array;
  /** [R × T] factor of the policy term; the same array as entropyMask where nothing else weighs. */
  readonly policyMask: Float32Array;
  /** [R × T] policyMask on tokens that count, else 0. */
  readonly weights: Float32Array;
  readonly selected: Float32Array | null;
  /** [R] */
  readonly tokensOf: Float32Array;
  readonly inLoss: Uint8Array;
  readonly tokens: number;
  readonly entropyTokens: number;
  /** Divisor, without T_i where the loss has it. */
  readonly normaliser: number;
  readonly advantagePerToken: boolean;
}

const sumOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0);
const times = (a: Float32Array, b: Float32Array) => a.map((value, i) => value * b[i]!);

export function prepareLoss(given: CoefficientsToCompute, file: LossFile): PreparedLoss {
  const { lengths, maxTokens, advantages, oldLogProbs, entropies } = given;
  const rollouts = lengths.length;
  const mask = completionMask(given);
  const tokens = sumOf(mask);
  const tokensOf = Float32Array.from({ length: rollouts }, (_, r) =>
    sumOf(mask.subarray(r * maxTokens, (r + 1) * maxTokens)),
  );
  const inLoss = Uint8Array.from({ length: rollouts }, (_, r) => (given.inLoss?.[r] === 0 ? 0 : 1));
  const advantagePerToken = advantages.length === mask.length && maxTokens > 1;
  const newLogProbs = given.newLogProbs ?? oldLogProbs;
  const advantageOf = (i: number) => advantages[advantagePerToken ? i : Math.floor(i / maxTokens)]!;
  const own = ownSettings(file, given.own);
  const draw = given.draw ?? { seed: 0, step: 0, update: 0 };
  const batch = { rollouts, maxTokens, mask, newLogProbs, oldLogProbs, advantageOf, draw };
  const selected = file.selected?.(batch, given, own as never) ?? null;
  const entropyMask = highEntropyMask(entropies, mask, given.topEntropyQuantile);
  let policyMask = entropyMask;
  if (given.tokenWeights) policyMask = times(policyMask, given.tokenWeights);
  if (file.selection === 'leftOut') policyMask = policyMask.map((value, i) => value * (1 - selected![i]!));
  if (typeof given.offPolicyMaskThreshold === 'number') {
    const lag = (i: number) => oldLogProbs[i]! - newLogProbs[i]!;
    policyMask = times(policyMask, offPolicyMask(batch, lag, advantageOf, given.offPolicyMaskThreshold));
  }
  const counts = {
    rollouts: inLoss.reduce((sum, value) => sum + value, 0),
    tokens,
    itemsInBatch: (given.itemsInBatch ?? tokens) + (given.sharedTokens ?? 0),
    maxCompletionLength: given.maxCompletionLength ?? maxTokens,
  };
  return {
    ...{ own, mask, entropyMask, policyMask, selected, tokensOf, inLoss, tokens, advantagePerToken },
    weights: times(policyMask, mask),
    entropyTokens: Math.max(1, sumOf(times(entropyMask, mask))),
    normaliser: Math.max(file.normaliser.of(counts), 1),
  };
}

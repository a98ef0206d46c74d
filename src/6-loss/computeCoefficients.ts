// What: log-probs + advantages → the loss as coefficients of every token, with TRL's metrics.
// Formula: three kernels: logRatio → the kernel of the loss_type (losses/<loss_type>.ts) → tokenCoefficients; where the ratio is one of an item,
// itemMeans stands behind the first and in front of the last. L = policy loss +
// β·KL − entropy_coef·mean H, the first two over the divisor of the loss_type (normalisers.ts) and over the whole batch.
// Shapes: R = P·G rollouts, T tokens.
// Units: nats; metrics as TRL 1.16 (see lossMetrics.ts).
// Source: TRL 1.16, grpo_trainer.py, _compute_loss.
import type { Compute, DeviceArray } from '../gpu/compute.ts';
import { SUM_COUNT, TERM, TERM_COUNT } from './columns.ts';
import type { LossFile } from './lossFile.ts';
import { checkInput, prepareLoss } from './lossInput.ts';
import type { CoefficientsToCompute, PreparedLoss } from './lossInput.ts';
import { lossMetrics } from './lossMetrics.ts';
import { lossOf } from './lossRegistry.ts';
import type { TokenCoefficients } from './types.ts';

export type { LossSettings } from './lossFile.ts';
export type { CoefficientsToCompute } from './lossInput.ts';

function termParams(given: CoefficientsToCompute, file: LossFile, { own, mask, advantagePerToken }: PreparedLoss) {
  const { beta, klEstimator, refLogProbs, maxTokens } = given;
  return {
    count: mask.length,
    maxTokens,
    advantagePerToken: advantagePerToken ? 1 : 0,
    ...file.params(given, own as never),
    beta,
    klEstimator: refLogProbs ? Number(klEstimator.slice(1)) : 0,
    klTimesRatio: given.useBiasCorrectionKl ? 1 : 0,
    klMax: given.klMax ?? 0,
  };
}

/** Nothing where the ratio is not one of the item. */
async function meanOfItems(
  compute: Compute,
  { importanceSamplingLevel, items, ratioItems, lengths, maxTokens }: CoefficientsToCompute,
  mask: DeviceArray,
  values: DeviceArray,
  { stride, column }: { readonly stride: number; readonly column: number },
): Promise<void> {
  if (importanceSamplingLevel !== 'item') return;
  const rollouts = lengths.length;
  await compute.run('6-loss/itemMeans', {
    params: { rollouts, maxTokens, stride, column, limit: ratioItems ?? 0 },
    inputs: { items: items!, mask },
    outputs: { values },
    dispatch: { invocations: rollouts },
  });
}

export async function computeCoefficients(compute: Compute, given: CoefficientsToCompute): Promise<TokenCoefficients> {
  checkInput(given);
  const { lengths, maxTokens, oldLogProbs, entropies, advantages } = given;
  const rollouts = lengths.length;
  const size = rollouts * maxTokens;
  const file = lossOf(given.lossType);
  const prepared = prepareLoss(given, file);
  const { mask, entropyMask, policyMask, selected, tokensOf, entropyTokens, normaliser } = prepared;
  const isSequence = given.importanceSamplingLevel === 'sequence' ? 1 : 0;
  const own: DeviceArray[] = [];
  const keep = (array: DeviceArray) => (own.push(array), array);
  try {
    const maskArray = keep(compute.upload(mask));
    const entropyArray = keep(compute.upload(entropyMask));
    const policyArray = policyMask === entropyMask ? entropyArray : keep(compute.upload(policyMask));
    const newLogProbs = keep(compute.upload(given.newLogProbs ?? oldLogProbs));
    const { logRatios } = await compute.run('6-loss/logRatio', {
      params: { rollouts, maxTokens, isSequence },
      inputs: { newLogProbs, oldLogProbs, mask: maskArray },
      outputs: { logRatios: size },
      dispatch: { workgroups: rollouts },
    });
    const ratios = keep(logRatios!);
    await meanOfItems(compute, given, maskArray, ratios, { stride: 1, column: 0 });
    const refLogProbs = given.refLogProbs ?? newLogProbs;
    const { terms } = await compute.run(`6-loss/${file.kernel}`, {
      params: termParams(given, file, prepared),
      inputs: {
        ...{ newLogProbs, refLogProbs, logRatios: ratios, advantages, policyMask: policyArray },
        ...(file.perRollout && { mask: maskArray }),
        ...(file.selection === 'input' && { selected: selected! }),
      },
      outputs: { terms: TERM_COUNT * size },
      dispatch: file.perRollout ? { workgroups: rollouts } : { invocations: size },
    });
    const tokenTerms = keep(terms!);
    await meanOfItems(compute, given, maskArray, tokenTerms, { stride: TERM_COUNT, column: TERM.ratioSlope });
    const { entropyCoef } = given;
    const perSequence = file.normaliser.perSequence ? 1 : 0;
    const made = await compute.run('6-loss/tokenCoefficients', {
      params: { rollouts, maxTokens, isSequence, perSequence, normaliser, entropyCoef, entropyTokens },
      inputs: { terms: tokenTerms, mask: maskArray, policyMask: entropyArray, entropies },
      outputs: { coef: size, coefEntropy: size, sums: SUM_COUNT * rollouts },
      dispatch: { workgroups: rollouts },
    });
    const { coef, coefEntropy, sums } = made as Record<string, DeviceArray>;
    const read = async (array: DeviceArray) => (await keep(array).read()) as Float32Array;
    const [coefValues, entropyValues, sumValues] = await Promise.all([read(coef!), read(coefEntropy!), read(sums!)]);
    return {
      ...{ coef: coefValues, coefEntropy: entropyValues, weights: prepared.weights, mask },
      normaliser: (r) => normaliser * (file.normaliser.perSequence ? Math.max(tokensOf[r]!, 1) : 1),
      ...lossMetrics(given, file, { ...prepared, sums: sumValues }),
    };
  } finally {
    for (const array of own) array.destroy();
  }
}

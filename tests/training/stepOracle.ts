// What: a training step worked out a second time: rollouts as the page got them, log-probs from the policy's score pass, the loss
// of trlLoss.ts differentiated by central differences, the gradient from the policy, one SGD step by hand. It calls nothing of
// src/training, of the loss, of the advantages or of the optimiser.
import { makeView } from '../../src/1-image/makeView.ts';
import type { Picture } from '../../src/1-image/types.ts';
import type { Policy, PreparedPrompt, RowBatch, RowScores } from '../../src/2-policy/types.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import type { GroupView } from '../../src/training/protocol.ts';
import { trlLoss } from '../6-loss/trlLoss.ts';
import type { LossBatch } from '../6-loss/trlLoss.ts';

export type OracleLoss = Parameters<typeof trlLoss>[0];

export interface OracleSettings {
  readonly loss: OracleLoss;
  readonly updates: number;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly learningRate: number;
  readonly maxGradNorm: number;
}

/** What one inner update must report. */
export interface OracleUpdate {
  readonly loss: number;
  readonly entropy: number;
  readonly kl: number;
  readonly clipped: number;
  readonly gradNorm: number;
}

export async function preparedPrompt(
  { policy, compute }: { readonly policy: Policy; readonly compute: Compute },
  picture: Picture,
  question: string,
): Promise<PreparedPrompt> {
  const { imageSize: size, imageMean: mean, imageStd: std } = policy.info;
  const view = await makeView(compute, picture, { kind: 'clean' }, { size, mean, std, seed: 0, step: 0, row: 0 });
  const features = await policy.encodeImage(view);
  view.pixels.destroy();
  return { ids: policy.tokenizer.encodePrompt(question, 1), imageFeatures: [features] };
}

/** The answers of a step as teacher-forced rows. */
export function rowsOf(groups: readonly GroupView[], prompts: readonly PreparedPrompt[], T: number): RowBatch {
  const answers = groups.flatMap(({ rollouts }) => rollouts.map(({ ids }) => ids!));
  const generations = answers.length / groups.length;
  const ids = new Int32Array(answers.length * T);
  const inputTokens = new Int32Array(answers.length * T);
  answers.forEach((own, r) => {
    const last = prompts[Math.floor(r / generations)]!.ids.at(-1)!;
    ids.set(own, r * T);
    inputTokens.set([last, ...own.slice(0, -1)], r * T);
  });
  const lengths = Int32Array.from(answers, ({ length }) => length);
  return { generations, maxTokens: T, inputTokens, lengths, ids, idsPerToken: 1 };
}

export async function scoreAt(
  policy: Policy,
  theta: Float32Array,
  prompts: readonly PreparedPrompt[],
  rows: RowBatch,
  temperature: number,
): Promise<RowScores> {
  const prefix = await policy.prefill(theta, prompts);
  try {
    return await policy.score(theta, prefix, rows, temperature);
  } finally {
    prefix.dispose();
  }
}

/** 1 on the tokens whose entropy is at least the quantile (linear interpolation) of those that count. */
function entropyMask(entropies: Float64Array, mask: ArrayLike<number>, topQuantile: number): Float64Array {
  const counted = [...entropies].filter((_, i) => mask[i] === 1).sort((a, b) => a - b);
  const place = (1 - topQuantile) * (counted.length - 1);
  const [low, high] = [counted[Math.floor(place)]!, counted[Math.ceil(place)]!];
  const threshold = low + (high - low) * (place - Math.floor(place));
  return entropies.map((value, i) => (topQuantile >= 1 || (mask[i] === 1 && value >= threshold) ? 1 : 0));
}

const H = 1e-6;

/** dL/dx of each token that counts, by central differences. */
function slopes(values: Float64Array, mask: ArrayLike<number>, loss: (moved: Float64Array) => number): Float32Array {
  return Float32Array.from(values, (_, i) => {
    if (mask[i] === 0) return 0;
    const at = (sign: number) => loss(values.map((value, k) => value + (k === i ? sign * H : 0)));
    return (at(1) - at(-1)) / (2 * H);
  });
}

/** θ after the updates of one step that began with θ, and what each of them must report. */
export async function oracleStep(
  policy: Policy,
  start: Float32Array,
  prompts: readonly PreparedPrompt[],
  groups: readonly GroupView[],
  settings: OracleSettings,
): Promise<{ readonly theta: Float32Array; readonly updates: readonly OracleUpdate[] }> {
  const { loss, maxTokens: T, temperature } = settings;
  const rollouts = groups.flatMap((group) => group.rollouts);
  const rows = rowsOf(groups, prompts, T);
  const score = (at: Float32Array) => scoreAt(policy, at, prompts, rows, temperature);
  const mask = Float64Array.from(rows.ids, (_, i) => (i % T < rows.lengths[Math.floor(i / T)]! ? 1 : 0));
  const tokens = mask.reduce((a, b) => a + b, 0);
  const meanOver = (values: (i: number) => number) =>
    mask.reduce((sum, own, i) => sum + (own === 1 ? values(i) : 0), 0) / tokens;
  const perToken = (value: (r: number, t: number) => number) =>
    Float64Array.from(mask, (own, i) => (own === 1 ? value(Math.floor(i / T), i % T) : 0));
  const oldLogProbs = perToken((r, t) => rollouts[r]!.tokens[t]!.logProb);
  const advantages = perToken((r) => rollouts[r]!.advantage);
  const reference = (await score(new Float32Array(start.length))).logProbs;
  let theta = start;
  const updates: OracleUpdate[] = [];
  for (let u = 0; u < settings.updates; u++) {
    const now = await score(theta);
    const [logProbs, entropies] = [Float64Array.from(now.logProbs), Float64Array.from(now.entropies)];
    const batch: LossBatch = {
      ...{ rollouts: rollouts.length, maxTokens: T, oldLogProbs, refLogProbs: reference, advantages, mask },
      tokenWeights: mask.map(() => 1),
      entropyMask: entropyMask(entropies, mask, loss.topEntropyQuantile),
      maxCompletionLength: T,
    };
    const at = (own: Float64Array, bonus: Float64Array) => trlLoss(loss, batch, own, bonus, logProbs);
    // At the sampling θ the ratio is 1 exactly; the score pass is a rounding error away from it.
    const coef = slopes(u === 0 ? oldLogProbs : logProbs, mask, (moved) => at(moved, entropies));
    const coefEntropy = slopes(entropies, mask, (moved) => at(logProbs, moved));
    const prefix = await policy.prefill(theta, prompts);
    const { gradient } = await policy.gradient(theta, prefix, rows, { coef, coefEntropy }, temperature);
    prefix.dispose();
    const gradNorm = Math.hypot(...gradient);
    const scale = settings.learningRate * Math.min(1, settings.maxGradNorm / (gradNorm + 1e-6));
    const ratio = (i: number) => Math.exp(logProbs[i]! - oldLogProbs[i]!);
    updates.push({
      loss: at(logProbs, entropies),
      entropy: meanOver((i) => entropies[i]!),
      kl: meanOver((i) => Math.exp(reference[i]! - logProbs[i]!) - (reference[i]! - logProbs[i]!) - 1),
      clipped: meanOver((i) => {
        const high = advantages[i]! > 0 && ratio(i) > 1 + (loss.epsilonHigh ?? loss.epsilon);
        return high || (advantages[i]! < 0 && ratio(i) < 1 - loss.epsilon) ? 1 : 0;
      }),
      gradNorm,
    });
    theta = theta.map((value, i) => value - scale * gradient[i]!);
  }
  return { theta, updates };
}

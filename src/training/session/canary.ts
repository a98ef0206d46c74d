// What: a canary at load: eight greedy tokens of a question whose picture is always the same (a language model has no picture), how likely they were, and the length of one gradient.
//   A GPU (or its driver) that computes something else is found before the first step, not by a visitor who wonders why nothing learns.
// Formula: L = −(1/n)·Σ_t log p(y_t), n ≤ 8 greedy tokens; the length is ‖dL/dθ‖₂ at the first θ (A from Philox with seed 0, B = 0), so that
//   dL/dB alone counts. Two canaries agree where the tokens are equal, |Δ log p| ≤ 0.02 and the lengths differ by at most 2 %: providers that
//   are right differ by some 1e-5, those that are broken by orders of magnitude.
// Units: log p in nats.
// Source: broken GPUs: onnxruntime issues 26732 and 29599.
import { makeView } from '../../1-image/makeView.ts';
import type { Picture } from '../../1-image/types.ts';
import { generate } from '../../3-rollouts/generate.ts';
import type { Config } from '../../config/config.ts';
import type { Loaded } from './loaded.ts';
import { newRun, policyOf } from './runState.ts';

export interface Canary {
  readonly tokens: readonly number[];
  readonly logProbs: readonly number[];
  /** Depends on the adapter's form; compared only where that is the same. */
  readonly gradientNorm: number;
  readonly adapter: string;
}

const TOKENS = 8;
const LOG_PROB_BOUND = 0.02;
const NORM_BOUND = 0.02;
const QUESTION = 'what is it?';

/** A red square on blue, darker towards the bottom. */
function canaryPicture(): Picture {
  const side = 64;
  const rgba = new Uint8ClampedArray(4 * side * side);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [i % side, Math.floor(i / side)];
    const inside = x >= 16 && x < 44 && y >= 12 && y < 40;
    rgba.set([inside ? 220 - y : 30, 40 + x, inside ? 40 : 200 - y, 255], 4 * i);
  }
  return { id: 'canary', width: side, height: side, rgba };
}

export const adapterOf = ({ adapter }: Config): string =>
  [adapter.lora_r, adapter.lora_alpha, ...adapter.lora_target_modules].join(' ');

async function canaryFeatures(compute: Loaded['compute'], policy: Loaded['policy']): Promise<Float32Array> {
  const { imageSize: size, imageMean: mean, imageStd: std } = policy.info;
  const options = { size, mean, std, seed: 0, step: 0, row: 0 };
  const view = await makeView(compute, canaryPicture(), { kind: 'clean' }, options);
  const features = await policy.encodeImage(view);
  view.pixels.destroy();
  return features;
}

export async function canaryOf({ compute, policy }: Loaded, config: Config): Promise<Canary> {
  const { theta } = policyOf(newRun(policy.info.layout, 0));
  const imageFeatures = policy.info.imageTokens > 0 ? [await canaryFeatures(compute, policy)] : [];
  const ids = policy.tokenizer.encodePrompt(QUESTION, imageFeatures.length);
  const prefix = await policy.prefill(theta, [{ ids, imageFeatures }]);
  try {
    const greedy = { generations: 1, maxTokens: TOKENS, temperature: 0, topK: 0, topP: 1, seed: 0, step: 0 };
    const { lengths, tokens, rows } = await generate(policy, compute, theta, prefix, greedy);
    const n = lengths[0]!;
    const coef = new Float32Array(rows.maxTokens * rows.idsPerToken).fill(-1 / n, 0, n * rows.idsPerToken);
    const coefficients = { coef, coefEntropy: new Float32Array(rows.maxTokens) };
    const { gradient, logProbs } = await policy.gradient(theta, prefix, rows, coefficients, 1);
    const squares = gradient.reduce((sum, value) => sum + value * value, 0);
    return {
      tokens: [...tokens.subarray(0, n)],
      logProbs: Array.from({ length: n }, (_, t) => logProbs[t * rows.idsPerToken]!),
      gradientNorm: Math.sqrt(squares),
      adapter: adapterOf(config),
    };
  } finally {
    prefix.dispose();
  }
}

/** What differs, in words for a sentence; null where the two agree. NaN agrees with nothing. */
export function canaryDifference(seen: Canary, wanted: Canary): string | null {
  const most = Math.max(wanted.tokens.length, seen.tokens.length);
  const at = Array.from({ length: most }, (_, t) => t).find((t) => wanted.tokens[t] !== seen.tokens[t]);
  if (at !== undefined) return `another token at place ${at + 1} of its answer`;
  const gaps = wanted.logProbs.map((value, t) => Math.abs(value - seen.logProbs[t]!));
  const wrong = gaps.find((gap) => !(gap <= LOG_PROB_BOUND));
  if (wrong !== undefined) return `log-probabilities that are off by ${wrong.toPrecision(2)}`;
  if (seen.adapter !== wanted.adapter) return null;
  const ratio = seen.gradientNorm / wanted.gradientNorm;
  return Math.abs(ratio - 1) <= NORM_BOUND ? null : `a gradient that is ${ratio.toPrecision(3)} times as long`;
}

const isList = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number');

/** That of a bundle's files.json; null where there is none. */
export function readCanary(value: unknown): Canary | null {
  if (typeof value !== 'object' || value === null) return null;
  const { tokens, logProbs, gradientNorm, adapter } = value as Record<string, unknown>;
  const whole = isList(tokens) && isList(logProbs) && tokens.length === logProbs.length;
  if (!whole || typeof gradientNorm !== 'number' || typeof adapter !== 'string') return null;
  return { tokens, logProbs, gradientNorm, adapter };
}

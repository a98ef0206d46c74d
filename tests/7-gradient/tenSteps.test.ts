// What: ten steps against the PyTorch twin: same weights, same tokens, same rewards; everything between them is ours.
//   Compared on Δθ = θ_k − θ_0, for all A and for all B apart.
// Source: pretrain/twin/make_steps.py (TRL's loss_type grpo, clip_grad_norm_, torch.optim.SGD and AdamW, float64).
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { generate } from '../../src/3-rollouts/generate.ts';
import { computeAdvantages } from '../../src/5-advantages/computeAdvantages.ts';
import { computeCoefficients } from '../../src/6-loss/computeCoefficients.ts';
import { computeGradient } from '../../src/7-gradient/gradient.ts';
import { applyUpdate, newOptimizerState } from '../../src/8-update/applyUpdate.ts';
import * as golden from './golden.ts';
import type { GoldenArray, GoldenSegment } from './golden.ts';

interface GoldenRun {
  readonly settings: { readonly lr: number; readonly eps?: number; readonly weight_decay?: number };
  readonly loss: GoldenArray;
  readonly grad_norm: GoldenArray;
  readonly logp: GoldenArray;
  readonly entropy: GoldenArray;
  readonly theta_10: GoldenArray;
}
interface GoldenSteps {
  readonly rank: number;
  readonly alpha: number;
  readonly num_generations: number;
  readonly max_grad_norm: number;
  readonly segments: readonly GoldenSegment[];
  readonly theta_0: GoldenArray;
  readonly tokens: GoldenArray;
  readonly lengths: GoldenArray;
  readonly rewards: GoldenArray;
  readonly advantages: GoldenArray;
  readonly sgd: GoldenRun;
  readonly adamw: GoldenRun;
}

const data = golden.readGolden<GoldenSteps>('steps');
const [STEPS, R, T] = data.tokens.shape as [number, number, number];
const { compute } = golden;

/** Step `s` of an array [10, …]. */
const at = <A extends Float32Array | Int32Array | Float64Array>(array: A, s: number): A =>
  array.slice((array.length / STEPS) * s, (array.length / STEPS) * (s + 1)) as A;

describe('ten steps', () => {
  let policy: OnnxPolicy;
  beforeAll(async () => {
    policy = await golden.goldenPolicy(data);
  });
  afterAll(() => policy.dispose());

  async function train(optim: 'sgd' | 'adamw') {
    const run = data[optim];
    const { lr, eps = 1e-8, weight_decay = 0 } = run.settings;
    const prompts = await golden.goldenPrompts(policy);
    const [tokens, lengths] = [golden.integers(data.tokens), golden.integers(data.lengths)];
    const rewards = golden.floats(data.rewards);
    let theta = golden.floats(data.theta_0);
    let state = newOptimizerState(theta.length);
    for (let s = 0; s < STEPS; s++) {
      const prefix = await policy.prefill(theta, prompts);
      const rollouts = await generate(policy, compute, theta, prefix, {
        generations: data.num_generations,
        maxTokens: T,
        temperature: 1,
        topK: 0,
        topP: 1,
        seed: 0,
        step: s,
        forcedTokens: at(tokens, s),
        forcedLengths: at(lengths, s),
      });
      const reward = at(rewards, s);
      const { advantages, perRollout } = await computeAdvantages(compute, {
        reward,
        lengths: rollouts.lengths,
        maxTokens: T,
        promptCount: prompts.length,
        generations: data.num_generations,
        scaleRewards: 'group',
        baseline: 'group_mean',
      });
      const coefficients = await computeCoefficients(compute, {
        lossType: 'grpo',
        importanceSamplingLevel: 'token',
        epsilon: 0.2,
        epsilonHigh: null,
        delta: null,
        dualClip: null,
        beta: 0,
        klEstimator: 'k3',
        entropyCoef: 0,
        maskTruncatedCompletions: false,
        topEntropyQuantile: 1,
        maxCompletionLength: T,
        oldLogProbs: rollouts.oldLogProbs,
        entropies: rollouts.entropies,
        lengths: rollouts.lengths,
        truncated: rollouts.truncated,
        maxTokens: T,
        advantages,
      });
      const { values, metrics } = await computeGradient(policy, theta, prefix, rollouts, coefficients, 1);
      prefix.dispose();
      const update = await applyUpdate(compute, {
        theta,
        gradient: values,
        state,
        optim,
        learningRate: lr,
        adamBeta1: 0.9,
        adamBeta2: 0.999,
        adamEpsilon: eps,
        weightDecay: weight_decay,
        maxGradNorm: data.max_grad_norm,
      });
      ({ theta, state } = update as { theta: Float32Array<ArrayBuffer>; state: typeof state });
      const step = `${optim}, step ${s}`;
      expect(golden.largestGap(perRollout, at(golden.numbers(data.advantages), s)), step).toBeLessThan(2e-3);
      expect(metrics['sampling/sampling_logp_difference/max'], step).toBeLessThan(1e-4);
      const norm = golden.numbers(run.grad_norm)[s]!;
      expect(Math.abs(update.gradNorm - norm), step).toBeLessThan(1e-6 + 2e-3 * norm);
      expect(Math.abs(coefficients.loss - golden.numbers(run.loss)[s]!), step).toBeLessThan(1e-3);
      expect(golden.largestGap(rollouts.oldLogProbs, at(golden.numbers(run.logp), s)), step).toBeLessThan(5e-3);
      expect(golden.largestGap(rollouts.entropies, at(golden.numbers(run.entropy), s)), step).toBeLessThan(5e-3);
    }
    const start = golden.floats(data.theta_0);
    const target = golden.numbers(run.theta_10);
    return (kind: 'lora_A' | 'lora_B'): number => {
      const ours: number[] = [];
      const theirs: number[] = [];
      for (const { name, offset, shape } of data.segments) {
        if (!name.includes(kind)) continue;
        const end = offset + shape.reduce((a, b) => a * b, 1);
        for (let i = offset; i < end; i++) {
          ours.push(theta[i]! - start[i]!);
          theirs.push(target[i]! - start[i]!);
        }
      }
      return golden.relativeError(ours, theirs);
    };
  }

  it.each([
    ['sgd', 1e-3],
    ['adamw', 3e-2],
  ] as const)('%s moves θ as PyTorch does (‖Δ − Δ*‖/‖Δ*‖ ≤ %f)', async (optim, tolerance) => {
    expect(R).toBe(2 * data.num_generations);
    const error = await train(optim);
    const [a, b] = [error('lora_A'), error('lora_B')];
    console.info(`${optim}: A ${a.toExponential(2)}, B ${b.toExponential(2)}`);
    expect(a).toBeLessThan(tolerance);
    expect(b).toBeLessThan(tolerance);
  });
});

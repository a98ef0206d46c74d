// What: several updates on the same answers (num_iterations): θ, loss, KL, entropy and clipping of each against a hand-written
// loop (stepOracle.ts). It proves the wiring of the step: which θ a pass is run with, which prefix, which old log-probs, which
// reference, which entropies. Two steps, so that the reference (θ = 0) is not the θ that samples.
import { afterAll, describe, expect, test } from 'vitest';
import { bundleFiles, NodeSession, pictureOf, policyIn, prompt, TINY, tinyConfig } from './nodeSession.ts';
import { oracleStep, preparedPrompt } from './stepOracle.ts';
import type { OracleLoss, OracleUpdate } from './stepOracle.ts';

const open: NodeSession[] = [];
afterAll(async () => {
  for (const session of open) await session.close();
});

/** Rounding is the smallest with the network in float32; a 4-bit one would hide nothing, only blur. */
const float32 = () => Object.fromEntries(Object.entries(bundleFiles(TINY)).filter(([path]) => !path.includes('_q4')));

const LOSS: OracleLoss = {
  ...{ lossType: 'grpo', importanceSamplingLevel: 'token', epsilon: 0.05, epsilonHigh: null, delta: null },
  ...{ dualClip: null, beta: 0.1, klEstimator: 'k3', entropyCoef: 0.01 },
  ...{ maskTruncatedCompletions: false, topEntropyQuantile: 1 },
};
const LEAVES = {
  ...{ num_iterations: '2', beta: '0.1', entropy_coef: '0.01', epsilon: '0.05', temperature: '0.8' },
  ...{ learning_rate: '1', max_grad_norm: '0.3', max_completion_length: '8', reward_funcs: 'lengthWindow' },
};
const SETTINGS = { updates: 2, maxTokens: 8, temperature: 0.8, learningRate: 1, maxGradNorm: 0.3 };

const mean = (updates: readonly OracleUpdate[], name: keyof OracleUpdate) =>
  updates.reduce((sum, update) => sum + update[name], 0) / updates.length;
const largestGap = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe.each([
  ['the loss of a mean over answers', {}, {}],
  [
    'a mean over tokens, only the most uncertain ones',
    { loss_type: 'dapo', top_entropy_quantile: '0.6' },
    { lossType: 'dapo', topEntropyQuantile: 0.6 },
  ],
  ['the ratio of whole answers', { importance_sampling_level: 'sequence' }, { importanceSamplingLevel: 'sequence' }],
] as const)('%s', (_name, leaves, change) => {
  test('θ after two updates is that of the hand-written loop, in two steps', { timeout: 300_000 }, async () => {
    const session = await NodeSession.ready(tinyConfig({ ...LEAVES, ...leaves }), undefined, float32());
    open.push(session);
    const ids = ['a', 'b'];
    await session.must({ type: 'setPrompts', prompts: ids.map((id) => prompt(id)) });
    const { engine } = session;
    const prepared = new Map(
      await Promise.all(
        ids.map(
          async (id) => [id, await preparedPrompt(engine, await pictureOf(prompt(id)), `where is ${id}?`)] as const,
        ),
      ),
    );
    const loss = { ...LOSS, ...change };
    for (const step of [1, 2]) {
      const before = policyIn(await session.checkpoint());
      await session.must({ type: 'step' });
      const after = policyIn(await session.checkpoint());
      const { groups, point } = session.of('stepDone').at(-1)!;
      expect(groups.flatMap(({ rollouts }) => rollouts).some(({ advantage }) => Math.abs(advantage) > 0.1)).toBe(true);
      const prompts = groups.map(({ promptId }) => prepared.get(promptId)!);
      const { theta, updates } = await oracleStep(engine.policy, before.theta, prompts, groups, { ...SETTINGS, loss });
      // Both updates moved θ by far more than the tolerance.
      expect(largestGap(after.theta, before.theta)).toBeGreaterThan(0.02);
      expect(largestGap(after.theta, theta)).toBeLessThan(1e-5);
      if (step === 1) expect(updates[0]!.kl, 'a fresh adapter is the reference').toBeLessThan(1e-9);
      else expect(updates[0]!.kl).toBeGreaterThan(1e-3);
      for (const name of ['loss', 'entropy', 'kl'] as const)
        expect(Math.abs(point.metrics[name]! - mean(updates, name)), name).toBeLessThan(2e-5);
      if (loss.importanceSamplingLevel === 'token') {
        expect(point.metrics['clip_ratio/region_mean']).toBeCloseTo(mean(updates, 'clipped'), 6);
        expect(mean(updates, 'clipped')).toBeGreaterThan(0.05);
      }
      expect(Math.abs(point.metrics['grad_norm']! - mean(updates, 'gradNorm'))).toBeLessThan(1e-4);
    }
  });
});

// What: a sampled step on the tiny policy for the tests of loss terms: its rollouts, what lies behind a view, and dL/dθ of a term
// against central differences of its loss along a random direction.
import { expect } from 'vitest';
import { termGradients } from '../../../src/7-gradient/termGradients.ts';
import { blocksIn } from '../../../src/blocks/registry.ts';
import type { Inner, Term } from '../../../src/blocks/step.ts';
import { setLeaf } from '../../../src/config/setLeaf.ts';
import { ReferenceCompute } from '../../../src/gpu/referenceCompute.ts';
import { sampledStep } from '../../../src/training/step/sampleRollouts.ts';
import { Lcg, openPolicy } from '../../2-policy/tinyPolicy.ts';
import { tinyConfig } from '../../training/nodeSession.ts';
import { openStep } from '../../training/tinyStep.ts';

export const MASKED = setLeaf(tinyConfig({ temperature: '0.8' }), 'views', 'patchDrop:masked');

export interface Passes {
  readonly drawn: Float32Array;
  readonly masked: Float32Array;
}
/** The loss that a term states: `moving` under the θ that is differentiated, `still` under that of the step. */
export type StatedLoss = (moving: Passes, still: Passes) => number;

export async function tinyTerms(right: Float32Array) {
  const compute = new ReferenceCompute();
  const policy = await openPolicy({ compute });
  const step = openStep({ policy, compute }, { config: MASKED });
  const { rollouts } = await blocksIn('sampler').get('group')!.sample(step, { as: 'group' });
  const bare = sampledStep(step, { rollouts, signals: new Map(), units: {} });
  const own = { as: 'masked', view: 'masked', vector: 'policy' };
  const probed = await blocksIn('probe')
    .get('logProb')!
    .probe(bare, own as never);
  const signals = new Map([...probed, ['reward/right', { shape: 'rollout', values: right }] as const]);
  const { lengths, maxTokens, oldLogProbs, entropies } = rollouts;
  const mask = oldLogProbs.map((_, i) => (i % maxTokens < lengths[Math.floor(i / maxTokens)]! ? 1 : 0));
  const tokens = mask.reduce((sum, value) => sum + value, 0);
  const inner: Inner = {
    ...sampledStep(step, { rollouts, signals, units: {} }),
    ...{ columns: [], weights: [], tokenSpans: new Int32Array(), spanNames: [] },
    ...{ update: 0, advantages: new Float32Array(mask.length), now: { logProbs: oldLogProbs, entropies } },
    ...{ mask, normaliser: () => tokens },
  };

  /** Log-probs of the sampled tokens under another θ. */
  async function under(theta: Float32Array): Promise<Passes> {
    const other = openStep({ policy, compute }, { config: MASKED, vectors: new Map([['policy', { theta }]]) });
    const behind = async (view: string) =>
      (await policy.score(theta, await other.prefix(view, 'policy'), rollouts.rows, 0.8)).logProbs;
    const made = { drawn: await behind('drawn'), masked: await behind('masked') };
    other.free();
    return made;
  }

  /** Mean over the tokens that count, each rollout with its weight. */
  function meanOf(valueAt: (i: number) => number, weights?: Float32Array): number {
    let [sum, count] = [0, 0];
    mask.forEach((is, i) => {
      const weight = is * (weights?.[Math.floor(i / maxTokens)] ?? 1);
      if (weight === 0) return;
      sum += weight * valueAt(i);
      count += weight;
    });
    return sum / count;
  }

  async function checkGradient(made: readonly Term[], loss: StatedLoss, rows: readonly string[]): Promise<void> {
    const theta = step.vectors.get('policy')!;
    const still = await under(theta);
    expect(made.map((term) => term.rows.id)).toEqual(rows);
    expect(made.reduce((sum, term) => sum + term.loss, 0)).toBeCloseTo(loss(still, still), 5);
    const gradient = (await termGradients(policy, step.vectors, made, 0.8)).gradients.get('policy')!;
    const random = new Lcg(5);
    const direction = gradient.map((slope) => 0.3 * Math.sign(slope) * Math.abs(random.next()) + 0.3 * random.next());
    const at = async (size: number) => loss(await under(theta.map((value, i) => value + size * direction[i]!)), still);
    const size = 2e-4;
    const difference = ((await at(size)) - (await at(-size))) / (2 * size);
    const expected = gradient.reduce((sum, slope, i) => sum + slope * direction[i]!, 0);
    expect(Math.abs(difference - expected)).toBeLessThan(2e-3 + 0.01 * Math.abs(difference));
    if (made.some(({ coef }) => coef.some((value) => value !== 0))) expect(Math.abs(expected)).toBeGreaterThan(0.05);
    else expect(gradient.every((slope) => slope === 0)).toBe(true);
  }

  async function close(): Promise<void> {
    step.free();
    await policy.dispose();
  }
  return { inner, meanOf, checkGradient, close };
}

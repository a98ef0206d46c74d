// What: symmetric KL: the kernel against its reference and two KLs written out; the probe on the tiny policy against the log-probs
// of the whole vocabulary from its score pass.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { symmetricKl } from '../../src/3-rollouts/symmetricKl.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { OpenStep } from '../../src/training/step/openStep.ts';
import { sampledStep } from '../../src/training/step/sampleRollouts.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { newCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { tinyConfig } from '../training/nodeSession.ts';
import { countingPolicy, openStep, place, vectorsFor } from '../training/tinyStep.ts';

const caseOf = (logits: Float32Array, otherLogits: Float32Array, rows: number, temperature = 1) => ({
  kernel: '3-rollouts/symmetricKl',
  params: { rows, vocabSize: logits.length / rows, temperature },
  inputs: { logits, otherLogits },
  outputs: { divergences: rows },
  dispatch: { workgroups: rows },
});

it.each([
  [1, 1, 1],
  [1, 64, 0],
  [3, 65, 0.7],
  [70, 500, 1],
])('the kernel agrees with its reference: %i rows of %i tokens at %f', async (rows, vocabSize, temperature) => {
  const random = randomInputs();
  const [p, q] = [random.floats(rows * vocabSize), random.floats(rows * vocabSize)];
  p.forEach((x, i) => (p[i] = 3 * x));
  if (vocabSize > 1) p[0] = q[0] = -Infinity; // forbidden in both
  await checkKernel({
    ...caseOf(p, q, rows, temperature),
    compute: await newCompute(true),
    tolerance: { abs: 2e-5, rel: 1e-4 },
  });
});

it('is the mean of the two KLs: 0 for equal rows and shifted logits, the same both ways', async () => {
  const [p, q] = [Float32Array.of(1, 0, -2, 0.5), Float32Array.of(-1, 2, 0, 0)];
  const run = async (a: Float32Array, b: Float32Array, temperature = 1) =>
    (await symmetricKl(new ReferenceCompute(), a, b, { rows: 1, vocabSize: 4, temperature }))[0]!;
  const softmax = (x: Float32Array, tau: number) => {
    const e = [...x].map((value) => Math.exp(value / tau));
    return e.map((value) => value / e.reduce((sum, own) => sum + own, 0));
  };
  const kl = (a: number[], b: number[]) => a.reduce((sum, own, v) => sum + own * Math.log(own / b[v]!), 0);
  for (const tau of [1, 0.5]) {
    const [a, b] = [softmax(p, tau), softmax(q, tau)];
    expect(await run(p, q, tau)).toBeCloseTo((kl(a, b) + kl(b, a)) / 2, 6);
  }
  expect(
    await run(
      p,
      p.map((x) => x + 3),
    ),
  ).toBeCloseTo(0, 6);
  expect(await run(q, p)).toBeCloseTo(await run(p, q), 6);
});

describe('probe', () => {
  const block = blocksIn('probe').get('symmetricKl')!;
  const compute = new ReferenceCompute();
  const config = setLeaf(setLeaf(tinyConfig({ temperature: '0.8' }), 'views', 'patchDrop:noisy'), 'noisy.p', '1');
  const drawn = [place('a'), place('a', { view: 'noisy' }), place('b', { view: 'noisy' })];
  let policy: OnnxPolicy;
  let counted: ReturnType<typeof countingPolicy>;
  let step: OpenStep;
  beforeAll(async () => {
    policy = await openPolicy({ compute });
    counted = countingPolicy(policy);
    step = openStep({ policy: counted.policy, compute }, { config, drawn, vectors: vectorsFor(policy) });
  });
  afterAll(async () => {
    step.free();
    await policy.dispose();
  });

  it('is that of the whole vocabulary along the sampled tokens, and 0 where the place was asked behind that view', async () => {
    const { rollouts } = await blocksIn('sampler').get('group')!.sample(step, { as: 'group' });
    const own = sampledStep(step, { rollouts, signals: new Map(), units: {} });
    const clean = await step.prefix('clean', 'policy');
    const before = counted.open.size;
    const found = await block.probe(own, { as: 'clean', view: 'clean' } as never);
    expect(counted.open.size, 'its own prefixes are freed').toBe(before);
    const { values } = found.get('clean/symmetricKl')!;
    const { generations: G, maxTokens: T, rows, lengths } = rollouts;
    const V = policy.info.vocabSize;
    const ids = Int32Array.from({ length: lengths.length * T * V }, (_, i) => i % V);
    const theta = step.vectors.get('policy')!;
    const all = async (prefix: typeof clean) =>
      (await policy.score(theta, prefix, { ...rows, ids, idsPerToken: V }, 0.8)).logProbs;
    const [p, q] = [await all(clean), await all(await step.prefix('drawn', 'policy'))];
    let most = 0;
    for (let i = 0; i < values.length; i++) {
      const r = Math.floor(i / T);
      let sum = 0;
      for (let v = i * V; v < (i + 1) * V; v++) sum += (Math.exp(p[v]!) - Math.exp(q[v]!)) * (p[v]! - q[v]!);
      const expected = r < G || i % T >= lengths[r]! ? 0 : sum / 2;
      expect(values[i], `rollout ${r}, token ${i % T}`).toBeCloseTo(expected, 4);
      most = Math.max(most, expected);
    }
    expect(most).toBeGreaterThan(1e-3);
    const { [`clean/symmetricKl/mean`]: mean } = block.count!(own, found, { as: 'clean', view: 'clean' } as never);
    const tokens = lengths.subarray(G).reduce((sum, length) => sum + length, 0);
    expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / tokens, 6);
  });

  it('makes no pass where every place was asked behind that view, and is derived for views alone', async () => {
    const plain = openStep({ policy: counted.policy, compute }, { config, vectors: vectorsFor(policy) });
    const { rollouts } = await blocksIn('sampler').get('group')!.sample(plain, { as: 'group' });
    const made = counted.prefills.length;
    const own = sampledStep(plain, { rollouts, signals: new Map(), units: {} });
    const { values } = (await block.probe(own, { as: 'x', view: 'clean' } as never)).get('x/symmetricKl')!;
    expect(Math.max(...values)).toBe(0);
    expect(counted.prefills).toHaveLength(made);
    plain.free();
    const names = { views: ['drawn', 'clean', 'noisy'], vectors: ['policy', 'ema'] };
    expect(block.derive!('noisy/symmetricKl', names)).toEqual({ as: 'noisy', view: 'noisy' });
    expect(block.derive!('ema/symmetricKl', names)).toBeNull();
  });
});

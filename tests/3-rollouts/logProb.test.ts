// What: probe "logProb" on the tiny policy: the sampler's own log-probs again, and others behind another view or another vector.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Signals } from '../../src/blocks/signals.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { OpenStep } from '../../src/training/step/openStep.ts';
import { sampledStep } from '../../src/training/step/sampleRollouts.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { greyPicture, openStep, place, vectorsFor } from '../training/tinyStep.ts';
import { tinyConfig } from '../training/nodeSession.ts';

const block = blocksIn('probe').get('logProb')!;
const compute = new ReferenceCompute();
const config = setLeaf(setLeaf(tinyConfig({ temperature: '0.8' }), 'views', 'patchDrop:masked'), 'masked.p', '1');
let policy: OnnxPolicy;
let step: OpenStep;
beforeAll(async () => {
  policy = await openPolicy({ compute });
  step = openStep({ policy, compute }, { config, vectors: vectorsFor(policy, ['ema']) });
});
afterAll(async () => {
  step.free();
  await policy.dispose();
});

async function probed(view: string, vector: string, open = step) {
  const sampler = blocksIn('sampler').get('group')!;
  const { rollouts } = await sampler.sample(step, { as: 'group' });
  const sampled = sampledStep(open, { rollouts, signals: new Map(), units: {} });
  const signals: Signals = await block.probe(sampled, { as: 'x', view, vector } as never);
  expect([...signals.keys()]).toEqual(block.gives({ as: 'x', view, vector } as never));
  for (const { shape, values } of signals.values()) {
    expect(shape).toBe('token');
    expect(values).toHaveLength(rollouts.lengths.length * rollouts.maxTokens);
  }
  return { rollouts, logProb: signals.get('x/logProb')!.values, entropy: signals.get('x/entropy')!.values };
}
const gap = (a: Float32Array, b: Float32Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

describe('probe', () => {
  it('gives the log-probs and entropies of the sampler behind its own view and vector', async () => {
    const { rollouts, logProb, entropy } = await probed('drawn', 'policy');
    expect(gap(logProb, rollouts.oldLogProbs)).toBeLessThan(1e-4);
    expect(gap(entropy, rollouts.entropies)).toBeLessThan(1e-4);
  });

  it.each(['frozen', 'ema'])('scores under %s as a step does whose policy that vector is', async (vector) => {
    const theta = step.vectors.get(vector)!;
    const other = openStep({ policy, compute }, { config, vectors: new Map([['policy', { theta }]]) });
    const { rollouts, logProb } = await probed('drawn', vector);
    expect(gap(logProb, rollouts.oldLogProbs)).toBeGreaterThan(1e-3);
    expect(gap(logProb, (await probed('drawn', 'policy', other)).logProb)).toBeLessThan(1e-5);
    other.free();
  });

  it('scores behind a view as a step does whose pictures look like that', async () => {
    const { rollouts, logProb } = await probed('masked', 'policy');
    expect(gap(logProb, rollouts.oldLogProbs)).toBeGreaterThan(1e-3);
    const drawn = ['a', 'b'].map((id) =>
      place(id, { prompt: { id, pictures: [greyPicture(`${id}, dark`, 0)], split: 'train' } }),
    );
    const dark = openStep({ policy, compute }, { config, drawn });
    expect(gap(logProb, (await probed('drawn', 'policy', dark)).logProb)).toBeLessThan(1e-4);
    dark.free();
  });
});

describe('derive', () => {
  const names = { views: ['drawn', 'clean', 'masked'], vectors: ['policy', 'frozen', 'ema'] };
  it.each([
    ['ref/logProb', { as: 'ref', view: 'drawn', vector: 'frozen' }],
    ['ref/entropy', { as: 'ref', view: 'drawn', vector: 'frozen' }],
    ['masked/logProb', { as: 'masked', view: 'masked', vector: 'policy' }],
    ['ema/entropy', { as: 'ema', view: 'drawn', vector: 'ema' }],
    ['ema/divergence', null],
    ['other/logProb', null],
    ['logProb', null],
  ] as const)('%s', (signal, own) => {
    expect(block.derive!(signal, names)).toEqual(own);
    if (own) expect(block.gives(own as never)).toContain(signal);
  });
});

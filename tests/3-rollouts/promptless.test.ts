// What: probe "promptless" on the tiny policy: as a step scores whose places ask nothing, or show nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Drawn } from '../../src/blocks/step.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { OpenStep } from '../../src/training/step/openStep.ts';
import { sampledStep } from '../../src/training/step/sampleRollouts.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { tinyConfig } from '../training/nodeSession.ts';
import { countingPolicy, openStep, place, vectorsFor } from '../training/tinyStep.ts';

const block = blocksIn('probe').get('promptless')!;
const compute = new ReferenceCompute();
const config = tinyConfig({ temperature: '0.8' });
const drawn = [place('a', { text: 'what is red here?' }), place('b')];
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

async function sampled() {
  const { rollouts } = await blocksIn('sampler').get('group')!.sample(step, { as: 'group' });
  return sampledStep(step, { rollouts, signals: new Map(), units: {} });
}
const gap = (a: Float32Array, b: Float32Array) => Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));

/** The same rows behind the prompts of other places, written out here. */
async function behind(places: readonly Drawn[], { rollouts }: Awaited<ReturnType<typeof sampled>>) {
  const other = openStep({ policy, compute }, { config, drawn: places, vectors: vectorsFor(policy) });
  const prefix = await other.prefix('drawn', 'policy');
  const { rows } = rollouts;
  const inputTokens = rows.inputTokens.map((id, i) =>
    i % rows.maxTokens === 0 ? prefix.lastTokens[Math.floor(i / rows.maxTokens / rows.generations)]! : id,
  );
  const made = await policy.score(other.vectors.get('policy')!, prefix, { ...rows, inputTokens }, 0.8);
  other.free();
  return made;
}
const noPicture = (own: Drawn): Drawn => ({ ...own, prompt: { ...own.prompt, pictures: [] } });

describe('promptless', () => {
  it.each([
    ['question', drawn.map((own) => ({ ...own, text: '' }))],
    ['picture', drawn.map(noPicture)],
    ['both', drawn.map((own) => ({ ...noPicture(own), text: '' }))],
  ] as const)('without the %s: as a step without it', async (without, places) => {
    const own = await sampled();
    const open = counted.open.size;
    const found = await block.probe(own, { as: 'x', without } as never);
    expect(counted.open.size, 'its own prefix is freed').toBe(open);
    expect([...found.keys()]).toEqual(block.gives({ as: 'x', without } as never));
    const { logProbs, entropies } = await behind(places, own);
    expect(gap(found.get('x/logProb')!.values, logProbs)).toBeLessThan(1e-5);
    expect(gap(found.get('x/entropy')!.values, entropies)).toBeLessThan(1e-5);
    expect(gap(found.get('x/logProb')!.values, own.rollouts.oldLogProbs)).toBeGreaterThan(1e-3);
  });

  it('the three are not the same, and the rollouts stay as they are', async () => {
    const own = await sampled();
    const before = own.rollouts.rows.inputTokens.slice();
    const made = await Promise.all(
      ['question', 'picture', 'both'].map(async (without) =>
        String((await block.probe(own, { as: 'x', without } as never)).get('x/logProb')!.values),
      ),
    );
    expect(new Set(made).size).toBe(3);
    expect(own.rollouts.rows.inputTokens).toEqual(before);
  });

  it('begins every row with the last token of what is left of its prompt', async () => {
    const own = await sampled();
    const fed: Int32Array[] = [];
    const stub = {
      ...{
        tokenizer: policy.tokenizer,
        prefill: () => Promise.resolve({ lastTokens: [5, 6], dispose: () => undefined }),
      },
      score: (_theta: unknown, _prefix: unknown, { inputTokens }: { inputTokens: Int32Array }) => {
        fed.push(inputTokens);
        return Promise.resolve({ logProbs: new Float32Array(0), entropies: new Float32Array(0) });
      },
    };
    await block.probe(Object.assign({}, own, { policy: stub, vectors: step.vectors }), {
      as: 'x',
      without: 'both',
    } as never);
    const { maxTokens, inputTokens } = own.rollouts.rows;
    fed[0]!.forEach((id, i) => {
      if (i % maxTokens > 0) expect(id).toBe(inputTokens[i]);
      else expect(id).toBe(i / maxTokens < 4 ? 5 : 6);
    });
  });

  it('names the prompt of which nothing is left', async () => {
    const own = await sampled();
    const tokenizer = { ...policy.tokenizer, encodePrompt: () => new Int32Array(0) };
    const bare = Object.assign({}, own, { policy: { ...policy, tokenizer }, vectors: step.vectors });
    await expect(block.probe(bare, { as: 'x', without: 'both' } as never)).rejects.toThrow(
      /x leaves nothing of prompt a: .*Set x.without to question/,
    );
  });

  it('runs by itself under three names, and under no other', () => {
    const names = { views: ['drawn', 'clean'], vectors: ['policy', 'frozen'] };
    const derived = (signal: string) => block.derive!(signal, names);
    expect(derived('noQuestion/logProb')).toEqual({ as: 'noQuestion', without: 'question' });
    expect(derived('noPicture/entropy')).toEqual({ as: 'noPicture', without: 'picture' });
    expect(derived('noPrompt/logProb')).toEqual({ as: 'noPrompt', without: 'both' });
    for (const signal of ['noQuestion/divergence', 'toString/logProb', 'logProb', 'masked/logProb'])
      expect(derived(signal)).toBeNull();
  });
});

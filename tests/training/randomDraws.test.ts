// What: which counters the kernels of a run are called with: every prompt has patches of its own, another step has others, and
// the held-out prompts are sampled with another key than the training. The calls are seen at the compute, below every stage.
import { afterEach, describe, expect, test } from 'vitest';
import type { DeviceArray, KernelRun, KernelSource } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { NodeSession, prompt, tinyConfig } from './nodeSession.ts';

class WatchedCompute extends ReferenceCompute {
  readonly calls: { readonly kernel: string; readonly params: Readonly<Record<string, number>> }[] = [];
  override run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> {
    if (typeof kernel === 'string') this.calls.push({ kernel, params: run.params });
    return super.run(kernel, run);
  }
  /** Parameters of the calls of a kernel since the last time. */
  take(kernel: string) {
    const found = this.calls.filter((call) => call.kernel === kernel).map(({ params }) => params);
    this.calls.length = 0;
    return found;
  }
}

let session: NodeSession;
afterEach(() => session.close());
async function ready(leaves: Readonly<Record<string, string>>): Promise<WatchedCompute> {
  const compute = new WatchedCompute();
  session = await NodeSession.ready(tinyConfig(leaves), () => Promise.resolve(compute));
  compute.calls.length = 0;
  return compute;
}

describe('patches', () => {
  const leaves = { probe_view_logps: 'true', probe_view: 'patch_drop', patch_size: '8', patch_drop_probability: '0.5' };

  test('a row of the counter for each prompt of a step, and the step in it', { timeout: 300_000 }, async () => {
    const compute = await ready({ ...leaves, generation_batch_size: '12', seed: '7' });
    for (const step of [0, 1]) {
      await session.must({ type: 'step' });
      const drops = compute.take('1-image/patchDrop');
      expect(drops.map(({ row }) => row).sort()).toEqual([0, 1, 2]);
      expect(drops.map((params) => params['step'])).toEqual([step, step, step]);
      expect(drops.map(({ seedLow, seedHigh }) => [seedLow, seedHigh])).toEqual(drops.map(() => [7, 0]));
    }
  });

  test(
    'two prompts with one picture lose different patches, and what is looked at later is what was drawn',
    { timeout: 300_000 },
    async () => {
      await ready(leaves);
      const images = [new Blob([Uint8Array.of(90)])];
      await session.must({ type: 'setPrompts', prompts: ['a', 'b'].map((id) => prompt(id, { images })) });
      await session.must({ type: 'step' });
      const views: string[] = [];
      for (const group of [0, 1]) {
        await session.must({ type: 'inspectGroup', step: 1, group, views: true });
        const seen = session.of('groupInspected').at(-1)!;
        expect(seen.views.map(({ kind }) => kind)).toEqual(['clean', 'patchDrop']);
        views.push(...seen.views.map(({ rgba }) => rgba.join()));
        const { rollouts } = session.of('stepDone')[0]!.groups[group]!;
        rollouts.forEach(({ signals }, g) =>
          signals!['view/logProb']!.forEach((value, t) => expect(seen.viewLogProbs![g]![t]).toBeCloseTo(value, 4)),
        );
      }
      expect(views[2]).toBe(views[0]); // the clean pictures are equal
      expect(views[3]).not.toBe(views[1]);
    },
  );
});

describe('the sampler', () => {
  const key = ({ seedLow, seedHigh, step }: Readonly<Record<string, number>>) => `${seedHigh} ${seedLow} ${step}`;

  test('held-out answers have a key of their own, another one after every step', { timeout: 300_000 }, async () => {
    const compute = await ready({ eval_steps: '1', num_generations_eval: '3', seed: '5' });
    const prompts = [prompt('a'), prompt('h', { split: 'heldOut' })];
    await session.must({ type: 'setPrompts', prompts });
    const held: string[] = [];
    for (const step of [0, 1]) {
      await session.must({ type: 'step' });
      const draws = compute.take('3-rollouts/sampleTokens');
      const training = draws.filter(({ rows }) => rows === 8);
      const sampled = draws.filter(({ rows, temperature }) => rows === 3 && temperature! > 0);
      expect(training.length).toBeGreaterThan(0);
      expect(sampled.length).toBeGreaterThan(0);
      expect(new Set(training.map(key))).toEqual(new Set([`0 5 ${step}`]));
      for (const { seedHigh } of sampled) expect(seedHigh).toBeGreaterThan(0); // no seed of a visitor is that large
      held.push(...new Set(sampled.map(key)));
    }
    expect(held).toHaveLength(2);
    expect(new Set(held).size).toBe(2);
  });

  test('samples on request have that key, too; the greedy answer needs none', { timeout: 300_000 }, async () => {
    const compute = await ready({});
    await session.must({ type: 'evaluate', tag: 'now', generations: 2 });
    const draws = compute.take('3-rollouts/sampleTokens');
    const sampled = draws.filter(({ temperature }) => temperature! > 0);
    expect(draws.length).toBeGreaterThan(sampled.length);
    expect(sampled.length).toBeGreaterThan(0);
    for (const { seedHigh } of sampled) expect(seedHigh).toBeGreaterThan(0);
  });
});

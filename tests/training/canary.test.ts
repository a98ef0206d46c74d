// What: the canary at load: what counts as the same numbers, and what happens on a GPU that gives others.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../src/2-policy/types.ts';
import { createCompute } from '../../src/gpu/requestDevice.ts';
import { canaryOfFolder } from '../../src/headless/canaryOfFolder.ts';
import { ROOT } from '../../src/headless/project.mjs';
import { canaryDifference, canaryOf, readCanary } from '../../src/training/session/canary.ts';
import type { Canary } from '../../src/training/session/canary.ts';
import { EngineHolder } from '../../src/training/session/engineHolder.ts';
import type { LoadRequest } from '../../src/training/session/engineHolder.ts';
import { loadPolicyOf } from '../../src/training/session/enginePolicy.ts';
import type { EngineEvent } from '../../src/training/protocol.ts';
import { bundleFiles, TINY, tinyConfig } from './nodeSession.ts';

const own: Canary = { tokens: [5, 7], logProbs: [-0.5, -0.25], gradientNorm: 2, adapter: '2 4 q_proj' };

describe('two canaries', () => {
  test.each<[string, Partial<Canary>, string | null]>([
    ['the same', {}, null],
    ['rounding', { logProbs: [-0.51, -0.24], gradientNorm: 2.03 }, null],
    ['another token', { tokens: [5, 8] }, 'another token at place 2 of its answer'],
    ['fewer tokens', { tokens: [5], logProbs: [-0.5] }, 'another token at place 2 of its answer'],
    ['more tokens', { tokens: [5, 7, 9], logProbs: [-0.5, -0.25, 0] }, 'another token at place 3 of its answer'],
    ['other likelihoods', { logProbs: [-0.5, -0.29] }, 'log-probabilities that are off by 0.040'],
    ['not a number', { logProbs: [-0.5, NaN] }, 'log-probabilities that are off by NaN'],
    ['a longer gradient', { gradientNorm: 2.1 }, 'a gradient that is 1.05 times as long'],
    ['no gradient', { gradientNorm: 0 }, 'a gradient that is 0.00 times as long'],
    ['a gradient that is not a number', { gradientNorm: NaN }, 'a gradient that is NaN times as long'],
    ['another adapter, whose gradient says nothing', { gradientNorm: 9, adapter: '4 8 q_proj' }, null],
  ])('%s', (_, seen, difference) => expect(canaryDifference({ ...own, ...seen }, own)).toBe(difference));

  test('of a file are read, or are none', () => {
    expect(readCanary({ ...own, more: 1 })).toEqual(own);
    for (const odd of [
      undefined,
      null,
      'x',
      {},
      { ...own, tokens: [] },
      { ...own, logProbs: [1] },
      { ...own, adapter: 3 },
    ])
      expect(readCanary(odd)).toBeNull();
  });
});

const MODELS = join(ROOT, 'public', 'models');
const shipped = readdirSync(MODELS).filter((name) => existsSync(join(MODELS, name, 'files.json')));

test.each(shipped)('models/%s gives the numbers of its files.json on WASM', { timeout: 300_000 }, async (name) => {
  const { canary } = JSON.parse(readFileSync(join(MODELS, name, 'files.json'), 'utf8')) as { canary?: unknown };
  const wanted = readCanary(canary);
  expect(wanted, 'no canary: run src/headless/canary.ts').not.toBeNull();
  const seen = await canaryOfFolder(join(MODELS, name));
  expect(canaryDifference(seen, wanted!)).toBeNull();
  expect(seen.adapter).toBe(wanted!.adapter);
});

/** The tiny policy on WASM that calls itself a GPU, with numbers that may be spoilt. */
async function holderOf(spoil: (policy: Policy) => Policy, canary: (honest: Canary) => Canary | null) {
  const config = tinyConfig({ provider: 'webgpu' });
  const honest = tinyConfig({ provider: 'wasm' });
  const files = bundleFiles(TINY);
  const load = (request: LoadRequest) => loadPolicyOf({ ...request, config: honest, files, emit: () => undefined });
  const compute = () => createCompute({ gpu: null });
  const first = { compute: await compute(), config, files, emit: () => undefined };
  const policy = await load(first);
  const stored = canary(await canaryOf({ compute: first.compute, policy }, config));
  await policy.dispose();
  const events: EngineEvent[] = [];
  const loads: string[] = [];
  let ask: ((wanted: Canary | null) => void) | null = null;
  const parts = {
    createCompute: compute,
    loadPolicy: async (request: LoadRequest) => {
      const { provider } = request.config.engine;
      loads.push(provider);
      const real = await load(request);
      const isGpu = provider === 'webgpu';
      const info = { ...real.info, provider: isGpu ? ('webgpu' as const) : ('wasm' as const), canary: stored };
      const dressed = Object.assign(Object.create(real) as Policy, { info });
      return isGpu ? spoil(dressed) : dressed;
    },
    wasmCanary: () => new Promise<Canary | null>((resolve) => (ask = resolve)),
  };
  const holder = new EngineHolder(parts, (event) => events.push(event));
  held.push(holder);
  const told = () => events.flatMap((event) => (event.type === 'error' ? [event.message] : []));
  return {
    holder,
    loads,
    told,
    load: () => holder.load(config, files),
    answer: (wanted: Canary | null) => ask?.(wanted),
  };
}
const held: EngineHolder[] = [];
afterEach(async () => {
  for (const holder of held.splice(0)) await holder.unload();
});

const honest = (policy: Policy) => policy;
const spoilt = (policy: Policy): Policy =>
  Object.assign(Object.create(policy) as Policy, {
    gradient: async (...args: Parameters<Policy['gradient']>) => {
      const given = await policy.gradient(...args);
      return { ...given, gradient: given.gradient.map((value) => value * 3) };
    },
  });

describe('at load', () => {
  test('a GPU with the right numbers is kept, without a word', async () => {
    const { load, loads, told } = await holderOf(honest, (canary) => canary);
    expect((await load()).policy.info.provider).toBe('webgpu');
    expect(loads).toEqual(['webgpu']);
    expect(told()).toEqual([]);
  });

  test('a GPU with other numbers gives way to WASM, is named once, and is not tried again', async () => {
    const { load, loads, told } = await holderOf(spoilt, (canary) => canary);
    expect((await load()).policy.info.provider).toBe('wasm');
    expect(loads).toEqual(['webgpu', 'wasm']);
    expect(told()).toEqual([
      'This GPU does not compute what the model should give (a gradient that is 3.00 times as long); the network runs on WASM instead.',
    ]);
    await load();
    expect(loads).toEqual(['webgpu', 'wasm', 'wasm']);
  });

  test('a GPU that fails gives way, too', async () => {
    const failing = (policy: Policy): Policy =>
      Object.assign(Object.create(policy) as Policy, { prefill: () => Promise.reject(new Error('no such kernel')) });
    const { load, told } = await holderOf(failing, (canary) => canary);
    expect((await load()).policy.info.provider).toBe('wasm');
    expect(told()[0]).toContain('it fails: no such kernel');
  });

  test('numbers that WASM does not give either are the fault of the files', async () => {
    const wrong = (canary: Canary) => ({ ...canary, gradientNorm: canary.gradientNorm * 2 });
    const { load, told } = await holderOf(honest, wrong);
    await load();
    expect(told()).toHaveLength(2);
    expect(told()[1]).toMatch(/^The numbers of this model are not those that its files.json promises/);
  });
});

describe('without numbers in the bundle', () => {
  test('the CPU is asked meanwhile: where it agrees, nothing happens', async () => {
    let own: Canary | null = null;
    const { load, holder, answer, told } = await holderOf(honest, (canary) => ((own = canary), null));
    await load();
    answer(own);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(holder.lost).toBeNull();
    expect(told()).toEqual([]);
  });

  test('where it does not, the GPU counts as lost, and the next load is on WASM', async () => {
    let own: Canary | null = null;
    const { load, holder, answer, loads } = await holderOf(spoilt, (canary) => ((own = canary), null));
    await load();
    answer(own);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(holder.lost).toMatch(
      /^This GPU does not compute what the CPU does \(a gradient that is 3.00 times as long\)/,
    );
    await load();
    expect(loads).toEqual(['webgpu', 'wasm']);
  });

  test('where it cannot be asked, the GPU is kept', async () => {
    const { load, holder, answer } = await holderOf(spoilt, () => null);
    await load();
    answer(null);
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(holder.lost).toBeNull();
  });
});

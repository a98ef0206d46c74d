// What: the prefixes of a step: one per view and vector, made when it is asked for, again only where its vector moved, and every
// one of them freed once, however the step ends.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { FROZEN } from '../../src/training/step/openStep.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { tinyConfig } from './nodeSession.ts';
import { countingPolicy, openStep, place, vectorsFor } from './tinyStep.ts';

const compute = new ReferenceCompute();
const config = setLeaf(tinyConfig(), 'views', 'noise:noisy');
let policy: OnnxPolicy;
let arrays: number;
beforeAll(async () => {
  policy = await openPolicy({ compute });
  arrays = compute.memory.arrays;
});
afterAll(() => policy.dispose());
const opened = (names: readonly string[] = [], drawn = [place('a'), place('b')]) => {
  const counted = countingPolicy(policy);
  const vectors = vectorsFor(policy, names);
  return { ...counted, vectors, step: openStep({ policy: counted.policy, compute }, { config, vectors, drawn }) };
};
/** What was on its way is freed when it arrives. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 50));
afterEach(() => expect(compute.memory.arrays).toBe(arrays));

describe('a prefix', () => {
  it('is made once for a view and a vector, and anew for another of either', async () => {
    const { step, prefills, open, vectors } = opened(['ema']);
    await step.viewPictures();
    const { prefix, promptTokens } = await step.openPrefix();
    expect(promptTokens).toBe(prefix.prompts.reduce((sum, { ids }) => sum + ids.length, 0));
    expect(await step.prefix('drawn', 'policy')).toBe(prefix);
    expect(await step.prefix('clean', 'policy')).toBe(prefix); // the places are drawn clean
    expect(prefills).toHaveLength(1);
    const pairs = [
      ['drawn', 'ema', vectors.get('ema')!.theta],
      ['drawn', FROZEN, new Float32Array(policy.info.thetaLength)],
      ['noisy', 'policy', vectors.get('policy')!.theta],
      ['noisy', 'ema', vectors.get('ema')!.theta],
    ] as const;
    for (const [view, vector, theta] of pairs) {
      const [one, two] = await Promise.all([step.prefix(view, vector), step.prefix(view, vector)]);
      expect(one).toBe(two);
      expect(prefills.at(-1)!.theta).toEqual(theta);
    }
    expect(prefills).toHaveLength(5);
    const features = prefills.map(({ prompts }) => prompts[0]!.imageFeatures[0]!);
    expect(features[1]).toBe(features[0]); // a view is encoded once, however many vectors look
    expect(features[4]).toBe(features[3]);
    expect(features[3]).not.toEqual(features[0]);
    step.free();
    await settled();
    expect(open.size).toBe(0);
  });

  it('of a clean view is another one where a place was asked behind a view', async () => {
    const { step, prefills } = opened([], [place('a', { view: 'noisy' }), place('b')]);
    expect(await step.prefix('clean', 'policy')).not.toBe(await step.prefix('drawn', 'policy'));
    const [clean, drawn] = prefills.map(({ prompts }) => prompts.map(({ imageFeatures }) => imageFeatures[0]));
    expect(drawn![0]).not.toEqual(clean![0]);
    expect(drawn![1]).toEqual(clean![1]);
    step.free();
    await settled();
  });

  it('of a vector or a view that nobody has is refused by name', async () => {
    const { step } = opened();
    expect(() => step.prefix('drawn', 'prm')).toThrow("There is no vector 'prm'; add it to the vectors of the recipe.");
    await expect(step.prefix('dark', 'policy')).rejects.toThrow("The recipe has no view 'dark'; add it to views.");
    step.free();
  });
});

it('after an update, prefixes of vectors that moved are made again, the others stay', async () => {
  const { step, prefills, open, vectors } = opened(['ema']);
  const [old, ema, frozen] = [
    await step.prefix('drawn', 'policy'),
    await step.prefix('drawn', 'ema'),
    await step.prefix('drawn', FROZEN),
  ];
  const moved = vectors.get('policy')!.theta.map((value) => value + 0.1);
  const { prefix } = await step.refresh(new Map(vectors).set('policy', { theta: moved }));
  expect(prefix).not.toBe(old);
  expect(prefills.at(-1)!.theta).toBe(moved);
  expect(step.vectors.get('policy')).toBe(moved);
  expect(await step.prefix('drawn', 'ema')).toBe(ema);
  expect(await step.prefix('drawn', FROZEN)).toBe(frozen);
  expect(prefills).toHaveLength(4);
  expect(open.has(old)).toBe(false);
  expect(open.size).toBe(3);
  await step.freeProbes();
  expect([...open]).toEqual([prefix]);
  await step.prefix('drawn', 'ema'); // a term asks again
  expect(prefills).toHaveLength(5);
  step.free();
  await settled();
  expect(open.size).toBe(0);
});

describe('a step that is given up leaves nothing behind', () => {
  it('with pictures that no network has read', async () => {
    const { step } = opened();
    const views = await step.viewPictures();
    expect(compute.memory.arrays).toBe(arrays + views.flat().length);
    step.free();
  });

  it('with a prefix that is still on its way', async () => {
    const { step, open } = opened();
    const made = step.prefix('noisy', 'policy');
    step.free();
    await made;
    await settled();
    expect(open.size).toBe(0);
  });

  it('with a prefix that failed, and freed twice', async () => {
    const counted = countingPolicy(policy);
    const broken = Object.assign(Object.create(counted.policy) as OnnxPolicy, {
      prefill: () => Promise.reject(new Error('No prefix.')),
    });
    const step = openStep({ policy: broken, compute }, { config });
    await step.viewPictures();
    await expect(step.openPrefix()).rejects.toThrow('No prefix.');
    step.free();
    step.free();
    await settled();
  });
});

it('counts the tokens of the rollouts with their prompts and what came back to them', async () => {
  const { step, prefills } = opened();
  const looks = [{ ids: Int32Array.of(1, 2, 3) }] as never;
  const lengths = Int32Array.of(2, 3, 4, 1);
  const count = await step.tokensOf({
    generations: 2,
    lengths,
    turns: { looks, calls: 1, failures: 0, callsOf: Int32Array.of(1, 0, 0, 0) },
  });
  const prompts = prefills[0]!.prompts.map(({ ids }) => ids.length);
  expect(count).toBe(10 + 3 + 2 * (prompts[0]! + prompts[1]!));
  step.free();
  await settled();
});

it('encodes a region of a place, the whole picture as the clean view does, and nothing where there is no picture', async () => {
  const { step, prefills } = opened(
    [],
    [place('a'), place('q', { prompt: { id: 'q', pictures: [], split: 'train' } })],
  );
  expect(await step.encodeView(1, { kind: 'clean' })).toBeNull();
  await step.openPrefix();
  const clean = prefills[0]!.prompts[0]!.imageFeatures[0]!;
  expect(await step.encodeView(0, { kind: 'crop', box: [0, 0, 1, 1] })).toEqual(clean);
  expect(await step.encodeView(0, { kind: 'crop', box: [0, 0, 0.5, 0.5] })).not.toEqual(clean);
  step.free();
  await settled();
});

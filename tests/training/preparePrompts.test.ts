// What: pictures of prompts as views: what is viewed once, what is freed, what the probe looks at, and how tokens are counted.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Picture } from '../../src/1-image/types.ts';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { LoadedPrompt } from '../../src/training/prompts/loadPrompts.ts';
import {
  encodePrompts,
  freeViews,
  prefillPrompts,
  probeView,
  viewOfPicture,
  viewPrompts,
} from '../../src/training/step/preparePrompts.ts';
import { openPolicy } from '../2-policy/tinyPolicy.ts';
import { tinyConfig } from './nodeSession.ts';

const compute = new ReferenceCompute();
let policy: OnnxPolicy;
beforeAll(async () => {
  policy = await openPolicy({ compute });
});
afterAll(() => policy.dispose());

const picture = (id: string, grey: number): Picture => {
  const rgba = Uint8ClampedArray.from({ length: 256 }, (_, i) => (i % 4 === 3 ? 255 : (grey + i) % 256));
  return { id, width: 8, height: 8, rgba };
};
const loaded = (id: string, pictures: readonly Picture[], truth: LoadedPrompt['truth'] = {}): LoadedPrompt => ({
  ...{ id, pictures, question: `where is ${id}?`, truth, split: 'train' },
});
const A = loaded('a', [picture('one', 10)]);
const TWO = loaded('two', [picture('two', 60), picture('three', 120)]);
const WORDS = loaded('words', []);
const viewer = (leaves: Readonly<Record<string, string>> = {}) => {
  return { compute, policy, config: tinyConfig(leaves), step: 0 };
};

test('a prompt that stands twice is viewed once; every view has an array, and all are freed once', async () => {
  const before = compute.memory.arrays;
  const views = await viewPrompts(viewer(), [A, A, TWO, WORDS, A]);
  expect(views.map(({ length }) => length)).toEqual([1, 1, 2, 0, 1]);
  expect(views[1]![0]).toBe(views[0]![0]);
  expect(views[4]![0]).toBe(views[0]![0]);
  expect(compute.memory.arrays).toBe(before + 3);
  const prepared = await encodePrompts(policy, [A, A, TWO, WORDS, A], views);
  expect(compute.memory.arrays).toBe(before + 3); // they remain the caller's
  freeViews(views);
  expect(compute.memory.arrays).toBe(before);
  expect(prepared.map(({ imageFeatures }) => imageFeatures.length)).toEqual([1, 1, 2, 0, 1]);
  expect(prepared[1]!.imageFeatures[0]).toBe(prepared[0]!.imageFeatures[0]);
  expect(prepared[2]!.imageFeatures[0]).not.toEqual(prepared[2]!.imageFeatures[1]);
  const places = prepared.map(({ ids }) => ids.filter((id) => id === policy.tokenizer.imageTokenId).length);
  expect(places).toEqual([1, 1, 2, 0, 1].map((count) => count * policy.info.imageTokens));
});

test('tokens of all rollouts: each with its prompt, and with the crops that came back to it', async () => {
  const prompts = [A, WORDS];
  const views = await viewPrompts(viewer(), prompts);
  const input = await prefillPrompts(policy, new Float32Array(policy.info.thetaLength), prompts, views);
  freeViews(views);
  const prompt = policy.tokenizer.encodePrompt('where is a?', 1).length;
  const words = policy.tokenizer.encodePrompt('where is words?', 0).length;
  expect(input.promptTokens).toBe(prompt + words);
  const lengths = Int32Array.of(5, 1, 3, 2);
  expect(input.tokensOf({ generations: 2, lengths })).toBe(2 * (prompt + words) + 11);
  const look = { row: 0, after: 1, ids: new Int32Array(7), embeds: new Float32Array(0), box: [0, 0, 1, 1] as const };
  const turns = { looks: [look, look], calls: 2, failures: 0 };
  expect(input.tokensOf({ generations: 2, lengths, turns })).toBe(2 * (prompt + words) + 11 + 14);
  const first = input.prefix;
  const moved = new Float32Array(policy.info.thetaLength).fill(0.01);
  await input.refresh(moved);
  expect(input.prefix).not.toBe(first);
  const rows = { generations: 1, maxTokens: 1, inputTokens: Int32Array.of(3, 4), lengths: Int32Array.of(1, 1) };
  const batch = { ...rows, ids: Int32Array.of(5, 6), idsPerToken: 1 };
  await expect(policy.score(moved, first, batch, 1)).rejects.toThrow(/disposed/);
  input.dispose();
  await expect(policy.score(moved, input.prefix, batch, 1)).rejects.toThrow(/disposed/);
});

describe('what the probe looks at', () => {
  const boxes = [[0, 0, 0.5, 1]] as const;
  const truth = { boxes };
  test.each([
    [
      { probe_view: 'patch_drop', patch_size: '7', patch_drop_probability: '0.25' },
      { kind: 'patchDrop', p: 0.25, patch: 7 },
    ],
    [
      { probe_view: 'noise', noise_sigma: '0.5' },
      { kind: 'noise', sigma: 0.5 },
    ],
    [{ probe_view: 'mask_truth' }, { kind: 'mask', boxes }],
  ])('%j', (leaves, expected) => {
    const view = probeView(tinyConfig(leaves), loaded('a', [], truth));
    expect(view).toEqual(expected);
    expect(viewOfPicture(view, 0)).toBe(view);
    expect(viewOfPicture(view, 1)).toEqual(view.kind === 'mask' ? { kind: 'clean' } : view);
  });

  test('a mask without a box masks nothing', () => {
    for (const none of [{}, { boxes: [] }])
      expect(probeView(tinyConfig({ probe_view: 'mask_truth' }), loaded('a', [], none))).toEqual({ kind: 'clean' });
  });
});

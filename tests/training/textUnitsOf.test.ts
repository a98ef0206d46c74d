// What: units of texts for blocks that ask for them, and only then.
import { expect, test } from 'vitest';
import type { Rollouts } from '../../src/3-rollouts/types.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { textUnitsOf } from '../../src/training/step/textUnitsOf.ts';
import { byteTokens, tokensOfTexts } from '../4-rewards/completionFixtures.ts';

const texts = ['<think>a. b.</think>', '<answer>x, y</answer>'];
const rollouts = { ...tokensOfTexts(texts), truncated: new Uint8Array(2) } as unknown as Rollouts;
const step = {
  compute: new ReferenceCompute(),
  policy: { info: { imageSize: 8 }, tokenizer: { tokenBytes: byteTokens } },
  config: defaultConfig(),
} as unknown as Parameters<typeof textUnitsOf>[0];

test('sentences and items of the completions, by the rules of the grammar', async () => {
  const { sentence, item } = await textUnitsOf(step, rollouts, {}, new Set(['unit/sentence', 'unit/item', 'logProb']));
  const own = (of: Int32Array, r: number) => [
    ...of.subarray(r * rollouts.maxTokens, r * rollouts.maxTokens + texts[r]!.length),
  ];
  expect(own(sentence!.of, 0).slice(7, 12)).toEqual([0, 0, 0, 1, 1]);
  expect(new Set(own(sentence!.of, 1))).toEqual(new Set([-1]));
  expect(own(item!.of, 1).slice(8, 12)).toEqual([0, 0, 0, 1]);
});

test('nothing is parsed where nobody asks, or the sampler made them', async () => {
  const given = { sentence: { of: new Int32Array(0), count: 1 } };
  const failing = { ...step, policy: {} } as typeof step;
  expect(await textUnitsOf(failing, rollouts, given, new Set(['unit/sentence', 'unit/turn']))).toBe(given);
});

test('a grammar without such units is named', async () => {
  const config = { ...step.config, grammar: { ...step.config.grammar, grammar: 'box' } } as typeof step.config;
  await expect(textUnitsOf({ ...step, config }, rollouts, {}, new Set(['unit/sentence']))).rejects.toThrow(
    /no units of the kind 'sentence'/,
  );
});

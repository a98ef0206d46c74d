// What: the reward against NLTK's BLEU and rouge-score's ROUGE-L (nltkTexts.json); the best of several captions; what is missing or
// too long; shader against twin on random captions.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rewardByName } from '../../src/4-rewards/registry.ts';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import { rewardInputs } from '../../src/4-rewards/rewardInputs.ts';
import { NOT_SCORABLE } from '../../src/4-rewards/runReward.ts';
import { spanConstants } from '../../src/4-rewards/tagTable.ts';
import { kernelSource } from '../../src/gpu/kernels.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { parseTexts } from './completionFixtures.ts';
import { scores } from './rewardFixtures.ts';

type Pair = readonly [reference: string, caption: string, bleu: number, rouge: number];
const { captions } = JSON.parse(readFileSync('tests/4-rewards/nltkTexts.json', 'utf8')) as {
  captions: readonly Pair[];
};
const said = (caption: string) => `<caption>${caption}</caption>`;
const similar = (truth: readonly string[], texts: readonly string[], bleu_share = 0.5) =>
  scores('captionSimilarity', { captions: truth }, texts, { grammar: 'caption_box_answer', knobs: { bleu_share } });

test.each([
  [0.5, (bleu: number, rouge: number) => (bleu + rouge) / 2],
  [1, (bleu: number) => bleu],
  [0, (_: number, rouge: number) => rouge],
])('bleu_share %d: what NLTK and rouge-score say', { timeout: 300_000 }, async (share, mean) => {
  for (const reference of new Set(captions.map(([own]) => own))) {
    const pairs = captions.filter(([own]) => own === reference);
    const own = await similar(
      [reference],
      pairs.map(([, caption]) => said(`\n ${caption} `)),
      share,
    );
    own.forEach((value, i) => expect(value, pairs[i]!.join(' | ')).toBeCloseTo(mean(pairs[i]![2], pairs[i]![3]), 4));
  }
});

test('the best of the true captions counts; a caption of its own words is 1; missing things are 0', async () => {
  const truth = ['a dog and a cat', 'two red cars by a tree'];
  const made = await similar(truth, [
    said('Two red cars by a tree'),
    said('a cat'),
    'two red cars by a tree',
    said(''),
  ]);
  expect(made[0]).toBe(1);
  expect(made[1]).toBeGreaterThan(0);
  expect(made.slice(2)).toEqual([0, 0]);
  expect(await similar([], [said('a dog')])).toEqual([0]);
});

test('the order of words counts, and only the first caption', async () => {
  const [right, turned] = await similar(['a b c d e f'], [said('a b c d e f') + said('x'), said('f e d c b a')]);
  expect(right).toBe(1);
  expect(turned).toBeLessThan(0.3);
});

test('shader and twin agree on random captions; more than 192 words are not scored', { timeout: 300_000 }, async () => {
  const random = randomInputs();
  const words = [
    'a',
    'dog',
    'Dogs',
    'running',
    'cat,',
    '3.',
    'it’s',
    "isn't",
    'É',
    '"x"',
    '--',
    'cannot',
    '. ',
    'mr.',
    '(two)',
    'b',
  ];
  const text = (most: number) =>
    Array.from({ length: random.below(most) }, () => words[random.below(words.length)]!).join(' ');
  const reward = rewardByName('captionSimilarity');
  for (const rollouts of [1, 64, 65, 130]) {
    const generations = rollouts % 5 === 0 ? 5 : 1;
    const texts = Array.from({ length: rollouts }, (_, r) => said(r === 40 ? 'a b '.repeat(97) : text(14)));
    const parsed = await parseTexts(new ReferenceCompute(), texts, { grammar: grammarByName('caption_box_answer') });
    const truths = Array.from({ length: rollouts / generations }, () => ({
      captions: Array.from({ length: 1 + random.below(2) }, () => `${text(12)} dog`),
    }));
    const use = { reward, as: reward.name, weight: 1, knobs: { bleu_share: 0.4 }, signals: reward.signals };
    const { params, inputs } = await rewardInputs(use, { parsed, generations, truths, signals: new Map() });
    const [completionBytes, spans, numbers] = await Promise.all(
      [parsed.completionBytes, parsed.spans, parsed.numbers].map((array) => array.read()),
    );
    const { outputs } = await checkKernel({
      kernel: '4-rewards/captionSimilarity',
      params,
      inputs: { completionBytes: completionBytes!, spans: spans!, numbers: numbers!, ...inputs },
      outputs: { column: rollouts },
      dispatch: { invocations: rollouts },
      constants: spanConstants(kernelSource('4-rewards/captionSimilarity').wgsl, parsed.spanNames),
      tolerance: { abs: 3e-6, rel: 1e-5 },
    });
    for (const [r, value] of outputs['column']!.entries()) {
      if (r === 40) expect(value).toBe(NOT_SCORABLE);
      else expect(value >= 0 && value <= 1).toBe(true);
    }
    parsed.destroy();
  }
});

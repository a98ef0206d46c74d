// What: answers in JSON: their form, answer, box and rephrased question; and a strict reader of JSON, against that of the language.
import { expect, it } from 'vitest';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { parseTexts } from './completionFixtures.ts';
import { checkReward } from './rewardFixtures.ts';

const truth = { question: 'What is the total on the bill?', answer: '42.50', boxes: [[0.1, 0.1, 0.6, 0.6] as const] };
const json = (fields: object) =>
  JSON.stringify({ rephrase_question: 'x', bbox_2d: [0, 0, 1, 1], final_answer: 'a', ...fields });
const text = (body: string) => `<think>t</think>\n<answer>${body}</answer>`;

/** Similarity s of rollout r: 0.8. */
async function part(
  number: number,
  texts: readonly string[],
  about: object = truth,
  more: Record<string, number> = {},
) {
  const columns: number[][] = [];
  for (const compute of [await testCompute(), new ReferenceCompute()]) {
    const parsed = await parseTexts(compute, texts, { grammar: grammarByName('think_rephrase_box_answer') });
    const values = new Float32Array(texts.length).fill(0.8);
    const { columns: made } = await scoreRewards(compute, {
      ...{ parsed, generations: texts.length, truths: [about] },
      signals: new Map([['my/cosine', { shape: 'rollout', values }]]),
      uses: [{ name: 'evidenceAnswer', knobs: { part: number, similarity: 'my/cosine', ...more } }],
    });
    columns.push([...made[0]!.values].map((value) => Math.round(value * 1e5) / 1e5 + 0));
  }
  expect(columns[0]).toEqual(columns[1]);
  return columns[0]!;
}

it('wants the two blocks and an object with the three fields', async () => {
  const good = json({});
  const texts = [
    text(good),
    ` \n${text(` ${good}\n`)} `,
    `<think>a</think>b</think><answer>${good}</answer>`,
    `<answer>${good}</answer>`,
    `x${text(good)}`,
    `<think>a</think>b<answer>${good}</answer>`,
    text(good.replace('bbox_2d', 'bbox')),
    text(`[${good}]`),
    text('{rephrase_question: x}'),
    text(good.replace(']', ',]')),
    text(`${good},`),
    '',
  ];
  expect(await part(0, texts)).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

it('compares answers as Python writes them, escapes read', async () => {
  const texts = ['"42.50"', '" 42.50\\n"', '42.50', '"\\u0034\\u0032.50"', '"42,50"', 'null'].map((value) =>
    text(json({}).replace('"a"', value)),
  );
  expect(await part(1, texts)).toEqual([1, 1, 0, 1, 0, 0]);
  expect(await part(1, texts, { ...truth, answer: ' 42.5' })).toEqual([0, 0, 1, 0, 0, 0]);
  const words = ['"Caf\\u00c9 \\ud83d\\ude00"', '"CAFÉ 😀"', '"cafe"'].map((value) =>
    text(json({}).replace('"a"', value)),
  );
  expect(await part(1, words, { ...truth, answer: 'café 😀' })).toEqual([1, 1, 0]);
});

it('pays a box from the threshold on, and rephrasing only with a right answer', async () => {
  const boxes = [
    [0.1, 0.1, 0.6, 0.6],
    [0.1, 0.1, 0.6, 0.35],
    [0.1, 0.1, 0.6, 0.34],
    [0.6, 0.6, 0.1, 0.1],
    [0, 0, 1],
    [0, 0, 1, 1, 1],
    '[0,0,1,1]',
  ];
  const texts = boxes.map((box) => text(json({ bbox_2d: box })));
  expect(await part(4, texts)).toEqual([1, 0.5, 0.48, 0, 0, 0, 0]);
  expect(await part(2, texts, truth, { iou_threshold: 0.49 })).toEqual([1, 1, 0, 0, 0, 0, 0]);
  const said = [
    'Which total amount is printed on the bill?',
    'What is the total on the bill?',
    'bananas\\n grow',
    '',
    'Bill TOTAL x2',
  ];
  const asked = (answer: string) => said.map((one) => text(json({ final_answer: answer }).replace('"x"', `"${one}"`)));
  expect(await part(5, asked('42.50'))).toEqual([0.375, 0, 1, 0, 0.33333]);
  expect(await part(3, asked('42.50'))).toEqual([0.5875, 0.4, 0.9, 0, 0.56667]);
  expect(await part(3, asked('41'))).toEqual([0, 0, 0, 0, 0]);
});

it('reads spans in place of JSON where asked', async () => {
  const texts = [
    '<think>t</think><rephrase>which total is it</rephrase><box>10 10 60 60</box><answer>42.50</answer>',
    '<think>t</think><rephrase>which total is it</rephrase><answer>42.50</answer>',
  ];
  const tags = { tags: 1 };
  expect(await part(0, texts, truth, tags)).toEqual([1, 0]);
  expect(await part(4, texts, truth, tags)).toEqual([1, 0]);
  expect(await part(3, texts, truth, tags)).toEqual([0.65, 0.65]);
});

it('reads JSON as strictly as the reader of the language', async () => {
  const { below } = randomInputs();
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"\\n"',
    '"\\x"',
    '"\\u00e9"',
    '1',
    '-0.5e+3',
    '01',
    '1.',
    'true',
    'null',
    'nul',
    ' ',
    '\t',
  ];
  const value = (depth: number): string => {
    const kind = below(depth > 3 ? 3 : 5);
    if (kind === 3) return `[${Array.from({ length: below(3) }, () => value(depth + 1)).join(',')}]`;
    if (kind === 4) return `{${Array.from({ length: below(3) }, () => `"k": ${value(depth + 1)}`).join(', ')}}`;
    return ['12', '"s"', 'false'][kind]!;
  };
  const texts = Array.from({ length: 150 }, () => {
    const own = `{"rephrase_question": ${value(0)}, "bbox_2d":${value(0)}, "final_answer" :${value(0)}}`;
    if (below(3) === 0) return text(own);
    const at = below(own.length);
    return text(own.slice(0, at) + pieces[below(pieces.length)]! + own.slice(at + below(2)));
  });
  const expected = texts.map((one) => {
    try {
      const read = JSON.parse(one.slice('<think>t</think>\n<answer>'.length, -'</answer>'.length)) as object;
      return ['rephrase_question', 'bbox_2d', 'final_answer'].every((key) => key in read) ? 1 : 0;
    } catch {
      return 0;
    }
  });
  expect(await part(0, texts)).toEqual(expected);
  expect(expected).toContain(0);
  expect(expected).toContain(1);
});

it('agrees with its reference', async () => {
  await checkReward('evidenceAnswer', { part: 3, tags: 1 }, 2e-6, 'think_rephrase_box_answer');
});

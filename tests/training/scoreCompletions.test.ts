// What: stage 4 as the loop calls it, on texts that are given: columns, weights and knobs of the configuration, and what the
// grammar found in each text (boxes, answer, spans) as the page gets it.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { makeTokenizer } from '../../src/2-policy/bundle/tokenizer.ts';
import type { PolicyInfo, PolicyTokenizer } from '../../src/2-policy/types.ts';
import type { Rollouts } from '../../src/3-rollouts/types.ts';
import type { Truth } from '../../src/4-rewards/types.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { scoreCompletions } from '../../src/training/step/scoreCompletions.ts';
import { openBundle } from '../2-policy/bundleFiles.ts';
import { tinyConfig } from './nodeSession.ts';

const compute = new ReferenceCompute();
let tokenizer: PolicyTokenizer;
beforeAll(async () => {
  tokenizer = makeTokenizer(await openBundle(), 4, 96);
  await score({ reward_funcs: 'format' }); // the table of the token bytes stays on the device
});

const TEXTS = [
  '<think>it is there</think><box>10 20 50 60</box><answer> red </answer>',
  '<box>0 0 100 100</box><box>10 20 50 60</box>red',
  '<answer>Blue</answer>',
  '',
];
const TRUTHS: readonly Truth[] = [{ answer: 'red', boxes: [[0.1, 0.2, 0.5, 0.6]] }, { answer: 'blue' }];

async function score(leaves: Readonly<Record<string, string>>) {
  const ids = TEXTS.map((text) => tokenizer.encode(text));
  const maxTokens = Math.max(...ids.map(({ length }) => length));
  const tokens = new Int32Array(4 * maxTokens).fill(tokenizer.padId);
  ids.forEach((row, r) => tokens.set(row, r * maxTokens));
  const zeros = () => new Float32Array(tokens.length);
  const rollouts = {
    ...{ tokens, maxTokens, lengths: Int32Array.from(ids, ({ length }) => length), truncated: new Uint8Array(4) },
    ...{ promptCount: 2, generations: 2, oldLogProbs: zeros(), entropies: zeros(), texts: TEXTS },
  } as unknown as Rollouts;
  const config: Config = tinyConfig({ coordinate_scale: '100', ...leaves });
  const policy = { info: { imageSize: 32 } as PolicyInfo, tokenizer };
  return scoreCompletions(
    { compute, policy, config, edits: {} },
    rollouts,
    TRUTHS.map((truth) => ({ truth, pictures: [] })),
  );
}

/** … and leaves nothing on the device. */
async function scored(...given: Parameters<typeof score>) {
  await score(...given); // the tables of a tokenizer and of a grammar stay
  const before = compute.memory.arrays;
  const made = await score(...given);
  expect(compute.memory.arrays).toBe(before);
  return made;
}
const column = ({ table }: Awaited<ReturnType<typeof scored>>, name: string) => [
  ...table.columns.find((own) => own.name === name)!.values,
];

test('a grammar of the visitor’s own is what texts are read by', async () => {
  const tags = [
    { name: 'think', content: 'text', optional: true },
    { name: 'box', content: 'boxes', optional: true, repeatable: true },
    { name: 'answer', content: 'text' },
  ];
  const grammar = JSON.stringify({ name: 'own', doc: 'Boxes if you like.', source: 'a test', tags });
  const shipped = await scored({ reward_funcs: 'format' });
  expect(column(shipped, 'format')).toEqual([1, 0, 0, 0]);
  const own = await scored({ reward_funcs: 'format', grammar });
  expect(column(own, 'format')).toEqual([1, 0, 1, 0]);
  expect(own.spanNames.slice(1, 4)).toEqual(['think', 'box', 'answer']);
});

describe('what is found', () => {
  test('boxes as fractions, in order; the answer without its spaces; spans by name', async () => {
    const { found } = await scored({ reward_funcs: 'boxIou' });
    const rounded = found.map(({ boxes }) => boxes.map((box) => box.map((value) => Math.round(value * 100))));
    expect(rounded).toEqual([
      [[10, 20, 50, 60]],
      [
        [0, 0, 100, 100],
        [10, 20, 50, 60],
      ],
      [],
      [],
    ]);
    expect(found.map(({ answer }) => answer)).toEqual(['red', null, 'Blue', null]);
    expect(found[0]!.spans).toEqual({ think: 'it is there', box: '10 20 50 60', answer: 'red' });
    expect(Object.keys(found[1]!.spans)).toEqual(['box']);
    expect(found[3]!.spans).toEqual({});
  });

  test('the scale of the grammar is that of the numbers; 0 is the size of the picture', async () => {
    const at = async (scale: string) =>
      (await scored({ reward_funcs: 'boxIou', coordinate_scale: scale })).found[0]!.boxes[0]![0];
    expect(await at('1000')).toBeCloseTo(0.01, 6);
    expect(await at('0')).toBeCloseTo(10 / 32, 6);
  });
});

describe('columns', () => {
  test('each prompt is compared with its own truth, and the weights count', async () => {
    const made = await scored({ reward_funcs: 'boxIou,answerFolded', reward_weights: '2,0.5' });
    expect(column(made, 'answerFolded')).toEqual([1, 0, 1, 0]);
    expect(column(made, 'boxIou')[0]).toBeCloseTo(1, 5);
    const sum = column(made, 'boxIou').map((value, r) => 2 * value + 0.5 * column(made, 'answerFolded')[r]!);
    sum.forEach((value, r) => expect(made.table.reward[r]).toBeCloseTo(value, 5));
  });

  test('knobs of the rewards reach their shaders, those of the grammar the format reward', async () => {
    const window = (knobs: string) => scored({ reward_funcs: 'lengthWindow', reward_knobs: knobs });
    const lengths = TEXTS.map((text) => tokenizer.encode(text).length);
    const wide = column(await window('length_min=0,length_max=4096'), 'lengthWindow');
    expect(wide).toEqual([1, 1, 1, 1]);
    const short = column(await window('length_min=0,length_max=0,length_slope=1'), 'lengthWindow');
    expect(short).toEqual(lengths.map((length) => (length === 0 ? 1 : 0)));
    const format = async (grammar: string) => column(await scored({ reward_funcs: 'format', grammar }), 'format');
    expect(await format('think_box_answer')).toEqual([1, 0, 0, 0]);
    expect(await format('answer')).toEqual([0, 0, 1, 0]);
    await expect(window('length_mni=1')).rejects.toThrow(/'length_mni'/);
  });
});

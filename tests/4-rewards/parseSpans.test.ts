import { describe, expect, it } from 'vitest';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import { MAX_BOXES, NUMBERS, NUMBERS_PER_ROLLOUT, SPAN_COUNT, SPAN_ROW } from '../../src/4-rewards/layout.ts';
import { parseCompletions } from '../../src/4-rewards/parseCompletions.ts';
import { spanSlot, tagTable } from '../../src/4-rewards/tagTable.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { parseTexts, tokenBytesOf, tokensOfTexts } from './completionFixtures.ts';

const parse = async (text: string, options = {}) => {
  const parsed = await parseTexts(new ReferenceCompute(), [text], options);
  const [spans, numbers] = [await parsed.spans.read(), await parsed.numbers.read()];
  const slot = (name: string) => spanSlot(parsed.spanNames, name);
  const span = (name: string) => [...spans.subarray(slot(name) * 4, slot(name) * 4 + 4)];
  const listed = Array.from(
    { length: numbers[NUMBERS['occurrences']!]! },
    (_, k) => parsed.spanNames[spans[(SPAN_COUNT + k) * 4]!]!,
  );
  const bytes = new TextEncoder().encode(text);
  return {
    slot,
    span,
    listed,
    text: (name: string) => new TextDecoder().decode(bytes.subarray(span(name)[0], span(name)[1])),
    number: (name: string) => numbers[NUMBERS[name]!]!,
    boxes: Array.from({ length: numbers[0]! }, (_, i) => [...numbers.subarray(8 + 4 * i, 12 + 4 * i)]),
    points: Array.from({ length: numbers[1]! }, (_, i) => [...numbers.subarray(72 + 2 * i, 74 + 2 * i)]),
    tokenSpans: await parsed.tokenSpans.read(),
  };
};

describe('the grammar', () => {
  it('finds spans, boxes and the answer of a good completion', async () => {
    const found = await parse('<think>a red dog</think><box>25 50 75 100</box><answer> 1,234.5 </answer>');
    expect(found.text('think')).toBe('a red dog');
    expect(found.text('answer')).toBe(' 1,234.5 ');
    expect(found.boxes).toEqual([[0.25, 0.5, 0.75, 1]]);
    expect([found.number('answerIsNumber'), found.number('answer')]).toEqual([1, 1234.5]);
    expect(found.span('grammar')).toEqual([0, 0, 0, 1]);
    expect(found.listed).toEqual(['think', 'box', 'answer']);
    expect(found.number('words')).toBe(8);
  });

  it('treats missing, unclosed, nested, crossing, stray and empty tags as data', async () => {
    expect((await parse('')).span('completion')).toEqual([0, 0, 1, 1]);
    expect((await parse('no tags')).span('think')).toEqual([-1, -1, 0, 0]);
    expect((await parse('<think>abc')).span('think')).toEqual([-1, -1, 1, 0]);
    expect((await parse('</think>abc')).span('think')).toEqual([-1, -1, 0, 0]);
    const nested = await parse('<think>a<think>b</think>c</think>');
    expect([nested.text('think'), nested.span('think')[2], nested.span('think')[3]]).toEqual(['a<think>b', 2, 0]);
    const inside = await parse('<think>a<box>1 2 3 4</box></think>');
    expect([inside.boxes.length, inside.span('think')[3], inside.span('grammar')[1]]).toEqual([1, 1, 1]);
    const crossing = await parse('<think>a<answer>b</think>c</answer>');
    expect([crossing.text('answer'), crossing.span('grammar')[3]]).toEqual(['b</think>c', 0]);
    expect((await parse('<answer></answer>')).span('answer')).toEqual([8, 8, 1, 1]);
    const twice = await parse('<answer>a</answer><answer>b</answer>');
    expect([twice.text('answer'), ...twice.span('answer').slice(2)]).toEqual(['a', 2, 1]);
    const turned = await parse('<answer>x</answer><think>y</think>');
    expect([turned.span('grammar')[0], turned.listed]).toEqual([1, ['answer', 'think']]);
    expect((await parse('hey <think>x</think>')).span('grammar')[2]).toBe(3);
    expect((await parse('<THINK>x</Think>')).text('think')).toBe('x');
    const exact = { grammar: grammarByName('caption_bbox_answer') };
    expect((await parse('<ANSWER>x</ANSWER><answer>y</Answer></answer>', exact)).text('answer')).toBe('y</Answer>');
    expect((await parse('<think >x</think>')).span('think')[0]).toBe(-1);
    expect((await parse('<answer>Füße 日本</answer>')).text('answer')).toBe('Füße 日本');
    for (const cut of ['<', '<b', '</', '<box', '</box', '<answer>']) expect((await parse(cut)).boxes).toEqual([]);
  });

  it('reads boxes in many spellings', async () => {
    const cases: readonly (readonly [string, number, number])[] = [
      ['1 2 3 4', 1, 0],
      ['[1,2,3,4]', 1, 0],
      ['(1, 2), (3, 4)', 1, 0],
      ['1;2;3;4\n5;6;7;8', 2, 0],
      ['[[1,2,3,4],[5,6,7,8]]', 2, 0],
      ['{"bbox_2d":[1,2,3,4]}', 1, 0],
      ['x0: 1 y0: 2 x1: 3 y1: 4', 0, 4],
      ['+1 -2 3.5 .5', 1, 0],
      ['3 2 1 4', 0, 1],
      ['1 2 1 4', 0, 1],
      ['1 2 3', 0, 1],
      ['1 2 3 4 5', 1, 1],
      ['1 2 3 4x', 0, 1],
      ['', 0, 0],
      ['- . 5e3', 0, 0],
      ['1 2 3 1e9', 0, 1],
      ['1 2 999999999999 4', 0, 1],
      [`${'1 2 3 4 '.repeat(17)}`, MAX_BOXES, 1],
      ['1 2 3 4</box><box>'.repeat(40), MAX_BOXES, 25],
    ];
    for (const [text, count, malformed] of cases) {
      const found = await parse(`<box>${text}</box>`);
      expect([text, found.boxes.length, found.number('malformed')]).toEqual([text, count, malformed]);
    }
    const several = await parse('<box>1 2 3 4</box>,<box>10 20 30 40</box><point>5 6</point>');
    expect(several.boxes[1]!.map((x) => Math.round(x * 100))).toEqual([10, 20, 30, 40]);
    expect(several.points[0]!.map((x) => Math.round(x * 100))).toEqual([5, 6]);
    const pixels = await parse('<box>64 32 128 64</box>', { coordinateScale: 0, imageSize: [256, 128] });
    expect(pixels.boxes).toEqual([[0.25, 0.25, 0.5, 0.5]]);
    expect((await parse('<box>0.1 0.2 0.3 0.4</box>', { coordinateScale: 1 })).boxes).toHaveLength(1);
  });

  it('knows which token lies in which span, and marks what was cut', async () => {
    const parsed = await parse('<think>ab</think><answer>c</answer>');
    const bit = (name: string) => [...parsed.tokenSpans].filter((bits) => bits & (1 << parsed.slot(name))).length;
    expect([bit('completion'), bit('think'), bit('answer')]).toEqual([35, 2, 1]);
    expect((await parse('<think>ab</think>', { maxBytes: 8 })).number('truncated')).toBe(2);
    expect((await parse('<think>', { truncated: Uint8Array.of(1) })).number('truncated')).toBe(1);
  });
});

const PIECES = [
  '<think>',
  '</think>',
  '<box>',
  '</box>',
  '<answer>',
  '</answer>',
  '<point>',
  '</point>',
  '<zoom>',
  ' ',
  '1',
];
PIECES.push(
  '42',
  '-',
  '.',
  ',',
  '3.25',
  '100000',
  '<',
  '>',
  '/',
  'dog',
  'é',
  '\n',
  '<Box>',
  '</BOX>',
  '',
  '[',
  ']',
  '9'.repeat(20),
);

describe('kernels', () => {
  it('agree with their references on random tags, ragged lengths and any size', async () => {
    const random = randomInputs();
    const tokenBytes = tokenBytesOf(PIECES);
    const grammar = grammarByName('think_box_answer');
    const words = new Uint8Array(Math.ceil(tokenBytes.bytes.length / 4) * 4);
    words.set(tokenBytes.bytes);
    for (const rollouts of [1, 64, 65, 300]) {
      const maxTokens = 40;
      const bytesPerRollout = rollouts === 65 ? 40 : 20 * maxTokens;
      const tokens = random.ints(rollouts * maxTokens, PIECES.length + 2).map((token) => token - 1);
      const lengths = random.ints(rollouts, maxTokens + 1);
      const decoded = await checkKernel({
        kernel: '4-rewards/decodeBytes',
        params: { rollouts, maxTokens, vocabSize: PIECES.length, bytesPerRollout },
        inputs: { tokens, lengths, tokenOffsets: tokenBytes.offsets, tokenBytes: new Uint32Array(words.buffer) },
        outputs: {
          completionBytes: (rollouts * bytesPerRollout) / 4,
          tokenStarts: rollouts * 41,
          byteCounts: rollouts,
        },
        dispatch: { invocations: rollouts },
      });
      const { completionBytes, tokenStarts, byteCounts } = decoded.outputs;
      const pairs = Int32Array.from({ length: 2 * rollouts }, (_, i) => (i % 2 ? i & 2 && 1 : lengths[i >> 1]!));
      await checkKernel({
        kernel: '4-rewards/parseSpans',
        params: {
          ...{ rollouts, maxTokens, bytesPerRollout, coordinateWidth: 100, coordinateHeight: 50 },
          ...{ tagCount: grammar.tags.length, answerSlot: 5, exactCase: rollouts % 2 },
        },
        inputs: {
          completionBytes: completionBytes!,
          tokenStarts: tokenStarts!,
          byteCounts: byteCounts!,
          lengths: pairs,
          tags: tagTable(grammar),
        },
        outputs: {
          spans: rollouts * SPAN_ROW + SPAN_COUNT * 4,
          numbers: rollouts * NUMBERS_PER_ROLLOUT,
          tokenSpans: rollouts * maxTokens,
        },
        dispatch: { invocations: rollouts },
      });
    }
  });

  it('give the same through parseCompletions on both computes, and free what they made', async () => {
    const texts = ['<box>1 2 3 4</box>', '', '<answer>7</answer>'];
    const gpu = await testCompute();
    const tokenBytes = tokenBytesOf(PIECES);
    const grammar = grammarByName('think_box_answer');
    const given = { tokens: new Int32Array(8), lengths: Int32Array.of(4, 4), maxTokens: 4, tokenBytes, grammar };
    const first = await parseCompletions(gpu, { ...given, coordinateScale: 1, imageSize: 1 });
    first.destroy();
    const before = { ...gpu.memory };
    const second = await parseCompletions(gpu, { ...given, coordinateScale: 1, imageSize: 1 });
    second.destroy();
    expect(gpu.memory).toEqual(before);
    const a = await parseTexts(gpu, texts);
    const b = await parseTexts(new ReferenceCompute(), texts);
    expect([...(await a.spans.read())]).toEqual([...(await b.spans.read())]);
    a.destroy();
    const { tokens, lengths } = tokensOfTexts(texts);
    const wrong = { tokens, lengths, maxTokens: 3, tokenBytes, grammar, coordinateScale: 1, imageSize: 1 };
    await expect(parseCompletions(gpu, wrong)).rejects.toThrow(/tokens for 3 rollouts/);
  });
});

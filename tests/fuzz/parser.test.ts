// What: the parser of completions against an independent one (spanOracle.ts) on random texts, under a grammar of 24 tags and under the shipped
// ones: the float64 twin on nine tenths of them, the shader on the others.
import { expect, test } from 'vitest';
import { parseGrammar } from '../../src/4-rewards/grammar.ts';
import type { Grammar } from '../../src/4-rewards/grammar.ts';
import { grammarByName, grammarNames } from '../../src/4-rewards/grammars.ts';
import * as layout from '../../src/4-rewards/layout.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import type { RandomInputs } from '../gpu/randomInputs.ts';
import { parseTexts } from '../4-rewards/completionFixtures.ts';
import { asBytes, oracleParse, oracleTuples } from '../4-rewards/spanOracle.ts';
import { IS_WHOLE, SEED, WANTED_RUNS } from './fuzz.ts';

const CONTENTS = ['text', 'box', 'points', 'number', 'boxes', 'point', 'list', 'program'];

/** 24 tags whose names begin or end alike, have 1 to 15 letters and hold all kinds of things; every fifth is an action. */
const LARGE = parseGrammar({
  ...{ name: 'large', doc: 'A large one.', source: 'This test.' },
  tags: Array.from({ length: 24 }, (_, k) => ({
    name: k < 15 ? 'abcdefghijklmno'.slice(0, k + 1) : `${'zyxwvutsr'[k - 15]}bcdefghijklmno`,
    content: CONTENTS[k % CONTENTS.length],
    ...{ optional: true, repeatable: true, action: k % 5 === 4 },
  })),
  order: [['a', 'ab', 'abc'], ...Array.from({ length: 12 }, (_, k) => 'abcdefghijklmno'.slice(0, k + 4)), ...[...'zyxwvutsr'].map((last) => `${last}bcdefghijklmno`)], // prettier-ignore
});

const LOOSE = [
  '1',
  '2 3',
  ' 40 ',
  '-5',
  '.5',
  '7.25',
  '99',
  'dog',
  'é',
  '\n',
  ' ',
  '<',
  '>',
  '/',
  '<box',
  '</',
  '[',
  ',',
  ';',
  '',
];
LOOSE.push(
  '1 2 3 4',
  '[10,20,30,40]',
  '5 6',
  '5e3',
  '1.2.3',
  '<abcdefghijklmnop>',
  '<thi nk>',
  '<a1>',
  '<>',
  '</>',
  '50%',
  '1,234',
);

function randomText(grammar: Grammar, { below, next }: RandomInputs): string {
  // Few names a text, so that tags meet their partners.
  const names = Array.from({ length: 1 + below(4) }, () => grammar.tags[below(grammar.tags.length)]!.name);
  const cased = (name: string) => (next() < 0.1 ? name.toUpperCase() : name);
  const pick = () => cased(names[below(names.length)]!);
  const loose = () => LOOSE[below(LOOSE.length)]!;
  const piece = () => {
    const kind = next();
    if (kind < 0.35) return loose();
    if (kind < 0.5) return `<${pick()}>`;
    if (kind < 0.65) return `</${pick()}>`;
    const name = pick();
    return `<${name}>${loose()} ${loose()}</${cased(name.toLowerCase())}>`;
  };
  return Array.from({ length: below(14) }, piece).join('');
}

async function expectAgreement(compute: Compute, grammar: Grammar, texts: readonly string[]): Promise<void> {
  const parsed = await parseTexts(compute, texts, { grammar });
  const [spans, numbers, tokenSpans] = await Promise.all(
    [parsed.spans, parsed.numbers, parsed.tokenSpans].map((array) => array.read()),
  );
  const { spanNames, maxTokens } = parsed;
  texts.map(asBytes).forEach((text, r) => {
    const { spans: wanted, perTag, errors, outside, outOfOrder, words } = oracleParse(text, grammar);
    const row = (k: number) => [...spans!.subarray(r * layout.SPAN_ROW + 4 * k, r * layout.SPAN_ROW + 4 * k + 4)];
    const own = numbers!.subarray(r * layout.NUMBERS_PER_ROLLOUT, (r + 1) * layout.NUMBERS_PER_ROLLOUT);
    const number = (name: string) => own[layout.NUMBERS[name]!]!;
    const slotOf = (name: string) => spanNames.indexOf(name);

    const first = perTag.map(({ tag, count, isWellFormed }) => {
      const found = wanted.find((span) => span.tag === tag);
      return [found?.start ?? -1, found?.end ?? -1, count, Number(isWellFormed)];
    });
    expect(
      grammar.tags.map(({ name }) => row(slotOf(name))),
      text,
    ).toEqual(first);
    expect(row(layout.SPANS['missing']!)).toEqual([-1, -1, 0, 0]);
    expect(row(layout.SPANS['grammar']!), text).toEqual([outOfOrder, errors, outside, Number(errors === 0)]);
    const listed = wanted.slice(0, layout.MAX_OCCURRENCES);
    expect([number('occurrences'), number('overflow')]).toEqual([listed.length, wanted.length - listed.length]);
    expect(
      listed.map((_, k) => row(layout.SPAN_COUNT + k)),
      text,
    ).toEqual(listed.map(({ start, end, tag }) => [slotOf(tag.name), start, end, 0]));
    expect(number('words'), text).toBe(words);

    for (const isAction of [false, true]) {
      const { kept, malformed } = oracleTuples(text, wanted, isAction);
      const lists = isAction
        ? [{ count: 'actionCount', at: layout.ACTIONS_AT, stride: 4, tags: layout.ACTION_TAGS_AT, size: 0 }]
        : [
            { count: 'boxCount', at: layout.BOXES_AT, stride: 4, tags: layout.BOX_TAGS_AT, size: 4 },
            { count: 'pointCount', at: layout.POINTS_AT, stride: 2, tags: layout.POINT_TAGS_AT, size: 2 },
          ];
      expect(number(isAction ? 'actionMalformed' : 'malformed'), text).toBe(malformed);
      for (const { count, at, stride, tags, size } of lists) {
        const wantedTuples = kept.filter(({ values }) => size === 0 || values.length === size);
        expect(number(count), text).toBe(wantedTuples.length);
        wantedTuples.forEach(({ tag, values }, k) => {
          expect(own[tags + k], text).toBe(slotOf(tag.name));
          values.forEach((value, i) => expect(own[at + stride * k + i], text).toBeCloseTo(value, 6));
        });
      }
    }
    for (const { name, content } of grammar.tags) {
      const span = wanted.find(({ tag }) => tag.name === name);
      const inside = span && text.slice(span.start, span.end).replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r%]+$/g, '');
      const plain = inside?.replace(/(?<=^[+-]?\d[\d,]*),(?=\d{3}(?!\d))/g, '');
      const isNumber = plain !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain);
      if (content !== 'number' && name !== 'answer') continue;
      const at = layout.TAG_NUMBERS_AT + 2 * slotOf(name);
      expect(own[at], text).toBe(Number(isNumber));
      expect(own[at + 1], text).toBeCloseTo(isNumber ? Number(plain) : 0, 4);
    }
    const bytes = Array.from({ length: text.length }, (_, t) =>
      wanted.reduce((bits, { start, end, tag }) => (t >= start && t < end ? bits | (1 << slotOf(tag.name)) : bits), 1),
    );
    expect([...tokenSpans!.subarray(r * maxTokens, r * maxTokens + text.length)], text).toEqual(bytes);
  });
  parsed.destroy();
}

/** In CI, 2,000 texts for the twin and 240 for the shader. */
const [TWIN, SHADER] = IS_WHOLE ? [0.9 * WANTED_RUNS, 0.1 * WANTED_RUNS] : [2000, 240];
const inBatches = (count: number, size: number) => Array.from({ length: Math.max(1, Math.ceil(count / size)) }, (_, i) => i); // prettier-ignore
const HOUR = 3_600_000;

test(`the twin (${TWIN} inputs, ROLLSCOPE_FUZZ_SEED=${SEED})`, { timeout: HOUR }, async ({ task }) => {
  const random = randomInputs(SEED);
  const batches = inBatches(TWIN, 100);
  for (const batch of batches) {
    const names = grammarNames();
    const grammar = batch % 2 ? grammarByName(names[random.below(names.length)]!) : LARGE;
    const texts = Array.from({ length: 100 }, () => randomText(grammar, random));
    await expectAgreement(new ReferenceCompute(), grammar, texts);
  }
  task.meta.fuzz = { kind: 'parser', inputs: 100 * batches.length, read: 100 * batches.length, refused: 0 };
});

test(`the shader (${SHADER} inputs, ROLLSCOPE_FUZZ_SEED=${SEED})`, { timeout: HOUR }, async ({ task }) => {
  const random = randomInputs(SEED);
  const grammars = [LARGE, grammarByName('turns_answer'), grammarByName('think_box_answer')];
  const batches = inBatches(SHADER, 80);
  for (const batch of batches) {
    const grammar = grammars[batch % grammars.length]!;
    const texts = Array.from({ length: 80 }, () => randomText(grammar, random));
    await expectAgreement(await testCompute(), grammar, texts);
  }
  task.meta.fuzz = { kind: 'parser', inputs: 80 * batches.length, read: 80 * batches.length, refused: 0 };
});

test('more spans, boxes and actions than there is room for are counted, not lost in silence', async () => {
  const [box, zoom] = ['<box>1 2 3 4</box>', '<zoom>1 2 3 4</zoom>'];
  const texts = [box.repeat(70), zoom.repeat(70), `${zoom.repeat(40)}${box.repeat(40)}`, '<think>a</think>'.repeat(64)];
  for (const compute of [new ReferenceCompute(), await testCompute()]) {
    await expectAgreement(compute, grammarByName('think_box_answer'), texts);
    const parsed = await parseTexts(compute, texts);
    const numbers = await parsed.numbers.read();
    const overflow = texts.map((_, r) => numbers[r * layout.NUMBERS_PER_ROLLOUT + layout.NUMBERS['overflow']!]);
    expect(overflow).toEqual([6, 6, 16, 0]);
    parsed.destroy();
  }
});

// What: sentences, steps and items: by hand, against an oracle that cuts the text with a regular expression, and the shader
// against its twin on random texts and token lengths.
import { describe, expect, it } from 'vitest';
import { parseGrammar } from '../../src/4-rewards/grammar.ts';
import { grammarByName } from '../../src/4-rewards/grammars.ts';
import { textUnits } from '../../src/4-rewards/textUnits.ts';
import { parseCompletions } from '../../src/4-rewards/parseCompletions.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import { tokenBytesOf } from './completionFixtures.ts';

/** Tokens are given one by one; each is one of the vocabulary's. */
async function unitsOf(
  compute: Compute,
  rows: readonly (readonly string[])[],
  name: string,
  kind: 'step' | 'sentence' | 'item',
) {
  return unitsBy(compute, rows, grammarByName(name), kind);
}

async function unitsBy(
  compute: Compute,
  rows: readonly (readonly string[])[],
  grammar: ReturnType<typeof grammarByName>,
  kind: 'step' | 'sentence' | 'item',
) {
  const vocabulary = [...new Set(rows.flat())];
  const maxTokens = Math.max(1, ...rows.map(({ length }) => length));
  const tokens = new Int32Array(rows.length * maxTokens);
  rows.forEach((row, r) => row.forEach((token, t) => (tokens[r * maxTokens + t] = vocabulary.indexOf(token))));
  const lengths = Int32Array.from(rows, ({ length }) => length);
  const tokenBytes = tokenBytesOf(vocabulary);
  const parsed = await parseCompletions(compute, {
    ...{ tokens, lengths, maxTokens, tokenBytes, grammar, coordinateScale: 100, imageSize: 64 },
  });
  try {
    const { of, count } = await textUnits(compute, parsed, kind);
    return { rows: rows.map((row, r) => [...of.subarray(r * maxTokens, r * maxTokens + row.length)]), count };
  } finally {
    parsed.destroy();
  }
}

const pieces = (text: string) => text.split('|');
const GRAMMAR = (rule: object) =>
  parseGrammar({
    ...{ name: 'own', doc: 'Own.', source: 'me', units: [rule] },
    tags: [{ name: 'think', content: 'text', repeatable: true }],
  });

describe('units', () => {
  it('cut thinking into sentences where white space follows, and leave the rest out', async () => {
    const cpu = new ReferenceCompute();
    const row = pieces('<think>|It is| 3|.|5 m|.| Red|!| |so|</think>|<answer>|a. b|</answer>');
    const { rows, count } = await unitsOf(cpu, [row], 'think_box_answer', 'sentence');
    expect(rows[0]).toEqual([-1, 0, 0, 0, 0, 0, 1, 1, 1, 2, -1, -1, -1, -1]);
    expect(count).toBe(3);
  });

  it('end steps at a newline pair, also where two tokens make it, and count none that are empty', async () => {
    const cpu = new ReferenceCompute();
    const row = pieces('<think>|\n\n|a|.\n\n|b|\n|\n|\n\n|c|</think>');
    const { rows } = await unitsOf(cpu, [row, pieces('<think>|a')], 'think_answer', 'step');
    expect(rows).toEqual([
      [-1, 0, 0, 0, 1, 1, 1, 1, 2, -1],
      [-1, -1],
    ]);
  });

  it('give a newline to the item before it and skip a rank for an empty line', async () => {
    const cpu = new ReferenceCompute();
    const row = pieces('<answer>|cat|\n|dog|\n\n|cow|\n|</answer>');
    const { rows } = await unitsOf(cpu, [row], 'think_ranking', 'item');
    expect(rows[0]).toEqual([-1, 0, 0, 1, 1, 3, 3, -1]);
  });

  it('go on counting from span to span, and cut a whole completion with its stop token', async () => {
    const cpu = new ReferenceCompute();
    const think = GRAMMAR({ kind: 'sentence', in: 'think', after: ['.'] });
    const row = pieces('<think>|a.|b|</think>|x|<think>|c|.|</think>|<think>|</think>|<think>|d|</think>');
    expect((await unitsBy(cpu, [row], think, 'sentence')).rows[0]).toEqual([
      -1, 0, 1, -1, -1, -1, 2, 2, -1, -1, -1, -1, 3, -1,
    ]);
    const whole = GRAMMAR({ kind: 'item', in: 'completion', after: ['\n'], each: true });
    expect((await unitsBy(cpu, [pieces('a|\n|b|'), pieces('a|\n|')], whole, 'item')).rows).toEqual([
      [0, 0, 1, 1],
      [0, 0, 1],
    ]);
  });

  it('are refused where the grammar has no rule', async () => {
    await expect(unitsOf(new ReferenceCompute(), [['a']], 'box', 'item')).rejects.toThrow(
      /has no units of the kind 'item'/,
    );
  });
});

const WORDS = [
  'a',
  ' b',
  '.',
  '. ',
  '3.5',
  '!',
  '\n',
  '\n\n',
  '.\n\n',
  ' ',
  'é',
  'c. d',
  '',
  'x\n\ny',
  '<think>',
  '</think>',
  '..',
];

/** Units of one span of bytes by regular expressions: [first byte of each unit]. */
function beginnings(text: string, after: readonly string[], atSpace: boolean, each: boolean): number[] {
  const escaped = [...after].sort((a, b) => b.length - a.length).map((own) => own.replace(/[.\n!?]/g, '\\$&'));
  const found = [
    ...text.matchAll(new RegExp(`(?:${escaped.join('|')})${atSpace ? '(?=[ \\t\\n\\v\\f\\r]|$)' : ''}`, 'g')),
  ];
  let from = 0;
  return found.flatMap((own) => {
    const between = text.slice(from, own.index);
    from = own.index + own[0].length;
    return each || /[^ \t\n\v\f\r]/.test(between) ? [from] : [];
  });
}

it('agree with regular expressions and with each other on random texts', { timeout: 300_000 }, async () => {
  const { below } = randomInputs();
  for (const [after, atSpace, each] of [
    [['.', '!', '\n'], true, false],
    [['\n\n', '.\n\n'], false, false],
    [['\n'], false, true],
    [['.', '..', '. '], false, true],
  ] as const) {
    const rows = Array.from({ length: 70 }, () => Array.from({ length: below(16) }, () => WORDS[below(WORDS.length)]!));
    const grammar = GRAMMAR({ kind: 'step', in: 'think', after, atSpace, each });
    const onCpu = await unitsBy(new ReferenceCompute(), rows, grammar, 'step');
    expect(await unitsBy(await testCompute(), rows, grammar, 'step')).toEqual(onCpu);
    rows.forEach((row, r) => {
      const text = row.join('');
      // Spans by tags alone: the first opening tag counts, the next closing one ends it.
      let base = 0;
      const wanted = row.map(() => -1);
      for (const span of text.matchAll(/<think>([^]*?)<\/think>/g)) {
        const start = span.index + '<think>'.length;
        const begins = beginnings(span[1]!, after, atSpace, each);
        let last = base - 1;
        let at = 0;
        row.forEach((token, t) => {
          const [first, next] = [at, (at += token.length)];
          const end = start + span[1]!.length;
          if (first >= next || first >= end || next <= start) return;
          const own = text.slice(Math.max(first, start), Math.min(next, end));
          const counted = base + begins.filter((begin) => begin <= Math.max(first, start) - start).length;
          const unit = !each && /^[ \t\n\v\f\r]*$/.test(own) ? Math.max(last, base) : counted;
          if (wanted[t]! < 0) wanted[t] = unit;
          last = Math.max(last, wanted[t]!);
        });
        base = last + 1;
      }
      expect(onCpu.rows[r], JSON.stringify(row)).toEqual(wanted);
    });
  }
});

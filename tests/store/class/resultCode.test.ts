// What: result codes: small, read back, found in mails and chats; each fault named; duplicates; the table safe for spreadsheets.
import { encode } from 'uqr';
import { parse } from 'papaparse';
import { beforeEach, describe, expect, test } from 'vitest';
import { fromBase32, toBase32 } from '../../../src/store/class/base32.ts';
import { classCsv } from '../../../src/store/class/classCsv.ts';
import { codesText, forgetResults, takeText, useCollected, withCodes } from '../../../src/store/class/collected.ts';
import { crc32 } from '../../../src/store/class/crc32.ts';
import { findCodes } from '../../../src/store/class/findCodes.ts';
import { cleanText } from '../../../src/store/class/foreignText.ts';
import { encodeResult, MAX_POINTS, thinned } from '../../../src/store/class/resultCode.ts';
import type { Result } from '../../../src/store/class/resultCode.ts';
import { LESSONS } from '../../../src/lessons/lessons.ts';
import { RESULT } from './results.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const only = (text: string) => {
  const codes = findCodes(text);
  expect(codes).toHaveLength(1);
  return codes[0]!;
};
const named = (name: string, tag: number): Result => ({ ...RESULT, name, tag });

describe('signs and checksum', () => {
  test('known answers: CRC-32 and base 32 by hand', () => {
    expect(crc32(bytes('123456789'))).toBe(0xcbf43926); // the check value of the standard
    expect(crc32(bytes(''))).toBe(0);
    // 0xFF 0x00: 11111 11100 00000 0(0000)
    expect(toBase32(Uint8Array.of(255, 0))).toBe('ZW00');
    expect(fromBase32('zwoO')).toEqual(Uint8Array.of(255, 0));
    expect(fromBase32('ZW01')).toBeNull(); // a bit that no byte has
    expect(fromBase32('ZW0U')).toBeNull();
    expect(fromBase32('Z')).toBeNull();
  });
});

describe('a code', () => {
  test('comes back whole: numbers to the precision of the curve', () => {
    const { result } = only(encodeResult(RESULT));
    expect({ ...result, curve: [] }).toEqual({ ...RESULT, curve: [] });
    expect(result!.curve.map(({ step }) => step)).toEqual([1, 4, 8]);
    expect(result!.curve.map(({ value }) => Math.round(1e4 * value) / 1e4)).toEqual([0.5, -0.25, 1.75]);
  });

  test('of a long run of the longest lesson fits 600 signs and a QR code of version 20', () => {
    const [id, lesson] = [...LESSONS].sort(([, a], [, b]) => b.steps.length - a.steps.length)[0]!;
    const predictions = lesson.steps.flatMap(({ id: step, predict }) =>
      predict ? [{ step, value: predict.walk.right }] : [],
    );
    const curve = Array.from({ length: 300 }, (_, i) => ({ step: i + 1, value: Math.sin(i) }));
    const code = encodeResult({
      ...{ ...RESULT, name: 'Wilhelmina Ångström-Łukasiewicz', lesson: id, predictions, curve },
      ...{ seed: 4294967295, tag: 4294967295, steps: 300 },
    });
    expect(code.length).toBeLessThanOrEqual(600);
    expect(code).toMatch(/^RS1\.[0-9A-Z]+\.[0-9A-Z]{7}$/);
    expect(encode(code, { ecc: 'M' }).version).toBeLessThanOrEqual(20);
    const read = only(code).result!;
    expect(read.curve).toHaveLength(MAX_POINTS);
    expect([read.curve[0]!.step, read.curve.at(-1)!.step]).toEqual([1, 300]);
    expect(read.predictions.map(({ step }) => step)).toEqual(predictions.map(({ step }) => step));
  });

  test('is thinned at equal distances, the ends among them', () => {
    expect(thinned([1, 2, 3], 40)).toEqual([1, 2, 3]);
    expect(thinned([0, 1, 2, 3, 4, 5, 6, 7, 8], 3)).toEqual([0, 4, 8]);
  });

  test('what is not finite is left out, not sent', () => {
    const curve = [NaN, 1, Infinity, 2].map((value, i) => ({ step: i + 1, value }));
    const read = only(encodeResult({ ...RESULT, curve, before: NaN, predictions: [{ step: 'a', value: NaN }] }));
    expect(read.result!.curve.map(({ step }) => step)).toEqual([2, 4]);
    expect([read.result!.before, read.result!.predictions]).toEqual([null, []]);
  });

  test('a name is one line of signs that can be seen', () => {
    expect(cleanText('  <b>A\u202Ena</b>\n\u0000 Z\u200B ', 40)).toBe('<b>Ana</b> Z');
    expect(cleanText('e\u0301'.repeat(100), 40)).toHaveLength(40);
    expect(cleanText(`x${'\u0316'.repeat(50)}`, 40)).toHaveLength(3);
    expect(only(encodeResult(named('=\u202Ecmd', 1))).result!.name).toBe('=cmd');
  });
});

describe('in a text', () => {
  const code = encodeResult(RESULT);
  test.each([
    ['in the middle of a sentence', `Here is mine: ${code}. Best, Ana`],
    ['in small letters', code.toLowerCase()],
    ['in brackets', `(${code})`],
    ['quoted and wrapped', code.replace(/(.{30})/g, '$1\n> > ')],
    ['wrapped by a mail program', code.replace(/(.{72})/g, '$1=\r\n')],
    ['with signs of no width', code.replace(/(.{9})/g, '$1\u200B')],
    ['retyped with O and l', code.replace(/0/g, 'O').replace(/1/g, 'l').replace(/^RSl/, 'RS1')],
  ])('%s', (_how, text) => {
    expect(only(text).result).toEqual(only(code).result);
  });

  test('several, with a broken one between them', () => {
    const codes = [code, `${code.slice(0, 40)}`, encodeResult(named('Bo', 2))];
    for (const between of ['\n', ' ', '\n\nOn Monday Bo wrote:\n> '])
      expect(findCodes(codes.join(between)).map(({ result }) => result?.name ?? null)).toEqual(['Ana', null, 'Bo']);
  });

  test.each([
    ['cut', code.slice(0, -3)],
    ['cut', code.slice(0, code.lastIndexOf('.'))],
    ['changed', code.replace(/(?<=^.{20})./, (sign) => (sign === '7' ? '8' : '7'))],
    ['changed', code.replace(/.$/, (sign) => (sign === '7' ? '8' : '7'))],
    ['changed', code.replace('RS1', 'RS0')],
    ['newer', code.replace('RS1', 'RS2')],
    ['damaged', `RS1.${toBase32(Uint8Array.of(1, 2, 3))}.${sumOf(1, 2, 3)}`],
  ])('%s', (fault, text) => {
    expect(only(text)).toMatchObject({ result: null, fault });
  });

  test('no code at all', () => expect(findCodes('first RS1. and words1.ABC')).toMatchObject([{ fault: 'cut' }]));
});

function sumOf(...body: readonly number[]): string {
  const sum = crc32(Uint8Array.of(1, ...body));
  return toBase32(Uint8Array.of(sum >>> 24, sum >>> 16, sum >>> 8, sum));
}

describe('collected', () => {
  beforeEach(forgetResults);
  const told = () => useCollected.getState().told;

  test('each run once; a corrected name replaces; another page with the same run is another learner', () => {
    takeText([named('Ana', 1), named('Bo', 2), named('Ana', 1)].map(encodeResult).join('\n'));
    expect(told()).toBe('2 results added; one result came again and counts once.');
    takeText(encodeResult(named('Ana Maria', 1)));
    expect(useCollected.getState().results.map(({ name }) => name)).toEqual(['Ana Maria', 'Bo']);
    expect(told()).toBe('No new result added; one result came again and counts once.');
  });

  test('broken ones are counted and named in one sentence', () => {
    const code = encodeResult(named('Ana', 1));
    takeText(`${code}\n${code.slice(0, -4)}\n${code.replace('RS1', 'RS9')}`);
    expect(told()).toBe(
      `One result added. 2 codes could not be used: no. 2 (${code.slice(0, 10)}…) was cut off, no. 3 (RS9${code.slice(3, 10)}…) was made by a newer version of this page.`,
    );
    takeText('hello');
    expect(told()).toBe('There is no result code in this text; a code begins with “RS1.”.');
  });

  test('bounded; saved codes can be opened again', () => {
    const many = Array.from({ length: 1001 }, (_, i) => ({
      number: 1,
      begins: '',
      result: named('x', i),
      fault: null,
    }));
    expect(withCodes([], many)).toMatchObject({ added: 1000, noRoom: 1 });
    const two = [named('Ana', 1), named('Bo', 2)];
    expect(findCodes(codesText(two)).map(({ result }) => result?.name)).toEqual(['Ana', 'Bo']);
  });
});

describe('the table', () => {
  test('one row each, predictions in columns, as a spreadsheet reads it', () => {
    const second = { ...named('Bo, "B"\nC', 2), predictions: [{ step: 'two', value: [0.5, -1] }], before: null };
    const { data } = parse<Record<string, string>>(classCsv([RESULT, second]), { header: true, skipEmptyLines: true });
    expect(data).toHaveLength(2);
    expect(data[0]).toMatchObject({
      ...{ name: 'Ana', lesson: RESULT.lesson, seed: '5', steps: '8', first: '0.5', last: '1.75' },
      ...{ greedy_before: '0.5', greedy_after: '1.25', curve: '1:0.5 4:-0.25 8:1.75' },
      ...{ [`${RESULT.lesson}/sum`]: '0.25', [`${RESULT.lesson}/wrong`]: 'yes', [`${RESULT.lesson}/two`]: '' },
    });
    expect(data[1]).toMatchObject({ name: 'Bo, "B"\nC', greedy_before: '', [`${RESULT.lesson}/two`]: '0.5 -1' });
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '=HYPERLINK("//evil","x")'])('no formula: %s', (name) => {
    const evil = {
      ...{ ...RESULT, name, recipe: name, lesson: name, metric: name },
      predictions: [{ step: 'a', value: name }],
    };
    const { data } = parse<string[]>(classCsv([evil]));
    for (const cell of data.flat())
      expect(cell === '' || /^-?[\d.]+$/.test(cell) || !/^\s*[=+\-@]/.test(cell)).toBe(true);
    expect(data[1]![0]).toBe(`'${name}`);
  });
});

// What: result codes of anyone: every result comes back; codes with letters changed, bodies of any bytes with a right checksum, any text: a
// result with bounded texts and finite numbers, or a fault. Nothing throws.
import fc from 'fast-check';
import { expect } from 'vitest';
import { toBase32 } from '../../src/store/class/base32.ts';
import { classCsv } from '../../src/store/class/classCsv.ts';
import { crc32 } from '../../src/store/class/crc32.ts';
import { findCodes } from '../../src/store/class/findCodes.ts';
import { cleanText } from '../../src/store/class/foreignText.ts';
import { encodeResult, MAX_ID, MAX_NAME, MAX_POINTS, MAX_PREDICTIONS } from '../../src/store/class/resultCode.ts';
import type { Result } from '../../src/store/class/resultCode.ts';
import { anyResult, isNear } from '../store/class/results.ts';
import { fuzzKind } from './fuzz.ts';

const fuzz = fuzzKind('result codes', 300);

function checkSound(result: Result): void {
  const { name, recipe, lesson, metric, predictions, curve, before, after, seed, steps, tag } = result;
  expect(cleanText(name, MAX_NAME)).toBe(name);
  const ids = predictions.flatMap(({ step, value }) => (typeof value === 'string' ? [step, value] : [step]));
  for (const id of [recipe, lesson, metric, ...ids]) expect(cleanText(id, MAX_ID)).toBe(id);
  const drawn = predictions.flatMap(({ value }) => (typeof value === 'string' ? [] : value));
  const numbers = [...curve.flatMap(({ step, value }) => [step, value]), ...drawn, before ?? 0, after ?? 0];
  for (const number of [...numbers, seed, steps, tag]) expect(Number.isFinite(number)).toBe(true);
  expect(curve.length).toBeLessThanOrEqual(MAX_POINTS);
  expect(predictions.length).toBeLessThanOrEqual(MAX_PREDICTIONS);
  expect(curve.every(({ step }, i) => i === 0 || step > curve[i - 1]!.step)).toBe(true);
  for (const row of classCsv([result]).split('\r\n')) expect(row).not.toMatch(/(?:^|,)"?[=+@]/);
}

function look(text: string): 'read' | 'refused' {
  const codes = findCodes(text);
  for (const { result, fault } of codes) {
    expect((result === null) !== (fault === null)).toBe(true);
    if (result) checkSound(result);
  }
  return codes.some(({ result }) => result) ? 'read' : 'refused';
}

fuzz('every result comes back', 1 / 3, anyResult, (made) => {
  const read = findCodes(`> ${encodeResult(made)}.`)[0]!.result!;
  const values = (result: Result) => result.curve.map(({ value }) => value);
  const bare = (result: Result) => ({ ...result, curve: result.curve.map(({ step }) => step), predictions: [] });
  expect(bare(read)).toEqual(bare(made));
  expect(isNear(values(made), values(read))).toBe(true);
  made.predictions.forEach(({ step, value }, i) => {
    const back = read.predictions[i]!;
    expect(back.step).toBe(step);
    if (typeof value !== 'object') expect(back.value).toBe(value);
    else expect(isNear(value, back.value as readonly number[])).toBe(true);
  });
  checkSound(read);
  return 'read';
});

const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...'0ZKU.\n> é'), fc.nat(2)), {
  minLength: 1,
  maxLength: 4,
});
fuzz('letters changed, lost, put in', 1 / 3, fc.tuple(anyResult, changes), ([made, all]) => {
  let code = encodeResult(made);
  for (const [at, sign, cut] of all) {
    const place = at % code.length;
    code = code.slice(0, place) + sign + code.slice(place + cut);
  }
  return look(code);
});

fuzz('any bytes with a right checksum', 1 / 6, fc.uint8Array({ minLength: 1, maxLength: 400 }), (body) => {
  const sum = crc32(Uint8Array.from([1, ...body]));
  const signs = toBase32(Uint8Array.of(sum >>> 24, sum >>> 16, sum >>> 8, sum));
  return look(`RS1.${toBase32(body)}.${signs}`);
});

const piece = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('RS1.', '.', '\n> ', 'rs', 'ABC', '0000000', '=\n'),
);
fuzz('any text', 1 / 6, fc.array(piece, { maxLength: 40 }), (pieces) => look(pieces.join('')));

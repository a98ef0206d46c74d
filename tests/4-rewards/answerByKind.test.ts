// What: what counts as right for each kind of question: tables, rounding against the exact value of float64, word errors against a search.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, constantSignals, scores } from './rewardFixtures.ts';

const block = (text: string) => `<answer>${text}</answer>`;
const score = (kind: number, truth: string, answers: readonly string[], knobs = {}) =>
  scores('answerByKind', { answer: truth }, answers.map(block), {
    knobs: { kind, ...knobs },
    signals: constantSignals('rollout', { 'judge/score': 0.75 }, answers.length),
  });

it('reads the first answer block on both sides, and the whole truth where it has none', async () => {
  const read = (truth: object, texts: readonly string[], knobs = {}) =>
    scores('answerByKind', truth, texts, {
      knobs,
      signals: constantSignals('rollout', { 'judge/score': 0 }, texts.length),
    });
  const texts = [
    '<answer>\n B\u00a0</answer>',
    '<answer>b</answer>',
    'B',
    '<answer>B',
    'x<answer>B</answer><answer>C</answer>',
  ];
  expect(await read({ answer: ' B' }, texts)).toEqual([1, 0, 0, 0, 1]);
  expect(await read({ answer: '<answer>B</answer>C' }, texts)).toEqual([1, 0, 0, 0, 1]);
  // As released: without blocks on either side both are empty, and so the same.
  expect(await read({ answer: 'B' }, texts, { whole_truth: 0 })).toEqual([0, 0, 1, 1, 0]);
  expect(await read({}, texts)).toEqual([0, 0, 0, 0, 0]);
});

it('compares numbers at two places, if both or neither are written with a point', async () => {
  expect(await score(1, '3.14', ['3.141', '3.145', '3.1449', '3', '314e-2', ' +3.14 ', '-3.14', '3.14 m', ''])).toEqual(
    [1, 0, 1, 0, 0, 1, 0, 0, 0],
  );
  expect(await score(1, '1,000.00', ['1,000', '1000', '1000.0', '1.0e3', '1,000.004', '1,000.006', '1.0e,+3'])).toEqual(
    [1, 0, 1, 1, 1, 0, 1],
  );
  expect(await score(1, '0.0', ['-0.001', '0.,', '.0', '.', '1e0'])).toEqual([1, 1, 1, 0, 0]);
  expect(await score(1, '999999999.999', ['1000000000.0', '1e9.', '999,999,999.99'])).toEqual([1, 0, 0]);
  expect(await score(1, '123456789012345.0', ['123456789012345.', '123456789012346.0'])).toEqual([1, 0]);
});

/** round(x, 2) of the exact value, ties to even: the bits of float64 as a fraction of whole numbers. */
function exactlyRounded(text: string): string {
  const [bits] = new BigUint64Array(Float64Array.of(Math.abs(Number(text))).buffer) as unknown as [bigint];
  const power = Number(bits >> 52n) - 1075;
  const mantissa = (bits & ((1n << 52n) - 1n)) | (1n << 52n);
  const [above, below] = power < 0 ? [mantissa * 100n, 1n << BigInt(-power)] : [(mantissa << BigInt(power)) * 100n, 1n];
  const [whole, rest] = [above / below, above % below];
  const up = rest * 2n > below || (rest * 2n === below && whole % 2n === 1n);
  return String(whole + (up ? 1n : 0n));
}

it('rounds halfway cases as float64 holds them', async () => {
  const { below } = randomInputs();
  const known = ['0.125', '0.375', '2.675', '1.005', '0.005', '0.015', '1000.125', '0.045', '536870911.625', '0.995'];
  const drawn = Array.from({ length: 30 }, () => `${below(10 ** (1 + below(8)))}.${below(10)}${below(10)}5`);
  for (const text of [...known, ...drawn]) {
    const hundredths = exactlyRounded(text).padStart(3, '0');
    const rounded = `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`;
    const lower = text.slice(0, -1);
    expect([text, await score(1, rounded, [text, lower])]).toEqual([text, [1, rounded.endsWith(lower) ? 1 : 0]]);
  }
  // What Python says of the first ones.
  expect(known.map(exactlyRounded).slice(0, 6)).toEqual(['12', '38', '267', '100', '1', '1']);
});

it('counts the words that are wrong, down to nothing', async () => {
  const own = [
    'the red car',
    'the blue car',
    'the  red\u00a0car',
    'red car',
    'The Red Car',
    'a b c d e f',
    'car the red',
    '',
  ];
  expect(await score(2, 'the red car', own)).toEqual([1, 0.66667, 1, 0.66667, 0, 0, 0.33333, 0]);
  expect(await score(2, ' ', ['', 'a'])).toEqual([1, 0]);
});

it('is the cheapest way from one text to the other, on random words', async () => {
  const { below } = randomInputs();
  const words = (count: number) => Array.from({ length: count }, () => 'abc'[below(3)]!);
  for (let round = 0; round < 20; round++) {
    const truth = words(1 + below(6));
    const own = words(below(6));
    // All texts that so many changes can reach.
    let reached = new Set([truth.join(' ')]);
    let changes = 0;
    for (; !reached.has(own.join(' ')); changes++) {
      const next = [...reached].flatMap((text) => {
        const list = text === '' ? [] : text.split(' ');
        const cut = list.map((_, i) => list.toSpliced(i, 1));
        const put = [...list, ''].flatMap((_, i) =>
          ['a', 'b', 'c'].flatMap((w) => [list.toSpliced(i, 0, w), list.toSpliced(i, 1, w)]),
        );
        return [...cut, ...put].map((made) => made.join(' '));
      });
      reached = new Set([...reached, ...next].filter((text) => text.length < 12));
    }
    const [found] = await score(2, truth.join(' '), [own.join(' ')]);
    expect(found).toBeCloseTo(Math.max(0, 1 - changes / truth.length), 4);
  }
});

it('does not score a true text of more than 255 words', async () => {
  const long = (count: number) => Array.from({ length: count }, (_, i) => `w${i}`).join(' ');
  expect(await score(2, long(255), [long(255), long(254)])).toEqual([1, 0.99608]);
  // 0 in the column, and left out of the sum.
  expect(await score(2, long(256), [long(256)])).toEqual([0]);
});

it('pays estimates by their relative error', async () => {
  expect(
    await score(3, '10', ['10', '9', '12.5', '30', '-10', 'ten', '1e1', '1,0', '1_0', '1__0', '_10', '10_']),
  ).toEqual([1, 0.9, 0.75, 0, 0, 0, 1, 1, 1, 0, 0, 0]);
  expect(await score(3, '0', ['0', '0.5', '0.0000000001'])).toEqual([0, 0, 0]);
  expect(await score(3, '-4', ['-3', '4'])).toEqual([0.75, 0]);
  expect(await score(3, 'four', ['4'])).toEqual([0]);
});

it('compares lists byte for byte; items that come twice count as items, but hit once', async () => {
  expect(await score(4, 'a,b,c', ['a,b', 'c,b,a', 'a, b', 'a,a,b', 'd', '', 'a,b,c,'])).toEqual([
    0.8, 1, 0.4, 0.66667, 0, 0, 0.85714,
  ]);
  expect(await score(4, 'a,a', ['a', 'a,a'])).toEqual([0.66667, 0.5]);
  expect(await score(4, '', ['', 'a'])).toEqual([1, 0]);
});

it('finds yes or no in both', async () => {
  expect(await score(5, 'No.', ['no', 'I know', 'yes and no', 'yes', 'n o', ''])).toEqual([1, 1, 1, 0, 0, 0]);
  expect(await score(5, 'YES', ['yes', 'Yesterday', 'no', 'ye'])).toEqual([1, 1, 0, 0]);
});

it('takes the mark of a judge, and pays nothing for kinds that it does not know', async () => {
  expect(await score(6, 'a car', ['a vehicle', ''])).toEqual([0.75, 0.75]);
  expect(await score(7, 'a car', ['a car'])).toEqual([0]);
});

it('agrees with its reference', async () => {
  for (const kind of [0, 1, 2, 3, 4, 5, 6]) await checkReward('answerByKind', { kind });
});

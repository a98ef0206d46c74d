// What: loops in a text: those that the search finds, those that it misses, and all of them.
import { expect, it } from 'vitest';
import { randomInputs } from '../gpu/randomInputs.ts';
import { checkReward, scores } from './rewardFixtures.ts';

const score = (texts: readonly string[], knobs = {}) => scores('stuckText', {}, texts, { knobs });
/** No stretch of it comes twice. */
const plain = (count: number) => Array.from({ length: count }, (_, i) => `${i},`).join('');

it('finds loops at the end of a text, and misses them where much follows', async () => {
  const unit = 'abcdefghij klmnopqr.';
  const texts = [
    unit.repeat(5),
    `${plain(30)}${unit.repeat(10)}`,
    unit.repeat(4),
    unit.slice(1).repeat(5),
    // 25 characters five times alone: lengths 22 … are tried from the halves of 20 … 25.
    'abcdefghij klmnopqrs tuv.'.repeat(5),
    `${'abcdefghij klmnopqrs tuv.'.repeat(5)} ${plain(120)}`,
    Array.from({ length: 5 }, (_, i) => unit + String(i)).join(''),
    'x'.repeat(100),
    'x'.repeat(99),
    '',
  ];
  expect(await score(texts)).toEqual([-1, -1, 0, 0, -1, 0, 0, -1, 0, 0].map((value) => value + 0));
  expect(await score(texts, { every_length: 1 })).toEqual([-1, -1, 0, 0, -1, -1, 0, -1, 0, 0]);
});

it('counts characters, not bytes', async () => {
  const short = 'é'.repeat(10);
  expect(await score([short.repeat(9), short.repeat(10), `é${'ö'.repeat(98)}`, '😀'.repeat(100)])).toEqual([
    0, -1, 0, -1,
  ]);
});

it('tries the lengths of the search alone, on random loops', async () => {
  const { below } = randomInputs();
  const knobs = { shortest: 2, times: 3 };
  const texts = Array.from({ length: 150 }, () => {
    const letters = (count: number) => Array.from({ length: count }, () => 'aébc'[below(4)]!).join('');
    return letters(below(6)) + letters(2 + below(4)).repeat(1 + below(4)) + letters(below(12));
  });
  const stuck = (text: string, isTried: (length: number, room: number) => boolean) => {
    const all = [...text];
    return all.some((_, i) =>
      all.some((_x, length) => {
        if (length < 2 || i + 3 * length > all.length || !isTried(length, Math.floor((all.length - i) / 3)))
          return false;
        return all.slice(i, i + 2 * length).every((letter, k) => letter === all[i + k + length]);
      }),
    )
      ? -1
      : 0;
  };
  // The lengths of the search by their definition: from a length, the next one is half of the rest further.
  const tried = (room: number) => {
    const lengths: number[] = [];
    for (let low = 2; low <= room; low = lengths.at(-1)! + 1) lengths.push(low + Math.floor((room - low) / 2));
    return lengths;
  };
  const expected = texts.map((text) => stuck(text, (length, room) => tried(room).includes(length)));
  const whole = texts.map((text) => stuck(text, () => true));
  expect(new Set(expected.map((value, i) => `${value} ${whole[i]}`))).toEqual(new Set(['0 0', '0 -1', '-1 -1']));
  expect(await score(texts, knobs)).toEqual(expected);
  expect(await score(texts, { ...knobs, every_length: 1 })).toEqual(whole);
});

it('agrees with its reference', async () => {
  await checkReward('stuckText', { shortest: 1, times: 2 });
});

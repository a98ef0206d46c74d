// What: the rows of the fault table, and which runs count as passed.
import { expect, test } from 'vitest';
import { faultRow, isPassed } from '../../bench/faults.ts';

const good = { lost: 0, sentence: '', resumed: true, wrong: [] };

test('a lost step, a run that does not go on, or anything wrong fails', () => {
  expect(isPassed(good)).toBe(true);
  expect(isPassed({ ...good, lost: 1 })).toBe(false);
  expect(isPassed({ ...good, resumed: false })).toBe(false);
  expect(isPassed({ ...good, wrong: ['step 3 where 2 was due'] })).toBe(false);
});

test('a row adds up what was lost and quotes the first sentence', () => {
  const outcomes = [good, { ...good, lost: 2, sentence: 'It stopped | press “Load”.' }, { ...good, resumed: false }];
  expect(faultRow('killed', outcomes)).toBe('| killed | 3 | 2 | It stopped \\| press “Load”. | 2 of 3 |');
  expect(faultRow('clock', [good])).toBe('| clock | 1 | 0 | – | 1 of 1 |');
});

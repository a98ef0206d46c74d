// What: verdicts on recorded histories, step by step as a visitor sees them: on runs that go well no rule raises an alarm at any step; on those
//   that were broken on purpose the right rule speaks, in time, and names the step.
import { describe, expect, test } from 'vitest';
import { historyOf, readVerdict, RULES } from '../../src/verdicts/readVerdict.ts';
import type { Verdict } from '../../src/verdicts/verdict.ts';
import { isRead } from '../../src/verdicts/readMetrics.ts';
import { EXPECTED, HEALTHY, QUIET, UNSEEN } from './expected.ts';
import { FILES, recorded } from './history.ts';

/** Everything found after each step, the main finding first. */
function follow(name: string): readonly (readonly Verdict[])[] {
  const { config, points } = recorded(name);
  return points.map((_, i) => {
    const reading = readVerdict(historyOf(points.slice(0, i + 1), config));
    return reading ? [reading.main, ...reading.others] : [];
  });
}
const followed = new Map(FILES.map((name) => [name, follow(name)]));

test('at least thirty histories, each said to be well or broken, made by a command at a commit', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(30);
  expect([...Object.keys(HEALTHY), ...Object.keys(EXPECTED)].sort()).toEqual([...FILES]);
  for (const name of FILES) {
    const { file, points } = recorded(name);
    expect(file.made.command).toMatch(/^(node --import tsx bench\/histories\.ts|npm run evidence --) /);
    expect(file.made.commit).toMatch(/^[0-9a-f]{10}$/);
    expect(Object.keys(file.series).every(isRead), name).toBe(true);
    expect(points.length).toBeGreaterThanOrEqual(10);
  }
});

test('there is a sentence after every step; its numbers are numbers, and the rules are ranked', () => {
  const ranks = [...RULES.values()].map(({ rank }) => rank);
  expect(new Set(ranks).size).toBe(ranks.length);
  for (const [name, steps] of followed) {
    for (const [i, found] of steps.entries()) {
      expect(found.length, `${name}, step ${i + 1}`).toBeGreaterThan(0);
      const own = found.map(({ rule }) => RULES.get(rule)!.rank);
      expect(own, name).toEqual([...own].sort((a, b) => b - a));
      for (const { rule, sentence, advice, step, numbers, goBackTo = 0 } of found) {
        const where = `${name}, step ${i + 1}: ${rule}`;
        expect(numbers.length, where).toBeGreaterThan(0);
        expect(
          numbers.every(({ name: words, value }) => words.length > 2 && Number.isFinite(value)),
          where,
        ).toBe(true);
        expect(sentence, where).toMatch(/^[A-Z“].*[.?]$/);
        expect(advice, where).toMatch(/^[A-Z].*[.?]$/);
        expect(step, where).toBeGreaterThanOrEqual(1);
        expect(step, where).toBeLessThanOrEqual(i + 1);
        expect(goBackTo, where).toBeLessThanOrEqual(i + 1);
      }
    }
  }
});

describe('runs that go well', () => {
  test.each(Object.entries(HEALTHY))('%s: no alarm at any step', (name, { main, also = [] }) => {
    const steps = followed.get(name)!;
    const alarms = steps.flatMap((found, i) =>
      found
        .filter(({ kind, rule }) => (kind === 'wrong' || kind === 'stuck') && !also.includes(rule))
        .map(({ rule }) => `step ${i + 1}: ${rule}`),
    );
    expect(alarms).toEqual([]);
    expect(steps.at(-1)![0]!.rule).toBe(main);
    // What is allowed is there, too.
    for (const rule of also)
      expect(
        steps.some((found) => found.some((one) => one.rule === rule)),
        rule,
      ).toBe(true);
  });
});

describe('runs that were broken on purpose', () => {
  test.each(Object.entries(EXPECTED))('%s', (name, wanted) => {
    const steps = followed.get(name)!;
    for (const { rule, by, since, main } of wanted) {
      const first = steps.findIndex((found) => found.some((one) => one.rule === rule)) + 1;
      expect(first, `${rule} speaks first`).toBe(by);
      const found = steps[by - 1]!.find((one) => one.rule === rule)!;
      expect(found.step, `${rule} began`).toBe(since);
      if (main) expect(steps[by - 1]![0]!.rule, `main at step ${by}`).toBe(rule);
    }
  });
});

test('every rule speaks in some history, and is silent in another', () => {
  for (const rule of RULES.keys()) {
    const speaks = [...followed.values()].map((steps) => steps.some((found) => found.some((one) => one.rule === rule)));
    expect(speaks.includes(true), `${rule} speaks`).toBe(!UNSEEN.includes(rule));
    if (!QUIET.includes(rule)) expect(speaks.includes(false), `${rule} is silent`).toBe(true);
  }
});

test('nothing is learned from shuffled advantages, at no step', () => {
  const found = followed.get('shuffled')!.flat();
  expect(found.filter(({ rule }) => rule === 'learning')).toEqual([]);
});

test('no verdict before the first step; the thinned history of a long run gives the same sentence', () => {
  const { config, points } = recorded('one-picture-0');
  expect(readVerdict(historyOf([], config))).toBeNull();
  const long = Array.from({ length: 2000 }, (_, i) => ({ ...points[Math.floor(i / 50)]!, step: i + 1 }));
  const thinned = long.filter(({ step }) => step > 1000 || step % 2 === 1);
  const read = (list: typeof long) => readVerdict(historyOf(list, config))!.main.rule;
  expect(read(thinned)).toBe(read(long));
});

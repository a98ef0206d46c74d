// What: what the checks say about runs with hand-made numbers, for right and for wrong predictions; markup, targets, numbers.
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { paragraphsOf, plain, runsOf } from '../../src/lessons/markup.ts';
import { list, mean, near, percent, say, signed, std } from '../../src/lessons/numbers.ts';
import { columnOf, selectorOf } from '../../src/lessons/targets.ts';
import { both, group, point, rollout } from './told.ts';

describe('1: one step', () => {
  const run = (...overlaps: readonly number[]) =>
    overlaps.map((iou, i) => point(i + 1, { 'rewards/boxIou/mean': iou }));

  test('boxes gather, stay or scatter, told with their overlap', () => {
    const says = both('01-one-step', 'move', { points: run(0.4, 0.9, 0.7) }, 'gather', 'stay');
    expect(says).toContain('0.4 on average');
    expect(says).toContain('by 0.7');
    both('01-one-step', 'move', { points: run(0.6, 0.3) }, 'scatter', 'gather');
    both('01-one-step', 'move', { points: run(0.6, 0.62) }, 'stay', 'gather');
  });

  test('the advantage is worked out with the numbers of the stage', () => {
    const stages = {
      '4-rewards': { step: 1, summary: {}, example: { rewards: [1.5, 0.5] } },
      '5-advantages': {
        step: 1,
        summary: {},
        example: { advantages: [0.7071, -0.7071], groupMean: [1], groupStd: [0.7071] },
      },
    } as const;
    const says = both('01-one-step', 'advantage', { stages }, 'above', 'below');
    expect(says).toContain('A₁ = (1.5 − 1) / (0.71 + 0.0001) = **+0.71**');
  });

  test('a token goes against its coefficient', () => {
    const stages = (A: number, coef: number) => ({
      '5-advantages': { step: 1, summary: {}, example: { advantages: [A] } },
      '6-loss': { step: 1, summary: {}, example: { coefficients: [coef, coef] } },
    });
    both('01-one-step', 'update', { stages: stages(-1, 0.01) }, 'less', 'nothing');
    both('01-one-step', 'update', { stages: stages(1, -0.01) }, 'less', 'more');
    both('01-one-step', 'update', { stages: stages(-1, 0) }, 'nothing', 'less');
  });

  test('twice the rate, twice the way', () => {
    const usual = { config: defaultConfig(), points: [point(1, { update_norm: 0.45 })], groups: [] };
    const says = both(
      '01-one-step',
      'change',
      { points: [point(1, { update_norm: 0.9 })], runs: { usual } },
      'double',
      'same',
    );
    expect(says).toContain('0.9, before by 0.45: 2 times');
  });
});

describe('2: the group', () => {
  test('the sum is told from the advantages', () => {
    const groups = [group(rollout(1.5, 0.7), rollout(1, 0), rollout(0.5, -0.7))];
    expect(both('02-the-group-is-the-yardstick', 'sum', { groups }, 0.005, 0.02)).toContain('+0.7 0 −0.7 = **0**');
  });

  test('all wrong, and the least bad is praised', () => {
    const groups = [group(rollout(0.1, -0.7), rollout(0.3, 0.7))];
    const says = both('02-the-group-is-the-yardstick', 'wrong', { groups }, 'yes', 'no');
    expect(says).toContain('0 of 2 are right');
    expect(says).toContain('+0.7');
  });

  test('a group of two always gets 1/√2', () => {
    const pair = (gap: number) => group(rollout(gap, Math.SQRT1_2), rollout(0, -Math.SQRT1_2));
    const says = both('02-the-group-is-the-yardstick', 'two', { groups: [pair(0.5), pair(0.01)] }, 'same', 'far');
    expect(says).toContain('±0.71');
  });
});

describe('3: nothing to compare', () => {
  test.each(['right', 'wrong'])('all %s: no update', (step) => {
    const groups = [group(rollout(1, 0), rollout(1, 0))];
    both('03-nothing-to-compare', step, { groups, points: [point(1, { update_norm: 0 })] }, 'none', 'large');
    both('03-nothing-to-compare', step, { groups, points: [point(1, { update_norm: 0.2 })] }, 'large', 'none');
  });

  test('the share of flat groups, and of which kind they are', () => {
    const groups = [
      group(rollout(1, 0), rollout(1, 0)),
      group(rollout(0, 0), rollout(0, 0)),
      group(rollout(1, 1), rollout(0, -1)),
    ];
    const points = [0.5, 0.7].map((share, i) => point(i + 1, { frac_reward_zero_std: share }));
    const says = both('03-nothing-to-compare', 'share', { groups, points }, 70, 20);
    expect(says).toContain('60 %');
    expect(says).toContain('1 of 3 groups were all right and 1 all wrong');
  });
});

describe('5: the loss', () => {
  test('0 but for rounding', () => {
    const groups = [group(rollout(1, 0.5), rollout(0, -0.5))];
    both('05-why-the-loss-is-0', 'zero', { groups, points: [point(1, { loss: -2e-8 })] }, 0, 1);
  });

  test('the reward rises or it does not', () => {
    const run = (rewards: readonly number[]) => rewards.map((reward, i) => point(i + 1, { reward, loss: 0.001 }));
    both('05-why-the-loss-is-0', 'learns', { history: run([1, 1.5, 1.6]), points: run([1, 1.5]) }, 'rise', 'flat');
    both('05-why-the-loss-is-0', 'learns', { history: run([1, 0.5, 0.6]), points: run([1, 1.5]) }, 'flat', 'rise');
  });

  test('below 0 with several updates, and a tighter clip', () => {
    const at = (loss: number, share: number) => [point(1, { loss, 'clip_ratio/region_mean': share })];
    both('05-why-the-loss-is-0', 'two', { points: at(-0.01, 0.03) }, 'below', 'zero');
    both('05-why-the-loss-is-0', 'two', { points: at(0.00001, 0) }, 'zero', 'below');
    const two = { config: defaultConfig(), points: at(-0.01, 0.03), groups: [] };
    const says = both('05-why-the-loss-is-0', 'change', { points: at(-0.005, 0.3), runs: { two } }, 'more', 'fewer');
    expect(says).toContain('30 % of the tokens were clipped, before 3 %');
  });
});

test('markup: paragraphs, code, emphasis; anything else is text', () => {
  expect(runsOf('a `x*y*` *b* **c** 2 * 3 * 4 <b>')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'code', text: 'x*y*' },
    { kind: 'text', text: ' ' },
    { kind: 'em', text: 'b' },
    { kind: 'text', text: ' ' },
    { kind: 'strong', text: 'c' },
    { kind: 'text', text: ' 2 * 3 * 4 <b>' },
  ]);
  expect(paragraphsOf('one\nline\n\n two ')).toHaveLength(2);
  expect(plain('**a** `b`\n\nc')).toBe('a b c');
});

test('targets become selectors and columns; what cannot be a name is refused', () => {
  expect(selectorOf('curve:clip_ratio/region_mean')).toBe('[data-lesson-target~="curve:clip_ratio/region_mean"]');
  expect(() => selectorOf('knob:a"] *' as never)).toThrow(/cannot be the name/);
  expect([columnOf('curve:reward'), columnOf('answers'), columnOf('stage:6-loss')]).toEqual(['curves', 'group', null]);
});

test('numbers as sentences write them', () => {
  expect([0.12345, 12.345, 1234.5, -0.5, 0, 2.1e-7, -2.1e-8, NaN].map(say)).toEqual(
    '0.12 12.3 1235 −0.5 0 2.1e-7 −2.1e-8 none yet'.split(/ (?!yet)/),
  );
  expect([0.5, -0.5, 1e-9].map(signed)).toEqual(['+0.5', '−0.5', '0']);
  expect([std([1, 2, 3]), std([1]), mean([1, 2, 6])]).toEqual([1, 0, 3]);
  expect([near(1, 1.5, 0.5), near(1, 1.6, 0.5), near(1, 'one', 9)]).toEqual([true, false, false]);
  expect([percent(0.375), list([1, 2, 3], 2)]).toEqual(['38 %', '1, 2, …']);
});

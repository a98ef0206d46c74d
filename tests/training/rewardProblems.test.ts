// What: what is wrong with a visitor's reward, as sentences: where they point to, and how many answers they speak of.
import { describe, expect, test } from 'vitest';
import { rewardByName } from '../../src/4-rewards/registry.ts';
import { RewardError } from '../../src/4-rewards/runReward.ts';
import { errorEvent } from '../../src/training/session/errorEvent.ts';
import { judge, problemsOf } from '../../src/training/rewardTrial/rewardProblems.ts';

const reward = rewardByName('boxIou'); // range [0, 1]
const trials = ['a', 'a', 'b'].map((promptId, r) => {
  return { promptId, rollout: r % 2, text: '', before: null, after: 0 };
});

describe('values', () => {
  test('within the range, its ends and a rounding error beyond, there is nothing to say', () => {
    expect(judge(reward, Float32Array.of(0, 1, 1.000001), trials)).toEqual([]);
  });

  test('the first bad answer is named, the others are counted; NaN is an error, a value outside a warning', () => {
    const both = judge(reward, Float32Array.of(NaN, 1.5, Infinity), trials);
    expect(both.map(({ severity }) => severity)).toEqual(['error', 'warning']);
    expect(both[0]!.message).toBe(
      'The value of answer 1 to prompt “a” and of 1 more is NaN; a reward must be a finite number.',
    );
    expect(both[1]!.message).toMatch(/^The value of answer 2 to prompt “a” and of 1 more is 1\.5, outside .*\[0, 1\]/);
    const [alone] = judge(reward, Float32Array.of(0, 0, -0.5), trials);
    expect(alone!.message).toMatch(/^The value of answer 1 to prompt “b” is -0\.5, outside/);
  });

  test('before the first step the answers are empty', () => {
    expect(judge(reward, Float32Array.of(NaN, 0), [])[0]!.message).toMatch(/^The value of an empty answer is NaN/);
  });
});

describe('errors', () => {
  test('of a reward: a sentence of its own, at its line where it has one', () => {
    expect(problemsOf(new RewardError('mine', 'the loop runs for ever.', 7), 'mine')).toEqual([
      { severity: 'error', message: 'The loop runs for ever.', line: 7, column: 1 },
    ]);
    expect(problemsOf(new RewardError('mine', 'there is no signal.'), 'mine')).toEqual([
      { severity: 'error', message: 'There is no signal.' },
    ]);
  });

  test('of any kind, as an event: one sentence, and a place only where line and column are known', () => {
    const placed = Object.assign(new Error('Here.'), { line: 3, column: 5 });
    const plain = { type: 'error', fatal: false, where: 'step' };
    expect(errorEvent(placed, 'step', false)).toEqual({ ...plain, message: 'Here.', line: 3, column: 5 });
    expect(errorEvent(Object.assign(new Error('Half.'), { line: 3 }), 'step', false)).toEqual({
      ...plain,
      message: 'Half.',
    });
    expect(errorEvent('thrown words', 'load', true)).toEqual({
      ...{ type: 'error', message: 'thrown words', fatal: true, where: 'load' },
    });
    expect(errorEvent(undefined, 'step', false)).toMatchObject({ message: 'undefined' });
  });
});

// What: scores of steps from the values of their nodes, and their advantages against the ends of the rollouts of the prompt, by hand.
import { describe, expect, it } from 'vitest';
import { block } from '../../src/4-rewards/compose/nodeValues.ts';
import { nodeScores } from '../../src/4-rewards/nodeScores.ts';
import { computeAdvantages, weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import type { Signals } from '../../src/blocks/signals.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { scores } from './rewardFixtures.ts';

const compute = new ReferenceCompute();
const defaults = defaultsOf(block, 'nodeValues');

describe('nodeScores', () => {
  it('squash all values but the last', () => {
    const values = [0.25, 1.6, -3];
    const close = (own: readonly number[], expected: readonly number[]) =>
      own.forEach((value, k) => expect(value).toBeCloseTo(expected[k]!, 12));
    close(nodeScores(values, { temperature: 1, most: 1 }), [Math.tanh(0.25), Math.tanh(1.6), -3]);
    close(nodeScores(values, { temperature: 2, most: 0.5 }), [0.5 * Math.tanh(0.125), 0.5 * Math.tanh(0.8), -3]);
    expect(nodeScores(values, { temperature: 0, most: 0.5 })).toEqual(values);
    close(nodeScores(values, { temperature: 1, most: 1 }, -0.5), [Math.tanh(0.25) - 0.5, Math.tanh(1.6) - 0.5, -3.5]);
    expect(nodeScores([], { temperature: 1, most: 1 })).toEqual([]);
  });

  it('are fined for long texts as DeepSearch fines them: overlongRamp, up to the limit', async () => {
    // The rows of its golden table: limit 1024, buffer 128, factor 1.
    const texts = [100, 904, 1000, 1024].map((length) => 'x'.repeat(length));
    const knobs = { soft_punish_cache: 128, overlong_length: 1024 };
    expect(await scores('overlongRamp', {}, texts, { knobs })).toEqual([0, -0.0625, -0.8125, -1]);
  });
});

describe('nodeValues', () => {
  /** Two prompts of two rollouts; steps of two tokens, one of them shorter. */
  const steps = [
    [0, 0, 1, 1],
    [0, 0, 1, -1],
    [0, 0, -1, -1],
    [0, 0, 1, 1],
  ];
  const VALUES = [0.5, 1, -0.5, -1, 1, 0, -0.25, 3];
  const stepOf = (generations: number, columns = {}) => {
    const mask = steps.map((row) => row.map((unit) => (unit >= 0 ? 1 : 0)));
    const made = goldenStep({ compute, mask, generations, units: { node: steps }, columns });
    const own: Signals = new Map([['tree/value', { shape: 'unit', unit: 'node', values: Float32Array.from(VALUES) }]]);
    return { ...made, signals: new Map([...made.signals, ...own]) as Signals };
  };
  async function advantagesOf(own: Partial<typeof defaults> = {}, generations = 2, columns = {}) {
    const step = stepOf(generations, columns);
    const { promptCount, lengths, maxTokens } = step.rollouts;
    const reward = new Float32Array(4);
    const column = { name: 'a', range: [0, 1] as const, values: reward };
    const objectives = block.compose(step, [weightedSum(reward, [column], [1], promptCount)], { ...defaults, ...own });
    const { advantages } = await computeAdvantages(compute, {
      ...{ reward, promptCount, generations, lengths, maxTokens, units: step.units, objectives },
      ...{ scaleRewards: 'group', baseline: 'group_mean' },
    });
    return Array.from({ length: 4 }, (_, r) => [...advantages.slice(4 * r, 4 * r + 4)]);
  }
  const close = (rows: readonly number[][], expected: readonly (readonly number[])[]) =>
    rows.forEach((row, r) => row.forEach((value, t) => expect(value).toBeCloseTo(expected[r]![t]!, 4)));

  it('compares every step with the last steps of its prompt', async () => {
    // Ends: 1 and −1 (mean 0, std 1), 1 and 3 (mean 2, std 1). The third rollout has one step, which is its last.
    const [a, b] = [Math.tanh(0.5), Math.tanh(-0.25) - 2];
    close(await advantagesOf(), [
      [a, a, 1, 1],
      [-a, -a, -1, 0],
      [-1, -1, 0, 0],
      [b, b, 1, 1],
    ]);
    close(await advantagesOf({ temperature: 0, scale: 'none' }), [
      [0.5, 0.5, 1, 1],
      [-0.5, -0.5, -1, 0],
      [-1, -1, 0, 0],
      [-2.25, -2.25, 1, 1],
    ]);
  });

  it('adds a fine to every step, and keeps the scores of a rollout that is alone', async () => {
    const fined = await advantagesOf({ temperature: 0, fine: 'overlongRamp' }, 1, { overlongRamp: [0, -0.5, 0, -1] });
    close(fined, [
      [0.5, 0.5, 1, 1],
      [-1, -1, -1.5, 0],
      [1, 1, 0, 0],
      [-1.25, -1.25, 2, 2],
    ]);
    // Equal ends: nothing but the epsilon to divide by.
    const equal = await advantagesOf({ temperature: 0, fine: 'f' }, 2, { f: [-1, 1, 0, 0] });
    expect(equal[0]![0]).toBeCloseTo(-0.5 / 1e-6, -2);
  });

  it('says what it needs and what is wrong', () => {
    expect(block.needs!({ ...defaults, fine: 'f' })).toEqual(['tree/value', 'reward/f']);
    expect(block.needs!(defaults)).toEqual(['tree/value']);
    const leaf = (value: string) =>
      ({ leaf: () => value }) as unknown as Parameters<NonNullable<typeof block.problem>>[1];
    expect(block.problem!(defaults, leaf('normalize_then_sum'))).toMatch(/sum_then_normalize/);
    expect(block.problem!(defaults, leaf('sum_then_normalize'))).toBeNull();
    const sum = weightedSum(new Float32Array(4), [], [], 2);
    const bare = { ...stepOf(2), signals: new Map() };
    expect(() => block.compose(bare, [sum], defaults)).toThrow(/needs a number per step/);
    const apart = { name: 'other', values: sum.values, weight: sum.weight };
    expect(() => block.compose(stepOf(2), [apart], defaults)).toThrow(/in front of what takes that apart/);
    expect(block.compose(stepOf(2), [apart, sum], defaults).map(({ name }) => name)).toEqual(['other', 'nodeValues']);
  });
});

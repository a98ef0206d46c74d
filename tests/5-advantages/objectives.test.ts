// What: objectives put together: spans, weights per prompt, units, the shuffled control, what is left out, and bad ones.
import { describe, expect, it } from 'vitest';
import { computeAdvantages, weightedSum } from '../../src/5-advantages/computeAdvantages.ts';
import type { AdvantagesToCompute } from '../../src/5-advantages/computeAdvantages.ts';
import type { Objective } from '../../src/5-advantages/types.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { testCompute } from '../gpu/nodeDevice.ts';

const T = 4;
const base: AdvantagesToCompute = {
  reward: Float32Array.of(0, 1, 2, 4),
  promptCount: 2,
  generations: 2,
  lengths: Int32Array.of(4, 3, 4, 2),
  maxTokens: T,
  scaleRewards: 'none',
  baseline: 'group_mean',
  spanNames: ['think', 'box'],
  // Tokens 0 and 1 think, the rest is the box.
  tokenSpans: Int32Array.from({ length: 16 }, (_, i) => (i % T < 2 ? 1 : 2)),
  units: {
    turn: {
      count: 2,
      of: Int32Array.of(0, 0, 1, 1, 0, 0, 0, -1, 0, -1, 1, 1, 0, 1, -1, -1),
    },
  },
};
const weight = Float32Array.of(1, 1);
const answer: Objective = { name: 'answer', values: base.reward, weight };

async function run(objectives: readonly Objective[], change: Partial<AdvantagesToCompute> = {}) {
  const [made, twin] = await Promise.all(
    [await testCompute(), new ReferenceCompute()].map((kind) =>
      computeAdvantages(kind, { ...base, ...change, objectives }),
    ),
  );
  made!.advantages.forEach((value, i) => expect(value).toBeCloseTo(twin!.advantages[i]!, 5));
  return made!;
}
const rowsOf = ({ advantages }: { readonly advantages: Float32Array }) =>
  Array.from({ length: 4 }, (_, r) => [...advantages.slice(r * T, (r + 1) * T)]);

describe('objectives', () => {
  it('go to the tokens of their span, with the weight of their prompt', async () => {
    const box = { name: 'box', values: Float32Array.of(2, 0, 0, 6), weight: Float32Array.of(10, 0.5), span: 'box' };
    const made = await run([{ ...answer, span: 'think' }, box]);
    expect(rowsOf(made)).toEqual([
      [-0.5, -0.5, 10, 10],
      [0.5, 0.5, -10, 0],
      [-1, -1, -1.5, -1.5],
      [1, 1, 0, 0],
    ]);
    expect(made.objectives.map(({ name, units }) => [name, units])).toEqual([
      ['answer', 1],
      ['box', 1],
    ]);
    expect([...made.objectives[1]!.mean]).toEqual([1, 3]);
    expect([...made.perRollout]).toEqual([4.75, -3, -1.25, 1]);
  });

  it('leave units out that a rollout has not, or count what is given for them', async () => {
    // The second rollout has no second turn; 100 is no value of it.
    const turns: Objective = { name: 'turns', values: Float32Array.of(1, 4, 3, 100, 0, 2, 2, 8), unit: 'turn', weight };
    const byIndex = await run([{ ...turns, unitStatistics: 'index' }]);
    expect(rowsOf(byIndex)).toEqual([
      [-1, -1, 0, 0],
      [1, 1, 1, 0],
      [-1, 0, -3, -3],
      [1, 3, 0, 0],
    ]);
    const pooled = await run([turns]);
    const mean = (1 + 4 + 3) / 3;
    expect(pooled.advantages[0]).toBeCloseTo(1 - mean, 6);
    expect(pooled.advantages[2]).toBeCloseTo(4 - mean, 6);
    const counted = await run([{ ...turns, unitStatistics: 'index', missing: 'counted' }]);
    expect(counted.advantages[2]).toBe(4 - 52);
  });

  it('are compared with the last unit of each rollout, divided by the spread of these alone', async () => {
    // The last units: 4 and 3 (the second turn is not there), 2 and 8; means 3.5 and 5, deviations 0.5 and 3.
    const last: Objective = {
      ...{ name: 'turns', values: Float32Array.of(1, 4, 3, 100, 0, 2, 2, 8), unit: 'turn', weight },
      ...{ unitStatistics: 'last', scale: 'group', epsilon: 0, deviation: 'population' },
    };
    const made = await run([last]);
    const thirds = (value: number) => Math.fround(value / 3);
    expect(rowsOf(made)).toEqual([
      [-5, -5, 1, 1],
      [-1, -1, -1, 0],
      [thirds(-5), 0, -1, -1],
      [-1, 1, 0, 0],
    ]);
    expect([...made.objectives[0]!.std]).toEqual([0.5, 0.5, 3, 3]);
    const sampled = await run([{ ...last, deviation: 'sample' }]);
    expect(sampled.advantages[0]).toBeCloseTo(-5 / Math.SQRT2, 5);
  });

  it('return later units to earlier ones, before or after normalising; an outcome decays from the last token', async () => {
    const turns: Objective = {
      ...{ name: 'turns', values: Float32Array.of(1, 4, 3, 0, 0, 2, 2, 8), unit: 'turn', gamma: 0.5, weight },
      ...{ unitStatistics: 'index' },
    };
    const after = await run([turns]);
    expect(rowsOf(after)[2]).toEqual([-1 - 1.5, 0, -3, -3]);
    const ahead = await run([{ ...turns, normalise: 'returns' }]);
    // Returns of the second group: 1 and 2, 6 and 8.
    expect(rowsOf(ahead)[2]).toEqual([-2.5, 0, -3, -3]);
    const first = await run([{ ...turns, normalise: 'returns', acrossGaps: false }]);
    expect(rowsOf(first)[2]![0]).toBe((0 - 6) / 2);
    const late = await run([{ ...answer, gamma: 0.5 }]);
    expect(rowsOf(late)[1]).toEqual([0.125, 0.25, 0.5, 0]);
  });

  it('are shuffled by rollout, and rollouts that are left out get 0', async () => {
    const permutation = [3, 2, 1, 0];
    expect(rowsOf(await run([answer], { permutation }))).toEqual([
      [1, 1, 1, 1],
      [-1, -1, -1, 0],
      [0.5, 0.5, 0.5, 0.5],
      [-0.5, -0.5, 0, 0],
    ]);
    const left = await run([answer], { inStatistics: [1, 1, 0, 1], scaleRewards: 'batch' });
    const spread = Math.sqrt(((0 - 5 / 3) ** 2 + (1 - 5 / 3) ** 2 + (4 - 5 / 3) ** 2) / 2) + 1e-4;
    expect(left.advantages[0]).toBeCloseTo(-0.5 / spread, 5);
    expect([...left.perRollout.slice(2)]).toEqual([0, 0]);
    expect([...left.groupMean]).toEqual([0.5, 4]);
  });

  it('say what is wrong with them', async () => {
    await expect(run([{ ...answer, unit: 'item' }])).rejects.toThrow(/answer is about units of the kind “item”/);
    await expect(run([{ ...answer, unit: 'turn' }])).rejects.toThrow(/answer has 4 values for 4 rollouts of 2 units/);
    await expect(run([{ ...answer, span: 'caption' }])).rejects.toThrow(/the span “caption”.*it has think, box/);
    await expect(run([{ ...answer, values: new Float32Array(3) }])).rejects.toThrow(
      /answer has 3 values for 4 rollouts/,
    );
    const position = { unit: 'token', gamma: 1, unitStatistics: 'position' } as const;
    await expect(run([{ ...answer, values: new Float32Array(16), ...position }])).rejects.toThrow(
      /set normalise to 'returns'/,
    );
    await expect(run([answer], { lengths: new Int32Array(3) })).rejects.toThrow(/4 rewards for 3 completions/);
    const late = { ...answer, weight: new Float32Array(1) };
    await expect(run([late])).rejects.toThrow(/answer has 1 weights for 2 prompts/);
    await expect(run([])).rejects.toThrow(/no objective/);
  });

  it('normalize_then_sum reads the columns of the weighted sum only; other objectives stay as they are', async () => {
    const values = Float32Array.of(1, 0, 0, 1);
    const sum = weightedSum(base.reward, [{ values }], [1], 2);
    const made = await run([sum, { ...answer, scale: 'none' }], { aggregation: 'normalize_then_sum' });
    expect(made.objectives[0]!.advantages[0]).toBeGreaterThan(0);
    expect([...made.objectives[1]!.advantages]).toEqual([-0.5, 0.5, -1, 1]);
  });
});

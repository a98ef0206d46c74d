// What: SPAE's credit per step: the kernel against its reference, the block by hand.
import { describe, expect, it } from 'vitest';
import type { Own } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Signal } from '../../src/blocks/signals.ts';
import type { Scored } from '../../src/blocks/step.ts';
import { applyShapers } from '../../src/5-advantages/applyShapers.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

it.each([
  [1, 1, 1],
  [5, 13, 4],
  [3, 48, 2],
])(
  'the kernel agrees with its reference: %i rollouts of %i tokens, %i units',
  async (rollouts, maxTokens, unitCount) => {
    const random = randomInputs();
    const count = rollouts * maxTokens;
    const [advantages, factors, bonuses] = [count, rollouts * unitCount, rollouts * unitCount].map((n) =>
      random.floats(n),
    );
    const units = Int32Array.from({ length: count }, (_, i) => ((i * 7) % (unitCount + 1)) - 1);
    const { outputs } = await checkKernel({
      kernel: '5-advantages/stepCredit',
      params: { rollouts, maxTokens, unitCount },
      inputs: { advantages: advantages!, units, factors: factors!, bonuses: bonuses! },
      outputs: { shaped: count },
      dispatch: { invocations: count },
    });
    units.forEach((unit, i) => {
      if (unit < 0) expect(outputs['shaped']![i]).toBe(advantages![i]);
    });
  },
);

const A = Float32Array.of(1, 1, 1, 1, 1, -2, -2, -2, -2, 0, 1, 1, 0, 0, 0);
const units = { of: Int32Array.of(0, 0, 1, 2, -1, 0, 1, 1, -1, -1, 0, -1, -1, -1, -1), count: 3 };
const phi = Float32Array.of(0.2, 0.95, 0.1, 0.92, -0.5, 0, 0.3, 0, 0);
const gain = Float32Array.of(0, 0.75, -0.85, 0, -1.42, 0, 0, 0, 0);

function shape(knobs: Readonly<Record<string, unknown>> = {}, unit: Signal['unit'] = 'sentence') {
  const perUnit = (values: Float32Array): Signal => ({ shape: 'unit', unit, values }) as Signal;
  const step = {
    compute: new ReferenceCompute(),
    rollouts: { lengths: Int32Array.of(5, 4, 2), maxTokens: 5 },
    units: { sentence: units },
    signals: new Map<string, Signal>([
      ['steps/potential', perUnit(phi)],
      ['steps/gain', perUnit(gain)],
      ['reward/right', { shape: 'rollout', values: Float32Array.of(1, 0, 1) }],
    ]),
  } as unknown as Scored;
  const own = {
    ...{ as: 'credit', potential: 'steps/potential', gain: 'steps/gain', outcome: 'right' },
    ...{ saturation: 0.9, damp: 0.5, xi: 0.5, ...knobs },
  } as unknown as Own;
  return applyShapers(step, A, [{ block: blocksIn('advantage').get('stepCredit')!, own }]);
}
const near = (actual: Float32Array, expected: readonly number[]) =>
  expected.forEach((value, i) => expect(actual[i], `token ${i}`).toBeCloseTo(value, 5));

describe('stepCredit', () => {
  it('damps what follows the first saturated step, pays the change of the potential, leaves the rest alone', async () => {
    const { advantages, metrics } = await shape();
    near(advantages, [1, 1, 1 + 0.375, 0.5 - 0.425, 1, -2, -1 - 0.5, -1 - 0.5, -2, 0, 1, 1, 0, 0, 0]);
    expect(metrics).toEqual({
      'credit/solving_tokens': 3,
      'credit/checking_tokens': 1,
      'credit/saturated': expect.closeTo(2 / 3, 6) as number,
      'credit/right_to_wrong': expect.closeTo(1 / 3, 6) as number,
    });
  });

  it('changes nothing with f = 1 and xi = 0; a higher threshold damps less', async () => {
    expect((await shape({ damp: 0, xi: 0 })).advantages).toEqual(A);
    near((await shape({ saturation: 0.94, xi: 0 })).advantages, [1, 1, 1, 0.5, 1, -2, -2, -2, -2]);
    near((await shape({ saturation: 1, xi: 2 })).advantages, [1, 1, 2.5, 1 - 1.7, 1, -2, -4, -4, -2]);
  });

  it('refuses potentials of other units than the run has', async () => {
    await expect(shape({}, 'turn')).rejects.toThrow(
      /credit needs steps\/potential and steps\/gain per unit of one kind/,
    );
  });
});

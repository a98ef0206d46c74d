import { describe, expect, it } from 'vitest';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const SIZES = [
  [1, 1],
  [1, 8],
  [64, 2],
  [65, 3],
  [300, 4],
  [2, 300],
] as const;

for (const kernel of ['groupAdvantage', 'leaveOneOut']) {
  describe(kernel, () => {
    for (const scale of [0, 1]) {
      it(`equals its reference at every size, scale ${scale}`, async () => {
        const random = randomInputs();
        for (const [promptCount, generations] of SIZES) {
          const count = promptCount * generations;
          const kinds = [
            random.floats(count),
            new Float32Array(count).fill(0.1),
            random.floats(count, () => 1000 + random.below(2)),
            random.floats(count, () => random.below(2)),
          ];
          for (const reward of kinds) {
            await checkKernel({
              kernel: `5-advantages/${kernel}`,
              params: { promptCount, generations, scale, epsilon: 1e-4 },
              inputs: { reward },
              outputs: { advantages: count, groupMean: promptCount, groupStd: promptCount },
              dispatch: { invocations: promptCount },
              tolerance: { abs: 2e-5, rel: 1e-5 },
            });
          }
        }
      });
    }
  });
}

describe('batchAdvantage', () => {
  it('equals its reference at every size', async () => {
    const random = randomInputs();
    for (const rollouts of [1, 2, 64, 65, 257]) {
      for (const reward of [random.floats(rollouts), new Float32Array(rollouts).fill(0.3)]) {
        for (const [subtractMean, scale] of [
          [0, 0],
          [0, 1],
          [1, 1],
        ]) {
          await checkKernel({
            kernel: '5-advantages/batchAdvantage',
            params: { rollouts, subtractMean: subtractMean!, scale: scale!, epsilon: 1e-4 },
            inputs: { reward, centred: subtractMean === 1 ? reward : random.floats(rollouts) },
            outputs: { advantages: rollouts, batchMoments: 2 },
            dispatch: { workgroups: 1 },
            tolerance: { abs: 1e-5, rel: 1e-5 },
          });
        }
      }
    }
  });
});

const TOLERANCE = { abs: 2e-5, rel: 1e-5 };
const some = (random: ReturnType<typeof randomInputs>, count: number, share = 3) =>
  Uint32Array.from({ length: count }, () => (random.below(share) > 0 ? 1 : 0));

describe('rewardMoments', () => {
  it('equals its reference, and batchAdvantage to the last bit', async () => {
    const random = randomInputs();
    for (const [columns, rollouts] of [
      [1, 1],
      [3, 8],
      [5, 65],
      [2, 257],
    ] as const) {
      const rewards = random.floats(columns * rollouts, () => random.next() * 0.7);
      const { outputs } = await checkKernel({
        kernel: '5-advantages/rewardMoments',
        params: { columns, rollouts },
        inputs: { rewards },
        outputs: { means: columns, deviations: columns },
        dispatch: { workgroups: columns },
        tolerance: TOLERANCE,
      });
      for (let k = 0; k < columns; k++) {
        const reward = rewards.slice(k * rollouts, (k + 1) * rollouts);
        const { outputs: single } = await checkKernel({
          kernel: '5-advantages/batchAdvantage',
          params: { rollouts, subtractMean: 0, scale: 0, epsilon: 1e-4 },
          inputs: { reward, centred: reward },
          outputs: { advantages: rollouts, batchMoments: 2 },
          dispatch: { workgroups: 1 },
          tolerance: TOLERANCE,
        });
        expect([outputs['means']![k], outputs['deviations']![k]]).toEqual([...single['batchMoments']!]);
      }
    }
  });
});

describe('unitAdvantage', () => {
  for (const pool of [0, 1, 2, 3, 4]) {
    it(`equals its reference with pool ${pool}`, async () => {
      const random = randomInputs();
      for (const [promptCount, generations, units] of [
        [1, 1, 1],
        [2, 4, 1],
        [3, 5, 23],
        [65, 2, 1],
        [1, 8, 65],
      ] as const) {
        const count = promptCount * generations * units;
        for (const [baseline, scale, keepSingle, population] of [
          [0, 0, 0, 0],
          [1, 1, 1, 0],
          [1, 1, 0, 1],
          [2, 0, 1, 0],
          [2, 1, 0, 0],
        ] as const) {
          for (const values of [random.floats(count), new Float32Array(count).fill(0.1)]) {
            await checkKernel({
              kernel: '5-advantages/unitAdvantage',
              params: { promptCount, generations, units, pool, baseline, scale, keepSingle, population, epsilon: 1e-2 },
              inputs: { values, counted: some(random, count) },
              outputs: { advantages: count, unitMean: promptCount * units, unitStd: promptCount * units },
              dispatch: { invocations: promptCount * units },
              tolerance: { abs: 2e-4, rel: 1e-4 },
            });
          }
        }
      }
    });
  }
});

describe('unitReturns', () => {
  it('equals its reference at every size', async () => {
    const random = randomInputs();
    for (const [rollouts, units] of [
      [1, 1],
      [64, 3],
      [65, 7],
      [200, 30],
    ] as const) {
      for (const stopAtGaps of [0, 1]) {
        await checkKernel({
          kernel: '5-advantages/unitReturns',
          params: { rollouts, units, stopAtGaps, gamma: 0.9 },
          inputs: { values: random.floats(rollouts * units), states: random.words(rollouts * units, 4) },
          outputs: { returns: rollouts * units },
          dispatch: { invocations: rollouts },
          tolerance: TOLERANCE,
        });
      }
    }
  });
});

describe('spreadToTokens', () => {
  it('equals its reference, over an old total and without one', async () => {
    const random = randomInputs();
    for (const [promptCount, generations, maxTokens, units] of [
      [1, 1, 1, 1],
      [2, 4, 8, 1],
      [3, 3, 29, 4],
    ] as const) {
      const rollouts = promptCount * generations;
      for (const isFirst of [0, 1]) {
        await checkKernel({
          kernel: '5-advantages/spreadToTokens',
          params: { rollouts, generations, maxTokens, units, isFirst },
          inputs: {
            advantages: random.floats(rollouts * units),
            weight: random.floats(promptCount),
            source: random.words(rollouts, rollouts),
            unitOf: random.ints(rollouts * maxTokens, units + 1).map((unit) => unit - 1),
          },
          outputs: { total: random.floats(rollouts * maxTokens) },
          dispatch: { invocations: rollouts * maxTokens },
          tolerance: TOLERANCE,
        });
      }
    }
  });
});

describe('batchWhiten', () => {
  it('equals its reference at every size, none counted included', async () => {
    const random = randomInputs();
    for (const count of [1, 2, 64, 65, 300]) {
      for (const counted of [some(random, count), new Uint32Array(count), new Uint32Array(count).fill(1)]) {
        for (const [subtractMean, scale, root] of [
          [0, 1, 0],
          [1, 1, 1],
          [1, 0, 0],
        ] as const) {
          const values = random.floats(count);
          await checkKernel({
            kernel: '5-advantages/batchWhiten',
            params: { count, subtractMean, scale, root, epsilon: 1e-2 },
            inputs: { values, centred: subtractMean ? values : random.floats(count), counted },
            outputs: { advantages: count, batchMoments: 2 },
            dispatch: { workgroups: 1 },
            tolerance: { abs: 1e-4, rel: 1e-4 },
          });
        }
      }
    }
  });
});

describe('the kernels of estimators', () => {
  const KERNELS = {
    maxRl: { epsilon: 1e-2 },
    grpoPassk: { scale: 1, epsilon: 1e-2 },
    opo: {},
  } as const;
  for (const [kernel, own] of Object.entries(KERNELS)) {
    it(`${kernel} equals its reference at every size`, async () => {
      const random = randomInputs();
      for (const [promptCount, generations] of SIZES) {
        const count = promptCount * generations;
        for (const reward of [random.floats(count, random.next), random.floats(count, () => random.below(2))]) {
          await checkKernel({
            kernel: `5-advantages/${kernel}`,
            params: { promptCount, generations, ...own },
            inputs: {
              ...{ reward, counted: some(random, count, 6) },
              ...(kernel === 'opo' && { lengths: random.ints(count, 40).map((length) => length + 1) }),
            },
            outputs: { advantages: count, groupMean: promptCount, groupStd: promptCount },
            dispatch: { invocations: promptCount },
            tolerance: { abs: 1e-4, rel: 1e-4 },
          });
        }
      }
    });
  }
});

describe('cappedBonus', () => {
  it('equals its reference at every size', async () => {
    const random = randomInputs();
    for (const count of [1, 64, 65, 300]) {
      await checkKernel({
        kernel: '5-advantages/cappedBonus',
        params: { count, alpha: 0.4, beta: 2 },
        inputs: { advantages: random.floats(count), capOf: random.floats(count), bonus: random.floats(count) },
        outputs: { shaped: count },
        dispatch: { invocations: count },
      });
    }
  });
});

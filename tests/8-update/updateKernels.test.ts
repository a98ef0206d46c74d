import { describe, expect, it } from 'vitest';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const SIZES = [1, 64, 65, 257, 5000];

describe('gradNorm and gradNormTotal', () => {
  it('equal their references at every size, for tiny, huge and broken values', async () => {
    const random = randomInputs();
    for (const count of SIZES) {
      const kinds = [
        random.floats(count),
        new Float32Array(count),
        random.floats(count, () => random.normal() * 1e30),
        random.floats(count, () => random.normal() * 1e-30),
        random.floats(count, () => [NaN, Infinity, -Infinity, 1, 2][random.below(5)]!),
      ];
      for (const values of kinds) {
        const blockSize = 128;
        const blocks = Math.ceil(count / blockSize);
        const { outputs } = await checkKernel({
          kernel: '8-update/gradNorm',
          params: { count, blockSize },
          inputs: { values },
          outputs: { partials: 3 * blocks },
          dispatch: { workgroups: blocks },
          tolerance: { abs: 0, rel: 1e-5 },
        });
        await checkKernel({
          kernel: '8-update/gradNormTotal',
          params: { blocks },
          inputs: { partials: outputs['partials']! },
          outputs: { total: 2 },
          dispatch: { workgroups: 1 },
          tolerance: { abs: 0, rel: 1e-5 },
        });
      }
    }
  });
});

describe('adamw and sgd', () => {
  it('equal their references at every size', async () => {
    const random = randomInputs();
    for (const count of SIZES) {
      const gradient = random.floats(count);
      gradient[0] = 0;
      const theta = random.floats(count);
      const dispatch = { invocations: count };
      const adamw = await checkKernel({
        kernel: '8-update/adamw',
        params: {
          count,
          gradScale: 0.5,
          decay: 1e-3,
          oneMinusBeta1: 0.1,
          beta2: 0.999,
          oneMinusBeta2: 0.001,
          epsilon: 1e-8,
          stepSize: 0.01,
          correction2: 0.0316,
        },
        inputs: { gradient },
        outputs: {
          theta,
          firstMoment: random.floats(count, () => 0.1 * random.normal()),
          secondMoment: random.floats(count, () => 0.1 + random.next()),
          change: count,
        },
        dispatch,
      });
      expect(adamw.worst).toBeLessThan(1e-6);
      await checkKernel({
        kernel: '8-update/sgd',
        params: { count, gradScale: 0.5, learningRate: 0.1, weightDecay: 0.01 },
        inputs: { gradient },
        outputs: { theta, change: count },
        dispatch,
      });
    }
  });
});

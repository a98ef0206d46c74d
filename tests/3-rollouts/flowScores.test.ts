// What: how foreign hidden states are to a flow: the kernels against their twins, and flows of which the error is known.
import { describe, expect, it } from 'vitest';
import { flowScores } from '../../src/3-rollouts/flowScores.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

it.each([1, 64, 65, 200])('the kernels equal their twins: %i tokens', async (count) => {
  const random = randomInputs();
  const channels = 5;
  const size = count * channels;
  const [hidden, noise, velocity] = [random.floats(size), random.floats(size), random.floats(size)];
  const tolerance = { abs: 1e-6, rel: 1e-5 };
  await checkKernel({
    ...{ kernel: '3-rollouts/flowPoint', params: { count: size, time: 0.8 }, inputs: { hidden, noise }, tolerance },
    ...{ outputs: { points: size }, dispatch: { invocations: size } },
  });
  await checkKernel({
    ...{ kernel: '3-rollouts/velocityError', params: { count, channels, share: 0.5, weight: 4 }, tolerance },
    ...{ inputs: { velocity, hidden, noise }, outputs: { errors: random.floats(count), scores: count } },
    dispatch: { invocations: count },
  });
});

describe('flow scores', () => {
  const hidden = Float32Array.of(1, 2, -3, 0.5);
  const noise = Float32Array.of(0, -1, 1, 0.5);
  const given = { hidden, noise, channels: 2 };

  it('are 0 for the flow that knows the way, and its squared error where it is off by a constant', async () => {
    for (const compute of [await testCompute(), new ReferenceCompute()]) {
      const straight = hidden.map((h, i) => h - noise[i]!);
      const known = await flowScores(compute, { ...given, times: [0.8] }, () => straight);
      expect([...known.errors, ...known.scores]).toEqual([0, 0, 0, 0]);
      const off = await flowScores(compute, { ...given, times: [0.8] }, () =>
        straight.map((v, i) => v + [1, 3, 0, 2][i]!),
      );
      expect([...off.errors]).toEqual([5, 2]);
      off.scores.forEach((score, n) => expect(score).toBeCloseTo([20, 8][n]!, 4));
    }
  });

  it('ask at the points between noise and state, and take the mean of the errors and the weight of the last time', async () => {
    const asked: [number, number[]][] = [];
    const velocity = (points: Float32Array, time: number) => {
      asked.push([time, [...points]]);
      return hidden.map((h, i) => h - noise[i]! + 4 * time);
    };
    const { errors, scores } = await flowScores(new ReferenceCompute(), { ...given, times: [0.25, 0.5] }, velocity);
    expect(asked).toEqual([
      [0.25, [0.25, -0.25, 0, 0.5]],
      [0.5, [0.5, 0.5, -1, 0.5]],
    ]);
    // Errors 1 and 4; t/(1 − t) of ½ is 1.
    expect([...errors]).toEqual([2.5, 2.5]);
    expect([...scores]).toEqual([2.5, 2.5]);
  });

  it('refuse times at which there is no weight', async () => {
    const ask = (times: readonly number[]) => flowScores(new ReferenceCompute(), { ...given, times }, () => hidden);
    await expect(ask([1])).rejects.toThrow(/not at 1; 0.8 is usual/);
    await expect(ask([])).rejects.toThrow(/not at none/);
  });
});

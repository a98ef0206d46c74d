// What: the mean log-probability of tokens as a loss: kernel and reference, and the value and slopes in plain loops.
import { describe, expect, it } from 'vitest';
import { meanLogProb } from '../../src/6-loss/meanLogProb.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

describe('the mean log-probability as a loss', () => {
  it('kernel = reference', async () => {
    const random = randomInputs();
    for (const [rollouts, maxTokens] of [
      [1, 1],
      [3, 65],
      [70, 4],
    ] as const) {
      const size = rollouts * maxTokens;
      await checkKernel({
        kernel: '6-loss/meanLogProb',
        params: { rollouts, maxTokens, scale: 0.05, tokens: 7 },
        inputs: {
          logProbs: random.floats(size, () => -3 * random.next()),
          mask: random.floats(size, () => random.below(2)),
          weights: random.floats(rollouts, () => random.below(2)),
        },
        outputs: { coef: size, sums: rollouts },
        dispatch: { workgroups: rollouts },
      });
    }
  });

  const logProbs = Float32Array.of(-1, -2, -50, -0.5, Infinity, NaN, -0.25, -4, -1);
  const mask = Float32Array.of(1, 1, 0, 1, 0, 0, 1, 1, 1);

  it('is the mean over the tokens of the chosen rollouts, whatever stands on padding', async () => {
    const weights = Float32Array.of(1, 0, 1);
    const { coef, mean, loss } = await meanLogProb(await testCompute(), logProbs, mask, weights, 0.1);
    expect(mean).toBeCloseTo((1 + 2 + 0.25 + 4 + 1) / 5, 6);
    expect(loss).toBeCloseTo(0.1 * mean, 7);
    [1, 1, 0, 0, 0, 0, 1, 1, 1].forEach((counts, i) => expect(coef[i]).toBeCloseTo(-0.02 * counts, 7));
  });

  it('is 0 where nothing is chosen', async () => {
    const none = await meanLogProb(await testCompute(), logProbs, mask, new Float32Array(3), 0.1);
    expect([none.loss, none.mean, ...none.coef]).toEqual(new Array(11).fill(0));
  });
});

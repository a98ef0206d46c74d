// What: PRL's correction: the kernel against its reference; the block against a sum written out per token, and its oracles: the
// first entry is the whole log-ratio, the mean over rollouts is a KL estimate, steps of one token are the paper's form.
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
  [1, 1, 0],
  [64, 3, 0],
  [65, 5, 1],
  [130, 7, 3],
  [3, 48, 100],
])(
  'the kernel agrees with its reference: %i rollouts of %i tokens, steps of %i',
  async (rollouts, maxTokens, stepLength) => {
    const random = randomInputs();
    const count = rollouts * maxTokens;
    const floats = () => random.floats(count);
    const gaps = floats();
    const lengths = Array.from({ length: rollouts }, (_, r) => r % (maxTokens + 1));
    const mask = Float32Array.from(gaps, (gap, i) =>
      i % maxTokens < lengths[Math.floor(i / maxTokens)]! && gap > -0.5 ? 1 : 0,
    );
    await checkKernel({
      kernel: '5-advantages/futureLogRatio',
      params: { rollouts, maxTokens, stepLength, beta: 0.25 },
      inputs: { advantages: floats(), logProbs: floats(), refLogProbs: floats(), mask },
      outputs: { future: count, shaped: count },
      dispatch: { invocations: rollouts },
      tolerance: { abs: 1e-5, rel: 1e-5 }, // sums of up to 48 numbers
    });
  },
);

const LENGTHS = [4, 2, 0, 5];
const T = 5;
const A = Float32Array.from({ length: 20 }, (_, i) =>
  i % T < LENGTHS[Math.floor(i / T)]! ? [1.2, -0.7, 0.1, 0][Math.floor(i / T)]! : 0,
);
const oldLogProbs = Float32Array.from({ length: 20 }, (_, i) => -1 - Math.sin(7 * i));
const reference = Float32Array.from({ length: 20 }, (_, i) => -1 - Math.cos(5 * i));

function shape(
  knobs: Readonly<Record<string, unknown>> = {},
  signal: Signal = { shape: 'token', values: reference },
  more: readonly (readonly [string, Signal])[] = [],
) {
  const step = {
    compute: new ReferenceCompute(),
    rollouts: { lengths: Int32Array.from(LENGTHS), maxTokens: T, oldLogProbs },
    signals: new Map([['ref/logProb', signal], ...more]),
  } as unknown as Scored;
  const own = { as: 'futureLogRatio', reference: 'ref/logProb', beta: 0.5, step_len: 0, ...knobs } as Own;
  return applyShapers(step, A, [{ block: blocksIn('advantage').get('futureLogRatio')!, own }]);
}

/** log π/π_ref of tokens from … to − 1 of rollout r. */
const drift = (r: number, from: number, to = LENGTHS[r]!) =>
  Array.from({ length: Math.max(to - from, 0) }, (_, k) => r * T + from + k).reduce(
    (sum, i) => sum + oldLogProbs[i]! - reference[i]!,
    0,
  );

describe('futureLogRatio', () => {
  it('subtracts from each token what its rollout still drifts; nothing behind the end of a rollout', async () => {
    const { advantages, metrics } = await shape();
    LENGTHS.forEach((length, r) => {
      for (let t = 0; t < T; t++)
        expect(advantages[r * T + t]).toBeCloseTo(t < length ? A[r * T]! - 0.5 * drift(r, t) : 0, 5);
    });
    // The first entry is the whole log-ratio; what a token takes away from it is its own log-ratio.
    expect((A[0]! - advantages[0]!) / 0.5).toBeCloseTo(drift(0, 0), 5);
    expect((advantages[1]! - advantages[0]!) / 0.5).toBeCloseTo(drift(0, 0, 1), 5);
    expect(metrics['futureLogRatio/log_ratio']).toBeCloseTo((drift(0, 0) + drift(1, 0) + drift(3, 0)) / 4, 5);
    const sizes = LENGTHS.flatMap((length, r) => Array.from({ length }, (_, t) => 0.5 * Math.abs(drift(r, t))));
    expect(metrics['futureLogRatio/correction']).toBeCloseTo(sizes.reduce((a, b) => a + b) / sizes.length, 5);
  });

  it('gives the tokens of a step the value of its last token', async () => {
    const { advantages } = await shape({ step_len: 2 });
    const last = (r: number, t: number) => Math.min(t % 2 === 0 ? t + 1 : t, LENGTHS[r]! - 1);
    LENGTHS.forEach((length, r) => {
      for (let t = 0; t < T; t++)
        expect(advantages[r * T + t]).toBeCloseTo(t < length ? A[r * T]! - 0.5 * drift(r, last(r, t)) : 0, 5);
    });
    expect((await shape({ step_len: 1 })).advantages).toEqual((await shape()).advantages);
    const whole = (await shape({ step_len: 99 })).advantages;
    expect(new Set(whole.subarray(15, 20)).size).toBe(1);
    expect(whole[15]).toBeCloseTo(-0.5 * drift(3, 4), 5);
  });

  it('leaves what a tool returned out of the sum, and ends no step there', async () => {
    const own = Float32Array.from({ length: 20 }, (_, i) => (i === 16 ? 0 : 1)); // the second token of the last rollout
    const mask: Signal = { shape: 'token', values: own };
    const sum = (from: number) => drift(3, from) - (from <= 1 ? drift(3, 1, 2) : 0);
    const paper = (await shape({}, undefined, [['mask', mask]])).advantages;
    [0, 1, 2, 3, 4].forEach((t) => expect(paper[15 + t]).toBeCloseTo(t === 1 ? 0 : -0.5 * sum(t), 5));
    // Steps of two tokens would end at the second, which is not the model's: the first gets the value of the fourth.
    const code = (await shape({ step_len: 2 }, undefined, [['mask', mask]])).advantages;
    expect(code[15]).toBeCloseTo(-0.5 * sum(3), 5);
  });

  it('changes nothing with beta 0, and nothing where policy and reference agree', async () => {
    for (const step_len of [0, 3]) {
      expect((await shape({ beta: 0, step_len })).advantages).toEqual(A);
      const same = await shape({ step_len }, { shape: 'token', values: oldLogProbs });
      expect(same.advantages).toEqual(A);
      expect(same.metrics['futureLogRatio/log_ratio']).toBe(0);
    }
  });

  it('refuses a signal that has no value per token', async () => {
    const perRollout: Signal = { shape: 'rollout', values: new Float32Array(4) };
    await expect(shape({}, perRollout)).rejects.toThrow(
      /futureLogRatio reads ref\/logProb, which has one value per rollout/,
    );
  });
});

// What: k3 of two arrays of log-probs: kernel and reference, expm1 as another way to the same number, and the authors' own values.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const run = (viewLogProbs: Float32Array, logProbs: Float32Array) =>
  checkKernel({
    kernel: '3-rollouts/viewDivergence',
    params: { count: logProbs.length },
    inputs: { viewLogProbs, logProbs },
    outputs: { divergences: logProbs.length },
    dispatch: { invocations: logProbs.length },
    // exp in WGSL: up to 3 + 2|x| units in the last place, in front of a difference of numbers around 1.
    tolerance: { abs: 2e-6, rel: 1e-5 },
  });

test('k3 equals its reference, and expm1(x) − x within the clamps', async () => {
  const random = randomInputs();
  for (const count of [1, 64, 65, 1000]) {
    const logProbs = random.floats(count, () => -6 * random.next());
    const viewLogProbs = random.floats(count, () => -9 * random.next());
    const { expected } = await run(viewLogProbs, logProbs);
    expected['divergences']!.forEach((got, i) => {
      const x = Math.fround(viewLogProbs[i]! - logProbs[i]!);
      // A rounded number near e^x, three times: half a unit each.
      const slack = 2 ** -23 * Math.max(1, Math.exp(x), Math.abs(x));
      expect(Math.abs(got - Math.min(Math.expm1(x) - x, 10))).toBeLessThanOrEqual(1.5 * slack);
    });
  }
});

test('equal log-probs give exactly 0; log ratios are held within ±20 and k3 at 10', async () => {
  const clean = Float32Array.of(-1.25, 0, 0, 0, 0, -30);
  const view = Float32Array.of(-1.25, -9, -11.5, -50, 2.5, 0);
  const { outputs } = await run(view, clean);
  const at = outputs['divergences']!;
  expect(at[0]).toBe(0);
  expect(at[1]).toBeCloseTo(Math.exp(-9) + 8, 5);
  expect([...at.slice(2)]).toEqual([10, 10, expect.closeTo(Math.exp(2.5) - 3.5, 4), 10]);
});

test("PAPO's own numbers, to the float32 roundings of its code", async () => {
  interface Case {
    readonly input: { readonly logp?: readonly number[][]; readonly aug_logp: readonly number[][] };
    readonly output: { readonly k3_per_token_raw: readonly number[][] };
  }
  const file = new URL('../golden/systems/cases/papo.json', import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Case[] };
  const own = cases.filter(({ input }) => input.logp);
  expect(own.length).toBeGreaterThan(0);
  for (const { input, output } of own) {
    const { expected } = await run(Float32Array.from(input.aug_logp.flat()), Float32Array.from(input.logp!.flat()));
    expected['divergences']!.forEach((got, i) => expect(got).toBeCloseTo(output.k3_per_token_raw.flat()[i]!, 9));
  }
});

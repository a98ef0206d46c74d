// What: the gradients of a loss that consists of terms: against central differences of the summed loss, and how many passes run.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { Prefix, PreparedPrompt, RowBatch } from '../../src/2-policy/types.ts';
import { termGradients } from '../../src/7-gradient/termGradients.ts';
import type { Term, TermRows } from '../../src/blocks/step.ts';
import { Lcg, openPolicy, randomPrompts, randomTheta } from '../2-policy/tinyPolicy.ts';

const [R, T, K, TEMPERATURE] = [4, 5, 2, 0.8];
let policy: OnnxPolicy;
let theta: Float32Array;
let prefix: Prefix;
let prompts: PreparedPrompt[];

function rowsOf(seed: number): RowBatch {
  const random = new Lcg(seed);
  const { vocabSize } = policy.info;
  return {
    ...{ generations: 2, maxTokens: T, idsPerToken: K, lengths: Int32Array.of(5, 3, 4, 1) },
    inputTokens: random.integers(R * T, vocabSize),
    ids: random.integers(R * T * K, vocabSize),
  };
}

/** Coefficients of tokens behind the end of a row are 0. */
function coefficients({ lengths }: RowBatch, seed: number) {
  const random = new Lcg(seed);
  const own = (width: number) =>
    random.floats(R * T * width).map((value, i) => {
      const token = Math.floor(i / width);
      return token % T < lengths[Math.floor(token / T)]! ? value : 0;
    });
  return { coef: own(K), coefEntropy: own(1) };
}

const term = (name: string, rows: TermRows, seed: number, entropy = true): Term => {
  const { coef, coefEntropy } = coefficients(rows.batch, seed);
  return { name, rows, coef, ...(entropy && { coefEntropy }), loss: 0 };
};
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** Σ over the terms of coef·log p + coefEntropy·H, one score pass per term. */
async function lossAt(at: Float32Array, terms: readonly Term[]): Promise<number> {
  const behind = await policy.prefill(at, prompts);
  let sum = 0;
  for (const { rows, coef, coefEntropy } of terms) {
    const scores = await policy.score(at, behind, rows.batch, TEMPERATURE);
    sum += dot(coef, scores.logProbs) + (coefEntropy ? dot(coefEntropy, scores.entropies) : 0);
  }
  behind.dispose();
  return sum;
}

/** The slope along the gradient's own side, five-point stencil, with the steps that float32 really took. */
async function expectSlope(terms: readonly Term[], gradient: Float32Array): Promise<void> {
  const direction = new Lcg(7).floats(theta.length).map((value, i) => Math.abs(value) * Math.sign(gradient[i]!));
  const moved = (steps: number) => theta.map((value, i) => value + steps * 3e-4 * direction[i]!);
  const [a, b, c, d] = [moved(-2), moved(-1), moved(1), moved(2)];
  const at = (point: Float32Array) => lossAt(point, terms);
  const difference = 8 * ((await at(c)) - (await at(b))) - ((await at(d)) - (await at(a)));
  const expected = gradient.reduce((sum, g, i) => sum + g * (8 * (c[i]! - b[i]!) - (d[i]! - a[i]!)), 0);
  expect(Math.abs(difference - expected) / Math.abs(expected)).toBeLessThan(1e-3);
}

beforeAll(async () => {
  policy = await openPolicy();
  theta = randomTheta(policy.info.layout, policy.info.thetaLength);
  prompts = randomPrompts(policy, ['Where is it?', 'What is the colour of the box?']);
  prefix = await policy.prefill(theta, prompts);
});
afterAll(async () => {
  prefix.dispose();
  await policy.dispose();
});
const rows = (id: string, seed: number, over: Partial<TermRows> = {}): TermRows => ({
  ...{ id, batch: rowsOf(seed), prefix, vector: 'policy' },
  ...over,
});
const run = (terms: readonly Term[], onProgress?: (done: number, total: number) => void) =>
  termGradients(policy, new Map([['policy', theta]]), terms, TEMPERATURE, onProgress);

describe('terms', () => {
  it('on the same rows share one backward pass, and give the gradient of their sum', async () => {
    const same = rows('rollouts', 1);
    const terms = [term('policy', same, 11), term('entropy', same, 12), term('expert', same, 13, false)];
    const { gradients, scores, passes } = await run(terms);
    expect(passes).toBe(1);
    expect([...scores.keys()]).toEqual(['rollouts']);
    await expectSlope(terms, gradients.get('policy')!);
  });

  it('on other rows have a pass each, and add up', async () => {
    const terms = [term('policy', rows('rollouts', 1), 11), term('expert', rows('expert', 2), 12, false)];
    const told: string[] = [];
    const { gradients, scores, passes } = await run(terms, (done, total) => void told.push(`${done}/${total}`));
    expect(passes).toBe(2);
    expect([...scores.keys()]).toEqual(['rollouts', 'expert']);
    const whole = Number(told[0]!.split('/')[1]);
    expect(told).toEqual(Array.from({ length: whole }, (_, i) => `${i + 1}/${whole}`));
    await expectSlope(terms, gradients.get('policy')!);
  });

  it('without a gradient in their entropies give the same as with zeros', async () => {
    const bare = term('policy', rows('rollouts', 1), 11, false);
    const [one, two] = [await run([bare]), await run([{ ...bare, coefEntropy: new Float32Array(R * T) }])];
    expect(one.gradients.get('policy')).toEqual(two.gradients.get('policy'));
  });

  it('of another vector give its gradient, at its own θ', async () => {
    const other = randomTheta(policy.info.layout, policy.info.thetaLength, 9);
    const behind = await policy.prefill(other, prompts);
    const mine = term('policy', rows('rollouts', 1), 11);
    const side = term('outcome', rows('side', 1, { prefix: behind, vector: 'prm' }), 12);
    const vectors = new Map([
      ['policy', theta],
      ['prm', other],
    ]);
    const { gradients } = await termGradients(policy, vectors, [mine, side], TEMPERATURE);
    expect([...gradients.keys()]).toEqual(['policy', 'prm']);
    expect(gradients.get('policy')).toEqual((await run([mine])).gradients.get('policy'));
    const { coef, coefEntropy } = side;
    const alone = await policy.gradient(
      other,
      behind,
      side.rows.batch,
      { coef, coefEntropy: coefEntropy! },
      TEMPERATURE,
    );
    expect(gradients.get('prm')).toEqual(alone.gradient);
    behind.dispose();
  });
});

describe('a sentence for', () => {
  it('a vector that nobody has', async () => {
    await expect(run([term('x', rows('side', 1, { vector: 'prm' }), 11)])).rejects.toThrow(
      "There is no vector 'prm' for the rows 'side'.",
    );
  });

  it('two kinds of rows under one name', async () => {
    const behind = await policy.prefill(theta, prompts);
    const mine = rows('rollouts', 1);
    const first = term('policy', mine, 11);
    for (const over of [{ prefix: behind }, { vector: 'prm' }, { batch: rowsOf(2) }])
      await expect(run([first, term('expert', { ...mine, ...over }, 12)])).rejects.toThrow(
        "The term expert names its rows 'rollouts', which another term uses for different rows; rename them.",
      );
    behind.dispose();
  });

  it('coefficients that do not fit those of another term', async () => {
    const same = rows('rollouts', 1);
    const short = { ...term('expert', same, 12), coef: new Float32Array(3) };
    await expect(run([term('policy', same, 11), short])).rejects.toThrow(
      `The terms on 'rollouts' have ${R * T * K} and 3 coefficients on the same rows.`,
    );
  });
});

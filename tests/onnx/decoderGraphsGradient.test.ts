// What: the gradient graphs against the forward graphs: shared prefix = plain full sequence, central differences along
//   random directions (random A and random B), and the head's formula in float64.
import { describe, expect, it } from 'vitest';
import { decoderGraphs } from '../../src/onnx/decoderGraphs.ts';
import { ALL_TARGETS, asPrefix, batchInputs, fixtureDecoder, TINY, type DecoderForm } from './decoderGraphsFixture.ts';
import { int32, Lcg, relativeError, Runner, runOnce, type Value, type Values } from './lowerHarness.ts';

const FORMS: Readonly<Record<string, DecoderForm>> = {
  fp32: {},
  'fp32, packed qkv': { packed: true },
  'q4, RotaryEmbedding nodes': { q4: true, rotaryNodes: true },
  'q4, packed qkv': { q4: true, packed: true },
};
const LORA = { targets: [...ALL_TARGETS, 'lm_head'], rank: 4, alpha: 8 };
const [P, G, S, T] = [2, 3, 6, 4];
const R = P * G;
const prefixLengths = [6, 3];
const { D, V } = TINY;

const vector = (data: Float32Array): Value => ({ data, dims: [data.length] });
const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
const along = (x: Float32Array, step: number, direction: Float32Array): Float32Array =>
  x.map((value, i) => value + step * direction[i]!);

/** Fourth-order central difference of f along a direction. */
async function slope(f: (step: number) => Promise<number>, h: number): Promise<number> {
  const [a, b, c, d] = [await f(2 * h), await f(h), await f(-h), await f(-2 * h)];
  return (-a + 8 * b - 8 * c + d) / (12 * h);
}

describe.each(Object.entries(FORMS))('%s', (_title, form) => {
  const graphs = decoderGraphs(fixtureDecoder(TINY, form), LORA);
  const random = new Lcg(9);
  const start = random.floats(graphs.thetaLength, 0.3);
  const batch = batchInputs({ P, G, S, T, prefixLengths }, D, random);
  const cotangent = random.tensor(R, T, D);

  async function sharedGradient(): Promise<Float32Array> {
    const theta = vector(start);
    const prefix = asPrefix(await runOnce(graphs.prefix(), { theta, ...batch.prefix }));
    const rows = await runOnce(graphs.rowsVjp(), { theta, ...prefix, ...batch.rows, 'grad/hidden': cotangent });
    const present = Object.entries(rows)
      .filter(([name]) => name.startsWith('grad/prefix.'))
      .map(([name, value]) => [name.replace('prefix.', 'present.'), value] as const);
    const back = await runOnce(graphs.prefixVjp(), { theta, ...batch.prefix, ...Object.fromEntries(present) });
    return rows['grad/theta']!.data.map((value, i) => value + back['grad/theta']!.data[i]!);
  }

  it('shared prefix = plain full sequence', async () => {
    const runner = await Runner.create(graphs.fullVjp());
    const sum = new Float64Array(graphs.thetaLength);
    for (let row = 0; row < R; row++) {
      const prompt = Math.floor(row / G);
      const length = prefixLengths[prompt]! + T;
      const join = (first: Float32Array | undefined, second: Float32Array): Value => {
        const data = new Float32Array(length * D);
        if (first) data.set(first.subarray(prompt * S * D, (prompt * S + length - T) * D));
        data.set(second.subarray(row * T * D, (row + 1) * T * D), (length - T) * D);
        return { data, dims: [1, length, D] };
      };
      const { ['grad/theta']: gradient } = await runner.run({
        theta: vector(start),
        inputs_embeds: join(batch.prefixEmbeds.data as Float32Array, batch.embeds.data as Float32Array),
        positions: int32(
          Array.from({ length }, (_, i) => i),
          [1, length],
        ),
        'grad/hidden': join(undefined, cotangent.data),
      });
      gradient!.data.forEach((value, i) => (sum[i]! += value));
    }
    await runner.release();
    const shared = await sharedGradient();
    expect(relativeError(shared, sum)).toBeLessThan(2e-5);
    for (const { offset, shape, name, module } of graphs.layout) {
      if (module === 'lm_head') continue;
      const end = offset + shape[0]! * shape[1]!;
      expect(relativeError(shared.subarray(offset, end), sum.subarray(offset, end)), name).toBeLessThan(2e-5);
    }
  });

  it('central differences through prefix and rows', async () => {
    const [prefix, rows] = [await Runner.create(graphs.prefix()), await Runner.create(graphs.rows())];
    const loss = async (theta: Float32Array): Promise<number> => {
      const past = asPrefix(await prefix.run({ theta: vector(theta), ...batch.prefix }));
      const { hidden } = await rows.run({ theta: vector(theta), ...past, ...batch.rows });
      return dot(hidden!.data, cotangent.data);
    };
    const gradient = await sharedGradient();
    const direction = random.floats(start.length);
    const measured = await slope((step) => loss(along(start, step, direction)), 2e-3);
    const expected = dot(gradient, direction);
    const size = Math.sqrt(dot(gradient, gradient) * dot(direction, direction));
    expect(Math.abs(measured - expected) / size).toBeLessThan(2e-4);
    await Promise.all([prefix.release(), rows.release()]);
  });

  it.each([1, 3])('head: K = %d ids, repeated ids, entropy, temperature', async (K) => {
    const N = 5;
    const tau = 0.7;
    const ids = Array.from({ length: N * K }, (_, i) => [3, 7, 3, 9, 9, 9, 1, 2, 4][i % 9]!);
    const hidden = random.tensor(N, D);
    const [coef, coefEntropy] = [random.tensor(N, K), random.tensor(N)];
    const runner = await Runner.create(graphs.head());
    const score = async (h: Float32Array, theta: Float32Array) => {
      const { logits } = await runner.run({ hidden: { data: h, dims: [N, D] }, theta: vector(theta) });
      const rows = Array.from({ length: N }, (_, n) => {
        const z = Array.from(logits!.data.subarray(n * V, (n + 1) * V), (x) => x / tau);
        const norm = Math.log(z.reduce((sum, x) => sum + Math.exp(x), 0));
        const logProbs = z.map((x) => x - norm);
        return { logProbs, entropy: -logProbs.reduce((sum, x) => sum + Math.exp(x) * x, 0) };
      });
      const logp = ids.map((id, i) => rows[Math.floor(i / K)]!.logProbs[id]!);
      const entropy = rows.map((row) => row.entropy);
      return { logp, entropy, loss: dot(logp, coef.data) + dot(entropy, coefEntropy.data) };
    };
    const values: Values = {
      theta: vector(start),
      hidden,
      ids: int32(ids, [N, K]),
      temperature: vector(Float32Array.of(tau)),
      coef,
      coefEntropy,
    };
    const back = await runOnce(graphs.headVjp(), values);
    const forward = await runOnce(graphs.scoreHead(), values);
    const expected = await score(hidden.data, start);
    for (const outputs of [back, forward]) {
      expect(relativeError(outputs['logp']!.data, expected.logp)).toBeLessThan(2e-6);
      expect(relativeError(outputs['entropy']!.data, expected.entropy)).toBeLessThan(2e-6);
    }
    const h = 1e-2;
    const alongHidden = random.floats(N * D);
    const measured = await slope(async (s) => (await score(along(hidden.data, s, alongHidden), start)).loss, h);
    const hiddenSize = Math.sqrt(dot(back['dHidden']!.data, back['dHidden']!.data) * dot(alongHidden, alongHidden));
    expect(Math.abs(measured - dot(back['dHidden']!.data, alongHidden)) / hiddenSize).toBeLessThan(2e-4);
    const alongTheta = random.floats(start.length);
    const measuredTheta = await slope(async (s) => (await score(hidden.data, along(start, s, alongTheta))).loss, h);
    const gradient = back['grad/theta']!.data;
    const thetaSize = Math.sqrt(dot(gradient, gradient) * dot(alongTheta, alongTheta));
    expect(Math.abs(measuredTheta - dot(gradient, alongTheta)) / thetaSize).toBeLessThan(2e-4);
    await runner.release();
  });

  it('leaves zeros where a graph does not reach a segment', async () => {
    const rows = await sharedGradient();
    for (const { module, offset, shape } of graphs.layout)
      if (module === 'lm_head')
        expect(Math.max(...rows.subarray(offset, offset + shape[0]! * shape[1]!).map(Math.abs))).toBe(0);
  });
});

describe('forms', () => {
  it('the same theta has the same layout for packed and separate files', () => {
    const [a, b] = [{ packed: true }, {}].map((form) => decoderGraphs(fixtureDecoder(TINY, form), LORA).layout);
    expect(a).toEqual(b);
  });
});

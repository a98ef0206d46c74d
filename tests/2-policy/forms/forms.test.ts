// What: every form in which language models come, in miniature: loading, greedy text, scores and gradients against float64 (formReference.ts).
import { describe, expect, it } from 'vitest';
import { ReferenceCompute } from '../../../src/gpu/referenceCompute.ts';
import { loadBundle } from '../../../src/2-policy/bundle/loadBundle.ts';
import { OnnxPolicy } from '../../../src/2-policy/onnxPolicy.ts';
import type { RowBatch } from '../../../src/2-policy/types.ts';
import { argmax } from '../naiveDecoder.ts';
import { Lcg, LORA, randomTheta, readLogits, TARGETS } from '../tinyPolicy.ts';
import { SIZE, type Form } from './formBuilder.ts';
import { formModel, type FormModel } from './formModel.ts';
import { referenceLogProbs, type Adapter } from './formReference.ts';
import { textFiles } from './textFiles.ts';

const FORMS: Readonly<Record<string, Form>> = {
  'q, k, v apart, 4-bit': { linear: 'q4', table: 'rows' },
  'packed qkv, shared 4-bit table (SmolLM2)': { linear: 'q4', table: 'shared', packed: true },
  'packed qkv with bias, shared float32 table (Qwen2)': { linear: 'float', table: 'turned', packed: true, bias: true },
  'norms of heads, shared 4-bit table (Qwen3)': { linear: 'q4', table: 'shared', packed: true, headNorms: true },
  'RotaryEmbedding behind a Split, zero points': { linear: 'q4zeros', table: 'rows', packed: true, rotaryNodes: true },
  'DequantizeLinear, 4 bits in blocks': { linear: 'qdq', table: 'rows' },
  'DequantizeLinear, 8 bits by column': { linear: 'qdq8', table: 'rows', packed: true },
};

async function open(model: FormModel, targets: readonly string[]): Promise<OnnxPolicy> {
  const bundle = await loadBundle({ kind: 'files', files: textFiles(model.network) }, { provider: 'wasm' });
  const lora = { ...LORA, targets };
  return OnnxPolicy.create(bundle, { provider: 'wasm', compute: new ReferenceCompute(), numThreads: 1, lora });
}

const [T, G] = [5, 2];
const LENGTHS = [
  [5, 3],
  [4, 5],
] as const;

describe.each(Object.entries(FORMS))('%s', (_name, form) => {
  it('reads, writes, scores and trains as float64 says', async () => {
    const model = formModel(form);
    const policy = await open(model, form.bias ? [...TARGETS, 'lm_head'] : TARGETS);
    const { layout, thetaLength } = policy.info;
    const theta = randomTheta(layout, thetaLength);
    const adapter = (values: ArrayLike<number>): Adapter => ({ theta: values, layout, scale: LORA.alpha / LORA.rank });
    const prompts = [Int32Array.of(1, 30, 41, 52, 63, 7), Int32Array.of(1, 77, 20, 33)];
    const prefix = await policy.prefill(
      theta,
      prompts.map((ids) => ({ ids, imageFeatures: [] })),
    );

    // Greedy, one row a prompt.
    const rows = policy.startRows(prefix, 1, 4);
    const texts = prompts.map((ids) => [...ids]);
    let tokens = Int32Array.from(prefix.lastTokens);
    for (let step = 0; step < 4; step++) {
      const logits = await readLogits(await policy.decode(theta, rows, tokens));
      tokens = Int32Array.from(texts, (_, p) => argmax(logits.slice(p * SIZE.V, (p + 1) * SIZE.V)));
      texts.forEach((ids, p) => {
        const wanted = referenceLogProbs(model, ids, adapter(theta)).at(-1)!;
        expect(tokens[p]).toBe(argmax(Float32Array.from(wanted)));
        ids.push(tokens[p]!);
      });
    }
    rows.dispose();

    // Scores and the gradient of random coefficients.
    const random = new Lcg(5);
    const R = prompts.length * G;
    const answers = Array.from({ length: R }, () => random.integers(T, 80).map((id) => id + 3));
    const lengths = Int32Array.from(LENGTHS.flat());
    const batch: RowBatch = {
      ...{ generations: G, maxTokens: T, idsPerToken: 1, lengths },
      inputTokens: Int32Array.from(
        answers.flatMap((ids, r) => [prefix.lastTokens[Math.floor(r / G)]!, ...ids.slice(0, -1)]),
      ),
      ids: Int32Array.from(answers.flatMap((ids) => [...ids])),
    };
    const coef = random.floats(R * T).map((value, i) => (i % T < lengths[Math.floor(i / T)]! ? value + 0.2 : 0));
    const entropies = random.floats(R * T).map((value, i) => (i % T < lengths[Math.floor(i / T)]! ? value : 0));
    const made = await policy.gradient(theta, prefix, batch, { coef, coefEntropy: entropies }, 1);
    prefix.dispose();
    await policy.dispose();

    const loss = (values: ArrayLike<number>, each?: (place: number, logProb: number) => void): number => {
      let sum = 0;
      answers.forEach((ids, r) => {
        const prompt = prompts[Math.floor(r / G)]!;
        const all = referenceLogProbs(model, [...prompt, ...ids.slice(0, -1)], adapter(values));
        for (let t = 0; t < lengths[r]!; t++) {
          const row = all[prompt.length - 1 + t]!;
          sum +=
            coef[r * T + t]! * row[ids[t]!]! - entropies[r * T + t]! * row.reduce((h, lp) => h + Math.exp(lp) * lp, 0);
          each?.(r * T + t, row[ids[t]!]!);
        }
      });
      return sum;
    };
    loss(theta, (place, logProb) => expect(Math.abs(made.logProbs[place]! - logProb)).toBeLessThan(1e-5));
    // Along directions on the gradient's side, so that the sum is well above rounding.
    const groups = (['lora_A', 'lora_B'] as const).flatMap((kind) =>
      [/self_attn/, /mlp|lm_head/].map((place) => layout.filter((one) => one.kind === kind && place.test(one.module))),
    );
    for (const group of groups) {
      const direction = new Float64Array(thetaLength);
      for (const { offset, shape } of group)
        for (let i = offset; i < offset + shape[0]! * shape[1]!; i++)
          direction[i] = Math.sign(made.gradient[i]!) * (0.5 + Math.abs(random.next()));
      const h = 1e-4 / Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
      const moved = (by: number): Float64Array => direction.map((value, i) => theta[i]! + by * value);
      const measured = (loss(moved(h)) - loss(moved(-h))) / (2 * h);
      const expected = direction.reduce((sum, value, i) => sum + value * made.gradient[i]!, 0);
      expect(Math.abs(measured - expected) / Math.abs(expected), group[0]!.name).toBeLessThan(2e-5);
    }
  }, 60_000);
});

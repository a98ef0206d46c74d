// What: the lowered decoder in every division (prefix + rows; token by token; in two pieces; at once) against the
//   original decoder with LoRA in ORT, teacher-forced on the same embeddings.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decoderGraphs } from '../../src/onnx/decoderGraphs.ts';
import type { OnnxGraph } from '../../src/onnx/graph.ts';
import { insertLora } from '../../src/onnx/insertLora.ts';
import { readModel } from '../../src/onnx/readModel.ts';
import { ALL_TARGETS, asPrefix, batchInputs, fixtureDecoder, TINY, type DecoderForm } from './decoderGraphsFixture.ts';
import { int32, int64, Lcg, maxDifference, Runner, runOnce, type Value, type Values } from './lowerHarness.ts';

const fixture = (form: DecoderForm) => (): OnnxGraph => fixtureDecoder(TINY, form);
// The exported decoders have the sizes of TINY.
const exported = (file: string) => (): OnnxGraph =>
  readModel(readFileSync(new URL(`../golden/tiny/bundle/onnx/${file}.onnx`, import.meta.url)));
const DECODERS: Readonly<Record<string, () => OnnxGraph>> = {
  'fp32, rotary inside': fixture({}),
  'fp32, RotaryEmbedding nodes': fixture({ rotaryNodes: true }),
  'q4, packed qkv': fixture({ q4: true, packed: true }),
  'exported fp32': exported('decoder_model_merged'),
  'exported q4': exported('decoder_model_merged_q4'),
  'exported q4, packed qkv': exported('decoder_model_merged_q4_packed'),
};
const LORA = { targets: [...ALL_TARGETS, 'lm_head'], rank: 4, alpha: 8 };
const [P, G, S, T] = [2, 3, 7, 5];
const R = P * G;
const prefixLengths = [7, 4];
const { D, KV, HD, L, V } = TINY;
const TOLERANCE = 2e-5;

describe.each(Object.entries(DECODERS))('%s', (_title, read) => {
  const decoder = read();
  const graphs = decoderGraphs(decoder, LORA);
  const random = new Lcg(9);
  const theta: Value = { data: random.floats(graphs.thetaLength, 0.3), dims: [graphs.thetaLength] };
  const batch = batchInputs({ P, G, S, T, prefixLengths }, D, random);

  /** Logits [R][T·V] of the original decoder on prompt and row as one sequence. */
  async function original(): Promise<Float32Array[]> {
    const runner = await Runner.create(insertLora(decoder, LORA).graph);
    const all: Float32Array[] = [];
    for (let row = 0; row < R; row++) {
      const prompt = Math.floor(row / G);
      const length = prefixLengths[prompt]! + T;
      const embeds = new Float32Array(length * D);
      embeds.set((batch.prefixEmbeds.data as Float32Array).subarray(prompt * S * D, (prompt * S + length - T) * D));
      embeds.set((batch.embeds.data as Float32Array).subarray(row * T * D, (row + 1) * T * D), (length - T) * D);
      const past = Array.from({ length: 2 * L }, (_, i) => {
        const value: Value = { data: new Float32Array(0), dims: [1, KV, 0, HD] };
        return [`past_key_values.${i >> 1}.${i % 2 ? 'value' : 'key'}`, value] as const;
      });
      const { logits } = await runner.run({
        theta,
        inputs_embeds: { data: embeds, dims: [1, length, D] },
        attention_mask: int64(
          Array.from({ length }, () => 1),
          [1, length],
        ),
        position_ids: int64(
          Array.from({ length }, (_, i) => i),
          [1, length],
        ),
        ...Object.fromEntries(past),
      });
      all.push(logits!.data.slice((length - T) * V));
    }
    await runner.release();
    return all;
  }

  it('prefix + rows + head', async () => {
    const expected = await original();
    const prefix = asPrefix(await runOnce(graphs.prefix(), { theta, ...batch.prefix }));
    const { hidden } = await runOnce(graphs.rows(), { theta, ...prefix, ...batch.rows });
    const { logits } = await runOnce(graphs.head(), { theta, hidden: { data: hidden!.data, dims: [R * T, D] } });
    for (let row = 0; row < R; row++)
      expect(maxDifference(logits!.data.slice(row * T * V, (row + 1) * T * V), expected[row]!)).toBeLessThan(TOLERANCE);
  });

  it.each([
    ['token by token', [1, 1, 1, 1, 1]],
    ['extended by two, then three', [2, 3]],
    ['at once, empty cache', [5]],
  ])('decode: %s', async (_name, pieces) => {
    const expected = await original();
    const prefix = asPrefix(await runOnce(graphs.prefix(), { theta, ...batch.prefix }));
    const runner = await Runner.create(graphs.decodeLogits());
    const cache: Record<string, { data: Float32Array; dims: number[] }> = {};
    for (let i = 0; i < 2 * L; i++)
      cache[`cache.${i >> 1}.${i % 2 ? 'value' : 'key'}`] = {
        data: new Float32Array(R * KV * T * HD),
        dims: [R, KV, T, HD],
      };
    let done = 0;
    for (const count of pieces) {
      const embeds = new Float32Array(R * count * D);
      for (let row = 0; row < R; row++)
        embeds.set(
          (batch.embeds.data as Float32Array).subarray((row * T + done) * D, (row * T + done + count) * D),
          row * count * D,
        );
      const start = (row: number): number => prefixLengths[Math.floor(row / G)]! + done;
      const positions = Array.from({ length: R * count }, (_, i) => start(Math.floor(i / count)) + (i % count));
      const values: Values = {
        theta,
        ...prefix,
        ...cache,
        inputs_embeds: { data: embeds, dims: [R, count, D] },
        positions: int32(positions, [P, G, count]),
        prefix_lengths: int32(prefixLengths),
        cache_lengths: int32(Array.from({ length: R }, () => done)),
      };
      const outputs = await runner.run(values);
      for (const [name, { data }] of Object.entries(cache)) {
        const present = outputs[name.replace('cache.', 'present.')]!.data;
        for (let head = 0; head < R * KV; head++)
          data.set(present.subarray(head * count * HD, (head + 1) * count * HD), (head * T + done) * HD);
      }
      for (let row = 0; row < R; row++) {
        const logits = outputs['logits']!.data.slice(row * count * V, (row + 1) * count * V);
        expect(maxDifference(logits, expected[row]!.slice(done * V, (done + count) * V))).toBeLessThan(TOLERANCE);
      }
      done += count;
    }
    await runner.release();
  });
});

describe('forms of the same weights', () => {
  const random = new Lcg(4);
  const values: Values = {
    inputs_embeds: random.tensor(2, 6, D),
    positions: int32(
      Array.from({ length: 12 }, (_, i) => i % 6),
      [2, 6],
    ),
  };
  async function hidden(read: () => OnnxGraph): Promise<Float32Array> {
    const graphs = decoderGraphs(read(), LORA);
    const theta: Value = { data: new Lcg(2).floats(graphs.thetaLength, 0.3), dims: [graphs.thetaLength] };
    return (await runOnce(graphs.full(), { ...values, theta }))['hidden']!.data;
  }
  it('rotary inside the attention = RotaryEmbedding nodes', async () => {
    expect(maxDifference(await hidden(fixture({})), await hidden(fixture({ rotaryNodes: true })))).toBe(0);
  });
  it('the three exported files agree', async () => {
    const separate = await hidden(exported('decoder_model_merged_q4'));
    for (const file of ['decoder_model_merged_q4_packed', 'decoder_model_merged'])
      expect(maxDifference(await hidden(exported(file)), separate), file).toBeLessThan(TOLERANCE);
  });
});

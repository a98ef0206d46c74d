// What: adapters that would fill the memory or hang the page: tensors that share bytes, ranks without numbers, patterns that take for ever.
import { describe, expect, test } from 'vitest';
import { hasAdapter } from '../../src/store/adapter/peftFields.ts';
import { readPeft } from '../../src/store/adapter/readPeft.ts';
import { readSafetensors } from '../../src/store/adapter/safetensors.ts';
import type { NamedTensor } from '../../src/store/adapter/safetensors.ts';
import { isSlow } from '../../src/store/adapter/slowPattern.ts';

const module = 'model.layers.0.self_attn';
const tensor = (...shape: number[]): NamedTensor => ({
  shape,
  values: new Float32Array(shape.reduce((a, b) => a * b, 1)),
});
const named = (tensors: Readonly<Record<string, NamedTensor>>) =>
  new Map(Object.entries(tensors).map(([name, one]) => [`base_model.model.${module}.${name}.weight`, one]));
const lora = { peft_type: 'LORA', r: 2, lora_alpha: 4 };

test('tensors that share their bytes are refused', () => {
  const entry = { dtype: 'F32', shape: [2500], data_offsets: [0, 10_000] };
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`t${i}`, entry])))); // prettier-ignore
  const bytes = new Uint8Array(8 + text.length + 10_000);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  expect(() => readSafetensors(bytes)).toThrow('is cut off or damaged');
});

test('a type named like a method is named', () => {
  const text = new TextEncoder().encode('{"t":{"dtype":"toString","shape":[],"data_offsets":[0,0]}}');
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  expect(() => readSafetensors(bytes)).toThrow('stores t as toString');
});

test('a rank of a billion in an empty matrix does not widen the others', () => {
  const tensors = named({
    ...{ 'q_proj.lora_A': tensor(1e9, 0), 'q_proj.lora_B': tensor(0, 1e9) },
    ...{ 'v_proj.lora_A': tensor(2, 3), 'v_proj.lora_B': tensor(4, 2) },
  });
  expect(() => readPeft({ ...lora, rank_pattern: { q_proj: 1e9 } }, tensors)).toThrow('it has rank 1000000000, and this page trains 128 at most'); // prettier-ignore
});

test('a rank that is no number is told as none', () => {
  const tensors = named({ 'q_proj.lora_A': tensor(2, 3), 'q_proj.lora_B': tensor(4, 2) });
  const read = () => readPeft({ ...lora, rank_pattern: { q_proj: [0] } }, tensors);
  expect(read).toThrow(`says no rank for ${module}.q_proj (rank_pattern)`);
});

describe('patterns', () => {
  test.each(['(a+)+$', '(a|a)*b', '((a*))*', '(?:.*,)+x', '.*.*.*.*.*x', '(\\w+\\s?)*$', '(a{1,50}){20}', 'a'.repeat(3000)])('%s is slow', (pattern) => {
    expect(isSlow(pattern)).toBe(true);
    expect(() => hasAdapter({ target_modules: pattern }, `${'a'.repeat(40)}!`)).toThrow(/could take for ever\.$/);
  }); // prettier-ignore

  test.each([
    String.raw`.*\.(?:0\.self_attn\.q_proj|1\..*v_proj)`,
    String.raw`^(model\.language_model(?=\.).*\.(down_proj|gate_proj|k_proj|o_proj|q_proj|up_proj|v_proj))$`,
    String.raw`^(?:model\.)?layers\.\d+\.(self_attn|mlp)\.\w+$`,
    String.raw`[(+*]+\(a+\)`,
    'q_proj|v_proj',
  ])('%s is not', (pattern) => {
    expect(isSlow(pattern)).toBe(false);
    hasAdapter({ target_modules: pattern }, module);
  });
});

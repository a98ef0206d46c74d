// What: PEFT adapters of anyone: damaged safetensors, damaged configurations, damaged archives, folders of any names. θ of finite numbers in the
// layout of the model, or one sentence; what is read takes no more room than its bytes and the page's largest rank allow.
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect } from 'vitest';
import { findAdapter } from '../../src/store/adapter/adapterFolder.ts';
import { peftConfig, thetaOf, thetaTensors } from '../../src/store/adapter/peftAdapter.ts';
import { adapterProblem, readAdapter } from '../../src/store/adapter/readAdapter.ts';
import { readSafetensors, writeSafetensors } from '../../src/store/adapter/safetensors.ts';
import type { ThetaSegment } from '../../src/onnx/insertLora.ts';
import { anyJson, damagedJson, damagedOf, joined, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { fuzzKind, outcome, told } from './fuzz.ts';

const fuzz = fuzzKind('adapters', 1000);
const ADAPTER = { errors: ['AdapterError', 'SafetensorsError', 'DataFileError'], begins: /^(adapter_|a\.zip)/ };

const LORA = { rank: 2, alpha: 4, targets: ['q_proj', 'v_proj'] };
const layout: ThetaSegment[] = [];
for (const module of ['q_proj', 'v_proj'].map((name) => `model.layers.0.self_attn.${name}`))
  for (const [kind, shape] of [
    ['lora_A', [2, 3]],
    ['lora_B', [4, 2]],
  ] as const) {
    // prettier-ignore
    const offset = layout.reduce((sum, own) => sum + own.shape.reduce((a, b) => a * b, 1), 0);
    layout.push({ name: `${module}.${kind}.weight`, module, kind, offset, shape } as ThetaSegment);
  }
const theta = Float32Array.from({ length: 28 }, (_, i) => Math.sin(i));
const tensors = thetaTensors(theta, layout);
const weights = writeSafetensors(tensors);
const config = { ...peftConfig(LORA, 'm'), rank_pattern: { q_proj: 2 }, alpha_pattern: {}, exclude_modules: null, layers_to_transform: null, layers_pattern: null }; // prettier-ignore
const WEIGHTS = 'adapter_model.safetensors';
const CONFIG = 'adapter_config.json';

async function check(files: Readonly<Record<string, Bytes | string>>) {
  const blobs = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, new Blob([content])]));
  let problem: unknown = null;
  const read = async () => {
    try {
      const adapter = await readAdapter(blobs);
      return { adapter, theta: thetaOf(adapter.tensors, layout, adapter.leavesOut) };
    } catch (error) {
      problem = error;
      throw error;
    }
  };
  const result = await outcome(read, { ...ADAPTER, frame: () => adapterProblem(problem) }, () => Object.keys(files).join()); // prettier-ignore
  if ('sentence' in result) return told(result);
  expect(result.value.theta).toHaveLength(28);
  expect(result.value.theta.every(Number.isFinite)).toBe(true);
  expect(result.value.adapter.lora.rank).toBeLessThanOrEqual(128);
  expect(result.value.adapter.lora.alpha).toBeGreaterThan(0);
  return told(result);
}

const value = fc.oneof(anyJson, fc.constantFrom<unknown>(8, 1e9, 'q_proj', ['q_proj'], '(a+)+$', '.*.*.*.*.*.*x', '(', { q_proj: 4 }, { '(a*)*': 2 }, 'LORA', 'LOHA', [0], '(?P<n>x)', ['layers'], 'gaussian')); // prettier-ignore
fuzz(
  'damaged configurations',
  0.35,
  damagedJson(config, value, ['target_modules', 'use_dora', 'constructor', 'rank_pattern', 'alpha_pattern', 'layers_pattern', 'exclude_modules', 'layers_to_transform', 'bias']), // prettier-ignore
  (made) => check({ [WEIGHTS]: weights, [CONFIG]: JSON.stringify(made) ?? 'null' }),
);

const entry = fc.record({ dtype: fc.constantFrom<unknown>('F32', 'F16', 'BF16', 'toString', 'I64', 1, {}), shape: fc.oneof(anyJson, fc.array(fc.constantFrom(0, 1, 2, 3, 1e9, -1, 0.5), { maxLength: 3 })), data_offsets: fc.oneof(anyJson, fc.tuple(fc.nat(130), fc.nat(130))) }); // prettier-ignore
const names = fc.constantFrom(...tensors.keys(), '__metadata__', 'toString', 'base_model.model.lm_head.lora_A.weight');
const header = fc.dictionary(names, fc.oneof(entry, anyJson), { maxKeys: 6 });
const handmade = fc.tuple(header, fc.nat(130)).map(([json, size]) => {
  const text = utf8(JSON.stringify(json));
  return joined(new Uint8Array(BigUint64Array.of(BigInt(text.length)).buffer), text, new Uint8Array(size));
});
fuzz('safetensors with any header', 0.2, handmade, async (bytes) => {
  const result = await outcome(() => readSafetensors(bytes), { ...ADAPTER, frame: (text) => `It ${text}.` });
  if ('sentence' in result) return told(result);
  const room = [...result.value.values()].reduce((sum, { values }) => sum + values.length, 0);
  expect(2 * room).toBeLessThanOrEqual(bytes.length);
  for (const { shape, values } of result.value.values()) expect(shape.reduce((a, b) => a * b, 1)).toBe(values.length);
  return check({ [WEIGHTS]: bytes, [CONFIG]: JSON.stringify(config) });
});
fuzz('damaged weights', 0.2, damagedOf([weights]), (bytes) =>
  check({ [WEIGHTS]: bytes, [CONFIG]: JSON.stringify(config) }),
);

const archives = ([0, 6] as const).map((level) => zipSync({ [WEIGHTS]: weights, [CONFIG]: utf8(JSON.stringify(config)) }, { level }) as Bytes); // prettier-ignore
fuzz('damaged archives', 0.15, damagedOf(archives), (bytes) => check({ 'a.zip': bytes }));

const path = fc.array(fc.constantFrom('a', 'checkpoint-10', 'b.zip/', WEIGHTS, CONFIG, 'adapter_model (1).safetensors', 'adapter_model.bin', '..', ''), { maxLength: 4 }).map((parts) => parts.join('/')); // prettier-ignore
fuzz('folders of any names', 0.1, fc.array(path, { maxLength: 6 }), async (paths) => {
  const result = await outcome(() => findAdapter(paths), { errors: ['AdapterError'], begins: /^adapter_/ });
  if ('value' in result)
    expect([result.value.weights, result.value.config].every((one) => paths.includes(one))).toBe(true);
  return told(result);
});

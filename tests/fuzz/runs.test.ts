// What: run files of anyone: damaged bytes, whole containers with damaged values, containers of random values. A run whose every number can be
// shown and gone on from, and which is the same after saving it again; or one sentence. Nothing takes more room than its bytes.
import fc from 'fast-check';
import { expect } from 'vitest';
import { gzip } from '../../src/9-curves/gzip.ts';
import { packValue, unpackValue } from '../../src/9-curves/packValue.ts';
import { readRunFile, writeRunFile } from '../../src/store/run/runFile.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { someRun } from '../store/someRun.ts';
import { anyJson, damagedJson, damagedOf, joined, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { fuzzKind, outcome, told } from './fuzz.ts';

const fuzz = fuzzKind('runs', 700);
const RUN = { errors: ['Error'] };
const SENTENCE = /^“mine\.rollscope” cannot be opened: .+\. The current run is unchanged\.$/s;

async function check(bytes: Bytes) {
  const result = await outcome(() => readRunFile(new Blob([bytes]), 'mine.rollscope'), RUN);
  if ('sentence' in result) {
    expect(result.sentence).toMatch(SENTENCE);
    return told(result);
  }
  const run = result.value;
  const { vectors, step, config } = run.checkpoint;
  const lengths = Object.values(vectors).map(({ theta }) => theta.length);
  expect(new Set(lengths).size).toBe(1);
  expect(Object.values(vectors).every(({ theta }) => theta.every(Number.isFinite))).toBe(true);
  expect(Number.isSafeInteger(step) && step >= 0).toBe(true);
  expect(Object.keys(config)).toEqual(Object.keys(defaultConfig()));
  for (const { boxes } of [...run.prompts, ...run.groups.flatMap(({ rollouts }) => rollouts)])
    expect(boxes.flat().every(Number.isFinite)).toBe(true);
  expect(await readRunFile(await writeRunFile(run), 'mine.rollscope')).toEqual(run);
  return told(result);
}

const whole = new Uint8Array(await (await writeRunFile(someRun())).arrayBuffer());
const plain = packValue('run', someRun());
fuzz('damaged files', 0.2, damagedOf([whole]), check);
fuzz('damaged containers', 0.3, damagedOf([plain]), async (bytes) => check(await gzip(bytes)));

const part = fc.oneof(
  anyJson,
  fc.constantFrom<unknown>(Float32Array.of(1, NaN), new Float32Array(500), Uint8Array.of(1), new Uint32Array(3), -5, 2 ** 40, 'a', [[0, 0, 1, 1]], [{ name: 'constructor', wgsl: 'x' }], { version: 1 }), // prettier-ignore
);
const NAMES = ['checkpoint', 'vectors', 'policy', 'theta', 'optimizer', 'stepCount', 'blocks', 'history', 'prompts', 'images', 'boxes', 'rewards', 'groups', 'rollouts', 'evaluations', 'before', 'advantages', 'compared', 'config', 'version', 'step', 'further', 'sample']; // prettier-ignore
fuzz('damaged values', 0.4, damagedJson(someRun(), part, NAMES), async (value) => check(await gzip(packValue('run', value)))); // prettier-ignore

/** The header of a container, made by hand: parts may lie anywhere, and values may name any of them. */
const header = fc.record({
  kind: fc.constantFrom('run', 'link', 1),
  parts: fc.oneof(anyJson, fc.array(fc.record({ type: fc.constantFrom('Float32Array', 'Uint8Array', 'Float64Array', 'constructor', 'DataView'), offset: fc.constantFrom(0, 8, 1, -8, 1e9, 2 ** 52, 0.5), length: fc.constantFrom(0, 1, 50, 1000, 2 ** 52, -1) }), { maxLength: 40 })), // prettier-ignore
  value: fc.oneof(anyJson, fc.constantFrom<unknown>({ $part: 0 }, { $part: -1 }, { $part: 'a' }, { $number: 'NaN' }, { $number: 'x' }, [{ $part: 0 }, { $part: 0 }, { $part: 1 }])), // prettier-ignore
});
const container = fc.tuple(header, fc.nat(2000)).map(([value, size]) => {
  const text = utf8(JSON.stringify(value));
  const head = new Uint8Array(Uint32Array.of(1, text.length).buffer);
  return { bytes: joined(utf8('RSCP'), head, text, new Uint8Array(8 - ((12 + text.length) % 8 || 8) + size)), size };
});
fuzz('containers made by hand', 0.1, container, async ({ bytes, size }) => {
  const result = await outcome(() => unpackValue('run', bytes), { errors: ['FormatError'], frame: (reason) => `It cannot be opened: ${reason}.` }); // prettier-ignore
  if ('value' in result) {
    const values = Array.isArray(result.value) ? (result.value as unknown[]) : [result.value];
    const arrays = new Set(values.filter((one) => ArrayBuffer.isView(one)));
    expect([...arrays].reduce((sum, { byteLength }) => sum + byteLength, 0)).toBeLessThanOrEqual(size + 8);
  }
  expect(await check(await gzip(bytes))).toBe('refused');
  return told(result);
});

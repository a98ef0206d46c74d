// What: where the network runs and what the visitor is told about the machine; what is said about a model that was loaded.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { Compute } from '../../src/gpu/compute.ts';
import { chooseProvider, deviceNotes } from '../../src/training/session/enginePolicy.ts';
import { NodeSession, TINY, tinyConfig } from './nodeSession.ts';

const device = {} as GPUDevice;
const machine = (description: string): Compute => ({ kind: 'webgpu', device, description }) as Compute;
const HARDWARE = machine('GPU: a card');
const SOFTWARE = machine('Software GPU: SwiftShader');
const NONE = new ReferenceCompute();

test.each([
  ['auto', HARDWARE, 'webgpu'],
  ['auto', SOFTWARE, 'wasm'],
  ['auto', NONE, 'wasm'],
  ['webgpu', HARDWARE, 'webgpu'],
  ['webgpu', SOFTWARE, 'webgpu'],
  ['webgpu', NONE, 'wasm'],
  ['wasm', HARDWARE, 'wasm'],
] as const)('provider %s on $description: %s', (provider, compute, expected) => {
  expect(chooseProvider(tinyConfig({ provider }), compute)).toBe(expected);
});

describe('notes', () => {
  const notes = (compute: Compute, leaves: Readonly<Record<string, string>>, threads = 4) => {
    const config = tinyConfig({ num_threads: '0', ...leaves });
    return deviceNotes(config, compute, chooseProvider(config, compute), threads);
  };

  test('a hardware adapter needs none', () => expect(notes(HARDWARE, { provider: 'auto' })).toEqual([]));

  test.each([
    [NONE, 'auto', [/no WebGPU here.*rewards cannot be edited/]],
    [NONE, 'webgpu', [/no WebGPU here/, /WebGPU was requested but isn’t available; using WASM/]],
    [SOFTWARE, 'auto', [/no hardware GPU.*network runs on WASM/]],
    [SOFTWARE, 'webgpu', [/no hardware GPU.*slow; set provider to wasm/]],
  ] as const)('%#', (compute, provider, sentences) => {
    const told = notes(compute, { provider });
    expect(told).toHaveLength(sentences.length);
    sentences.forEach((sentence, i) => expect(told[i]).toMatch(sentence));
  });

  test('one thread is said where the page could have more: not where one was asked for, nor on a GPU', () => {
    const alone = /one thread: this page is not cross-origin isolated/;
    expect(notes(HARDWARE, { provider: 'wasm' }, 1)).toEqual([expect.stringMatching(alone)]);
    expect(notes(HARDWARE, { provider: 'wasm', num_threads: '1' }, 1)).toEqual([]);
    expect(notes(HARDWARE, { provider: 'wasm' }, 2)).toEqual([]);
    expect(notes(HARDWARE, { provider: 'auto' }, 1)).toEqual([]);
    vi.stubGlobal('crossOriginIsolated', true);
    expect(notes(HARDWARE, { provider: 'wasm' }, 1)).toEqual([]);
    vi.unstubAllGlobals();
  });
});

describe('a model that was loaded', () => {
  let session: NodeSession;
  beforeAll(async () => {
    session = await NodeSession.ready(tinyConfig());
  });
  afterAll(() => session.close());

  test('name, sizes and adapter', () => {
    const [loaded] = session.of('modelLoaded');
    const { layout, thetaLength } = session.engine.policy.info;
    const sizes = layout.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
    expect(loaded!.trainable).toBe(sizes.reduce((a, b) => a + b, 0));
    expect(loaded!.trainable).toBe(thetaLength);
    expect(loaded).toMatchObject({ layout, imageSize: 32 });
    const [told] = session.of('device');
    expect(told).toMatchObject({ provider: 'wasm' });
    expect(told!.description).toMatch(/^CPU \(WASM, 1 thread\); shaders: CPU/);
    expect(told!.notes).toHaveLength(1);
  });

  test('parameters are weights, not packed bytes: those that config.json implies, and the vision encoder’s', () => {
    const { text_config: text } = JSON.parse(readFileSync(join(TINY, 'config.json'), 'utf8'));
    const { hidden_size: D, num_hidden_layers: layers, intermediate_size: F, vocab_size: V, head_dim: hd } = text;
    const [heads, kv] = [text.num_attention_heads * hd, text.num_key_value_heads * hd];
    const layer = 2 * D * heads + 2 * D * kv + 3 * D * F + 2 * D;
    const decoder = layers * layer + D + D * V;
    const { parameters } = session.of('modelLoaded')[0]!;
    // The rest are the vision encoder and the tables of the rotary embedding, both far smaller here.
    const rest = parameters - decoder - V * D;
    expect(rest).toBeGreaterThan(0);
    expect(rest).toBeLessThan(decoder);
  });

  test('the bytes that were read are told, file by file, up to all of them', () => {
    const told = session.of('progress').filter(({ unit }) => unit === 'bytes');
    expect(told.length).toBeGreaterThan(3);
    const done = told.map((event) => event.done);
    expect(done).toEqual([...done].sort((x, y) => x - y));
    expect(done.at(-1)).toBe(session.engine.policy.info.bytes);
    for (const { total } of told) expect(total).toBeGreaterThanOrEqual(done.at(-1)!);
    expect(told.map(({ what }) => what)).toContain('config.json');
  });
});

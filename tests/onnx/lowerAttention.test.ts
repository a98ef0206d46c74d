// What: lowered attention against ORT's own GroupQueryAttention, MultiHeadAttention and RotaryEmbedding.
import { describe, expect, it } from 'vitest';
import { lower } from '../../src/onnx/lower.ts';
import { graphOf, info, int32, Lcg, maxDifference, node, Runner, runOnce, sizeOf, weights } from './lowerHarness.ts';
import type { Value, Values } from './lowerHarness.ts';

const HEADS = 4;
const KV = 2;
const HD = 32;
const MAX_POSITIONS = 64;
const random = new Lcg(7);

function tables(half: number) {
  const angle = (i: number): number => Math.floor(i / half) / 50 ** ((i % half) / half);
  const table = (f: (x: number) => number): Float32Array =>
    Float32Array.from({ length: MAX_POSITIONS * half }, (_, i) => f(angle(i)));
  return [
    weights('cos', [MAX_POSITIONS, half], table(Math.cos)),
    weights('sin', [MAX_POSITIONS, half], table(Math.sin)),
  ];
}

interface Variant {
  readonly attributes?: Parameters<typeof node>[3];
  readonly packed?: boolean;
  readonly half?: number;
  readonly rotary?: boolean;
  readonly heads?: number;
  readonly kvHeads?: number;
  readonly bias?: boolean;
}

function groupQuery({
  attributes = {},
  packed = false,
  half = HD / 2,
  rotary = true,
  heads = HEADS,
  kvHeads = KV,
  bias,
}: Variant) {
  const qkv = packed ? ['qkv', '', ''] : ['q', 'k', 'v'];
  const widths = packed ? [(heads + 2 * kvHeads) * HD] : [heads * HD, kvHeads * HD, kvHeads * HD];
  const past = ['past_key_values.0.key', 'past_key_values.0.value'];
  const inputs = [...qkv, ...past, 'past_last', 'past_total', ...(rotary ? ['cos', 'sin'] : ['', ''])];
  if (bias) inputs.push('', 'bias');
  return graphOf({
    inputs: [
      ...qkv.filter(Boolean).map((name, i) => info(name, ['batch', 'sequence', widths[i]!])),
      ...past.map((name) => info(name, ['batch', kvHeads, 'past', HD])),
      info('past_last', ['batch'], 'int32'),
      info('past_total', [], 'int32'),
      ...(bias ? [info('bias', [1, heads, 'sequence', 'total'])] : []),
    ],
    outputs: [
      info('y', ['batch', 'sequence', heads * HD]),
      info('present.0.key', ['batch', kvHeads, 'total', HD]),
      info('present.0.value', ['batch', kvHeads, 'total', HD]),
    ],
    nodes: [
      node('GroupQueryAttention', inputs, ['y', 'present.0.key', 'present.0.value'], {
        num_heads: heads,
        kv_num_heads: kvHeads,
        do_rotary: rotary ? 1 : 0,
        ...attributes,
      }),
    ],
    initializers: rotary ? tables(half) : [],
  });
}

/** What ORT's own operator needs besides q, k, v. */
function pastOf(batch: number, tokens: number, past: number, key?: Value, value?: Value, kvHeads = KV): Values {
  const empty = { data: new Float32Array(0), dims: [batch, kvHeads, 0, HD] };
  return {
    'past_key_values.0.key': key ?? empty,
    'past_key_values.0.value': value ?? empty,
    past_last: int32(Array.from({ length: batch }, () => past + tokens - 1)),
    past_total: int32([past + tokens], []),
  };
}

const positionsOf = (rows: number, tokens: number, start: (row: number) => number, dims: readonly number[]): Value =>
  int32(
    Array.from({ length: rows * tokens }, (_, i) => start(Math.floor(i / tokens)) + (i % tokens)),
    dims,
  );

const VARIANTS: Readonly<Record<string, Variant>> = {
  'rotary in halves': {},
  'interleaved rotary': { attributes: { rotary_interleaved: 1 } },
  'part of the head rotated': { half: 8 },
  'no rotary': { rotary: false },
  'packed qkv': { packed: true },
  softcap: { attributes: { softcap: { float: 0.7 } } },
  'own scale': { attributes: { scale: { float: 0.4 } } },
  'one key head': { kvHeads: 1 },
  'as many key heads as heads': { kvHeads: HEADS },
  'attention bias': { bias: true },
};

describe('GroupQueryAttention without past', () => {
  for (const [title, variant] of Object.entries(VARIANTS))
    for (const [batch, tokens] of [
      [1, 1],
      [3, 7],
    ] as const)
      it(`${title}, ${batch} × ${tokens}`, async () => {
        const kvHeads = variant.kvHeads ?? KV;
        const graph = groupQuery(variant);
        const values: Values = {
          q: random.tensor(batch, tokens, HEADS * HD),
          k: random.tensor(batch, tokens, kvHeads * HD),
          v: random.tensor(batch, tokens, kvHeads * HD),
          qkv: random.tensor(batch, tokens, (HEADS + 2 * kvHeads) * HD),
          bias: random.tensor(1, HEADS, tokens, tokens),
          ...pastOf(batch, tokens, 0, undefined, undefined, kvHeads),
          positions: positionsOf(batch, tokens, () => 0, [batch, tokens]),
        };
        const expected = await runOnce(graph, values);
        const actual = await runOnce(lower(graph, { prefix: false, cache: false }), values);
        for (const name of ['y', 'present.0.key', 'present.0.value'])
          expect(maxDifference(actual[name]!.data, expected[name]!.data), name).toBeLessThan(2e-6);
      });
});

describe('prefix and cache against one row at a time', () => {
  const [prompts, group, slots, capacity] = [2, 3, 6, 5];
  const rows = prompts * group;
  const prefixLengths = [4, 0];
  const cases = [
    { cache: false, prefix: true, tokens: 3 },
    { cache: true, prefix: true, tokens: 1 },
    { cache: true, prefix: true, tokens: 3 },
    { cache: true, prefix: false, tokens: 2 },
  ];
  for (const { cache, prefix, tokens } of cases)
    it(`prefix ${prefix}, cache ${cache}, ${tokens} tokens`, async () => {
      const graph = groupQuery({});
      const cacheLengths = cache ? [3, 0, 5, 1, 2, 4] : [0, 0, 0, 0, 0, 0];
      const prefixOf = (row: number): number => (prefix ? prefixLengths[Math.floor(row / group)]! : 0);
      const own = ['q', 'k', 'v'].map(
        (name, i) => [name, random.tensor(rows, tokens, (i === 0 ? HEADS : KV) * HD)] as const,
      );
      const past = (part: string) => ({
        prefix: random.tensor(prompts, KV, slots, HD),
        cache: random.tensor(rows, KV, capacity, HD),
        part,
      });
      const [keys, values] = [past('key'), past('value')];
      const actual = await runOnce(lower(graph, { prefix, cache }), {
        ...Object.fromEntries(own),
        ...Object.fromEntries(
          [keys, values].flatMap((p) => [
            [`prefix.0.${p.part}`, p.prefix] as const,
            [`cache.0.${p.part}`, p.cache] as const,
          ]),
        ),
        positions: positionsOf(
          rows,
          tokens,
          (r) => prefixOf(r) + cacheLengths[r]!,
          prefix ? [prompts, group, tokens] : [rows, tokens],
        ),
        prefix_lengths: int32(prefixLengths),
        cache_lengths: int32(cacheLengths),
      });
      const reference = await Runner.create(graph);
      for (let row = 0; row < rows; row++) {
        const [fromPrefix, fromCache] = [prefixOf(row), cacheLengths[row]!];
        const total = fromPrefix + fromCache;
        const joined = (p: typeof keys): Value => {
          const data: number[] = [];
          for (let h = 0; h < KV; h++) {
            const at = (Math.floor(row / group) * KV + h) * slots * HD;
            const cacheAt = (row * KV + h) * capacity * HD;
            data.push(
              ...p.prefix.data.subarray(at, at + fromPrefix * HD),
              ...p.cache.data.subarray(cacheAt, cacheAt + fromCache * HD),
            );
          }
          return { data: Float32Array.from(data), dims: [1, KV, total, HD] };
        };
        const mine = own.map(([name, { data, dims }]) => {
          const width = sizeOf(dims) / rows;
          return [name, { data: data.slice(row * width, (row + 1) * width), dims: [1, ...dims.slice(1)] }] as const;
        });
        const expected = await reference.run({
          ...Object.fromEntries(mine),
          ...pastOf(1, tokens, total, joined(keys), joined(values)),
        });
        const width = tokens * HEADS * HD;
        const y = actual['y']!.data.slice(row * width, (row + 1) * width);
        expect(maxDifference(y, expected['y']!.data), `row ${row}`).toBeLessThan(2e-6);
      }
      await reference.release();
    });
});

describe('MultiHeadAttention', () => {
  const attention = (attributes: Parameters<typeof node>[3], bias: boolean) =>
    graphOf({
      inputs: ['q', 'k', 'v'].map((name) => info(name, ['batch', 'sequence', HEADS * HD])),
      outputs: [info('y', ['batch', 'sequence', HEADS * HD])],
      nodes: [node('MultiHeadAttention', ['q', 'k', 'v', bias ? 'b' : ''], ['y'], { num_heads: HEADS, ...attributes })],
      initializers: bias ? [weights('b', [3 * HEADS * HD], random.floats(3 * HEADS * HD))] : [],
    });
  const values: Values = {
    ...Object.fromEntries(['q', 'k', 'v'].map((name) => [name, random.tensor(2, 5, HEADS * HD)])),
    positions: positionsOf(2, 5, () => 0, [2, 5]),
  };
  it.each([
    ['causal', { unidirectional: 1 }, false],
    ['both ways', {}, false],
    ['with packed bias', { unidirectional: 1 }, true],
  ] as const)('%s', async (_title, attributes, bias) => {
    const graph = attention(attributes, bias);
    const expected = await runOnce(graph, values);
    const actual = await runOnce(lower(graph, { prefix: false, cache: false }), values);
    expect(maxDifference(actual['y']!.data, expected['y']!.data)).toBeLessThan(2e-6);
  });
});

describe('what is refused', () => {
  it('names the node and the attribute', () => {
    const graph = groupQuery({ attributes: { local_window_size: 8 } });
    expect(() => lower(graph, { prefix: true, cache: false })).toThrow(/GroupQueryAttention.*local_window_size = 8/);
  });
  it('refuses a bias beside a prefix', () => {
    expect(() => lower(groupQuery({ bias: true }), { prefix: true, cache: false })).toThrow(/attention_bias/);
  });
});

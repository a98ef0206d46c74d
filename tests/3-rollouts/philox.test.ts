import { describe, expect, it } from 'vitest';
import { normalPair, philox4x32, randomWords, seedWords, STREAMS, toUniform } from '../../src/3-rollouts/philox.ts';
import type { Words4 } from '../../src/3-rollouts/philox.ts';
import { shaderText } from '../../src/gpu/kernels.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

// Known-answer vectors "philox4x32 10" of Random123 (kat_vectors).
const F = 0xffffffff;
const KNOWN: readonly { counter: Words4; key: readonly [number, number]; words: Words4 }[] = [
  { counter: [0, 0, 0, 0], key: [0, 0], words: [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8] },
  { counter: [F, F, F, F], key: [F, F], words: [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd] },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0],
    words: [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  },
];

const run = (count: number, { counter, key }: { counter: Words4; key: readonly [number, number] }) =>
  checkKernel({
    kernel: 'common/philoxWords',
    params: {
      count,
      seedLow: key[0],
      seedHigh: key[1],
      step: counter[0],
      firstRow: counter[1],
      position: counter[2],
      stream: counter[3],
    },
    inputs: {},
    outputs: { words: count * 4, normals: count * 2 },
    dispatch: { invocations: count },
    tolerance: { abs: 5e-6, rel: 2e-5 },
  });

describe('philox4x32-10', () => {
  it('gives the published vectors in TypeScript', () => {
    for (const { counter, key, words } of KNOWN) expect(philox4x32(counter, key)).toEqual(words);
  });

  it('gives the published vectors in WGSL', async () => {
    for (const vector of KNOWN) {
      const { outputs } = await run(1, vector);
      expect([...outputs['words']!]).toEqual([...vector.words]);
    }
  });

  it.each([1, 64, 65, 1000, 70_001])('is equal bit for bit in TypeScript and WGSL: %i rows', async (count) => {
    const random = randomInputs();
    const word = () => random.below(2 ** 24) * 256 + random.below(256);
    await run(count, { counter: [word(), random.below(1e6), word(), random.below(9)], key: [word(), word()] });
  });

  it('names the same streams in both languages', () => {
    const inWgsl = [...shaderText('common/philox').matchAll(/const STREAM_(\w+) = (\d+)u/g)].map(([, name, n]) => [
      name,
      Number(n),
    ]);
    const inTs = Object.entries(STREAMS).map(([name, n]) => [name.replace(/[A-Z]/g, (c) => `_${c}`).toUpperCase(), n]);
    expect(inWgsl).toEqual(inTs);
  });

  it('draws uniforms of 24 bits in [0, 1) with the right mean, and normals with the right moments', () => {
    const count = 40_000;
    let mean = 0;
    const moments = [0, 0, 0, 0];
    for (let row = 0; row < count; row++) {
      const words = randomWords(7, { step: 3, row, position: 1, stream: 'data' });
      const u = toUniform(words[0]);
      expect(u >= 0 && u < 1 && Math.fround(u) === u).toBe(true);
      mean += u / count;
      const [z] = normalPair(words);
      moments.forEach((_, k) => (moments[k]! += z ** (k + 1) / count));
    }
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 / Math.sqrt(12 * count));
    expect(Math.abs(moments[0]!)).toBeLessThan(5 / Math.sqrt(count));
    expect(Math.abs(moments[1]! - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
    expect(Math.abs(moments[2]!)).toBeLessThan(5 * Math.sqrt(15 / count));
    expect(Math.abs(moments[3]! - 3)).toBeLessThan(5 * Math.sqrt(96 / count));
  });

  it('takes seeds beyond 32 bits and refuses what is not a whole number', () => {
    expect(seedWords(2 ** 32 + 5)).toEqual([5, 1]);
    expect(() => seedWords(-1)).toThrow(/whole number/);
    expect(() => seedWords(0.5)).toThrow(/whole number/);
  });
});

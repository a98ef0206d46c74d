// What: the product kernel alone, against sums in float64 and, without relaxed SIMD, against float32 sums in the same order to the last bit.
import { setFlagsFromString } from 'node:v8';
import { expect, it } from 'vitest';
import { moduleOf } from '../../../src/ort/products/replaceProducts.ts';
import { sgemmBody } from '../../../src/ort/products/sgemmBody.ts';
import type { SgemmOptions } from '../../../src/ort/products/sgemmBody.ts';

// Node 20 knows relaxed SIMD behind this flag; later ones as it is.
setFlagsFromString('--experimental-wasm-relaxed-simd');

type Sgemm = (
  ...args: [a: number, b: number, c: number, K: number, M: number, N: number, lda: number, ldc: number, alpha: number]
) => number;
const PAGE = 65_536;
const GUARD = -77;

async function kernel(options: SgemmOptions): Promise<{ sgemm: Sgemm; floats: Float32Array }> {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const { instance } = await WebAssembly.instantiate(moduleOf(sgemmBody(options)), { env: { memory } });
  return { sgemm: instance.exports['sgemm'] as Sgemm, floats: new Float32Array(memory.buffer) };
}

/** Numbers that float32 rounds, the same at every run. */
const number = (i: number) => Math.fround(Math.sin(12.9898 * i) * 1.7);

/** A case in memory: every float around C is GUARD, and A and C are wider than they need to be. */
function laidOut(floats: Float32Array, M: number, K: number, N: number) {
  const [lda, ldc] = [K + 2, N + 3];
  const panels = Math.ceil(N / 16);
  const [a, b] = [16, 16 + M * lda];
  const c = b + panels * 16 * K + 8;
  floats.fill(GUARD);
  for (let i = 0; i < M * lda; i++) floats[a + i] = number(i);
  for (let k = 0; k < K; k++)
    for (let n = 0; n < 16 * panels; n++)
      floats[b + Math.floor(n / 16) * 16 * K + 16 * k + (n % 16)] = n < N ? number(1000 + k * N + n) : 0;
  for (let m = 0; m < M; m++) for (let n = 0; n < N; n++) floats[c + m * ldc + n] = number(5000 + m * N + n);
  return { a, b, c, lda, ldc };
}

const SIZES = [1, 2, 3, 4, 5, 7, 8, 11].flatMap((M) =>
  [1, 2, 3, 4, 6, 7, 8, 9, 12, 15, 16, 17, 24, 31, 32, 40, 47].map((N) => [M, 1 + ((M * N) % 9), N] as const),
);

it.each([
  { adds: false, relaxed: false },
  { adds: true, relaxed: false },
  { adds: false, relaxed: true },
  { adds: true, relaxed: true },
])('multiplies matrices of every size, and writes nothing else (%o)', async ({ adds, relaxed }) => {
  const { sgemm, floats } = await kernel({ adds, relaxed });
  for (const [M, K, N] of SIZES)
    for (const alpha of [1, -0.75]) {
      const { a, b, c, lda, ldc } = laidOut(floats, M, K, N);
      const before = floats.slice();
      let done = 0;
      while (done < M) {
        const rows = sgemm(4 * (a + done * lda), 4 * b, 4 * (c + done * ldc), K, M - done, N, lda, ldc, alpha);
        expect([1, 2, 4]).toContain(rows);
        done += rows;
      }
      expect(done).toBe(M);
      const same = before.slice();
      const far: string[] = [];
      for (let m = 0; m < M; m++)
        for (let n = 0; n < N; n++) {
          const at = c + m * ldc + n;
          let [exact, rounded] = [0, 0];
          for (let k = 0; k < K; k++) {
            const [x, y] = [before[a + m * lda + k]!, number(1000 + k * N + n)];
            exact += x * y;
            rounded = Math.fround(rounded + Math.fround(x * y));
          }
          const scaled = Math.fround(rounded * Math.fround(alpha));
          const old = adds ? before[at]! : 0;
          same[at] = adds ? Math.fround(old + scaled) : scaled;
          if (Math.abs(floats[at]! - (alpha * exact + old)) > 4e-6) far.push(`${M}×${K}×${N} at ${m}, ${n}`);
          if (relaxed) same[at] = floats[at]!;
        }
      expect(far).toEqual([]);
      // The place of the first float that differs; toEqual takes minutes for so many.
      expect(
        floats.findIndex((value, i) => value !== same[i]),
        `${M}×${K}×${N}`,
      ).toBe(-1);
    }
});

it('its code fits in the memory that the module asks for', () => {
  for (const relaxed of [false, true]) expect(sgemmBody({ adds: true, relaxed }).length).toBeLessThan(PAGE);
});

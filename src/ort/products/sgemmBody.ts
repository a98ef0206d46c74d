// What: the inner product kernel of float32 matrices, as the body of a WebAssembly function: four rows × eight columns at a time.
// Why: that of onnxruntime-web 1.30 takes two rows × sixteen columns and two products deep: more vectors at once than the sixteen
//   registers of a processor. Here twelve are enough. Where the browser has relaxed SIMD, a product and its sum are one instruction.
//   Measured by `npm run bench -- --products` (BENCHMARKS.md).
// Formula: C[m, n] (+)= alpha · Σ_k A[m, k]·B[k, n], k in order, one float32 sum each: without relaxed SIMD the same bits as ORT's kernel.
// Shapes: A [CountM, CountK] with lda floats from row to row; B in panels of 16 columns, each [CountK, 16], zeros behind CountN;
//   C [CountM, CountN] with ldc floats from row to row. Returns how many rows it did: 4, 2 or 1; the caller asks again for the rest.
// Source: the calls of MlasSgemmKernelZero and MlasSgemmKernelAdd in microsoft/onnxruntime (core/mlas), version 1.30.
import * as w from './wasmCode.ts';
import type { Code } from './wasmCode.ts';

/** Parameters: pointers, counts, strides in floats, and alpha (float32). */
const [A, B, C, COUNT_K, COUNT_M, COUNT_N, LDA, LDC, ALPHA] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
const PARAMETERS = 9;
const TILES = [4, 2, 1] as const;
/** Bytes of one row of a panel, and of half of it. */
const [PANEL, HALF] = [64, 32];

export interface SgemmOptions {
  /** C += …; otherwise C = …. */
  readonly adds: boolean;
  readonly relaxed: boolean;
}

export function sgemmBody({ adds, relaxed }: SgemmOptions): Uint8Array<ArrayBuffer> {
  let locals = PARAMETERS;
  const local = () => locals++;
  const [b, row, end, left, second] = [local(), local(), local(), local(), local()];
  const [c, cRow, strideA, strideC] = [local(), local(), local(), local()];
  const a = Array.from({ length: TILES[0] }, local);
  const pointers = locals - PARAMETERS;
  const sums = Array.from({ length: 2 * TILES[0] }, local);
  const [b0, b1, value, scale] = [local(), local(), local(), local()];
  const vectors = locals - PARAMETERS - pointers;

  const grow = (pointer: number, bytes: Code): Code => [...w.get(pointer), ...bytes, ...w.add, ...w.set(pointer)];
  const multiplyAdd = (sum: number, weights: number): Code =>
    relaxed
      ? [...w.get(value), ...w.get(weights), ...w.get(sum), ...w.relaxedMadd, ...w.set(sum)]
      : [...w.get(sum), ...w.get(value), ...w.get(weights), ...w.multiplyFloats, ...w.addFloats, ...w.set(sum)];
  /** a[r] = the first number of row r. */
  const startRows = (rows: number): Code =>
    a
      .slice(0, rows)
      .flatMap((own, r) => (r ? [...w.get(a[r - 1]!), ...w.get(strideA), ...w.add] : w.get(A)).concat(w.set(own)));
  /** The code of each row r, with cRow at its place in C. */
  const eachRow = (rows: number, code: (r: number) => Code): Code => [
    ...[...w.get(c), ...w.set(cRow)],
    ...Array.from({ length: rows }, (_, r) => [...(r ? grow(cRow, w.get(strideC)) : []), ...code(r)]).flat(),
  ];
  const store = (sum: number, count: 1 | 2 | 4, offset = 0): Code => [
    ...w.get(cRow),
    ...[...w.get(sum), ...w.get(scale), ...w.multiplyFloats],
    ...(adds ? [...w.get(cRow), ...w.loadFloats(count, offset), ...w.addFloats] : []),
    ...w.storeFloats(count, offset),
  ];
  /** Where so many of the columns that are left make a part: stores them and brings the next ones to the first lanes. */
  const storePart = (rows: number, count: 1 | 2 | 4, next: (r: number) => Code): Code => [
    ...[...w.get(left), ...w.i32(count), ...w.and],
    ...w.when([...eachRow(rows, (r) => [...store(sums[2 * r]!, count), ...next(r)]), ...grow(c, w.i32(4 * count))]),
  ];
  const move = (from: number, to: number, code: Code = []): Code => [...w.get(from), ...code, ...w.set(to)];

  const tile = (rows: number): Code => [
    ...[...w.get(A), ...w.get(COUNT_K), ...w.shiftLeft(2), ...w.add, ...w.set(end)],
    ...[...move(COUNT_N, left), ...move(B, b), ...move(C, c), ...w.i32(0), ...w.set(second)],
    ...w.loopWhile(
      sums.slice(0, 2 * rows).flatMap((sum) => [...w.zeros, ...w.set(sum)]),
      startRows(rows),
      move(b, row),
      w.loopWhile(
        [...w.get(row), ...w.loadFloats(4, 0), ...w.set(b0), ...w.get(row), ...w.loadFloats(4, 16), ...w.set(b1)],
        a
          .slice(0, rows)
          .flatMap((own, r) => [
            ...[...w.get(own), ...w.loadSplat, ...w.set(value)],
            ...multiplyAdd(sums[2 * r]!, b0),
            ...multiplyAdd(sums[2 * r + 1]!, b1),
          ]),
        grow(row, w.i32(PANEL)),
        a.slice(1, rows).flatMap((own) => grow(own, w.i32(4))),
        [...w.get(a[0]!), ...w.i32(4), ...w.add, ...w.tee(a[0]!), ...w.get(end), ...w.isBelow],
      ),
      [...w.get(left), ...w.i32(8), ...w.isAtLeast],
      w.when(
        eachRow(rows, (r) => [...store(sums[2 * r]!, 4), ...store(sums[2 * r + 1]!, 4, 16)]),
        [
          ...storePart(rows, 4, (r) => move(sums[2 * r + 1]!, sums[2 * r]!)),
          ...storePart(rows, 2, (r) => move(sums[2 * r]!, sums[2 * r]!, [...w.get(sums[2 * r]!), ...w.upperLanes])),
          ...storePart(rows, 1, () => []),
          ...[...w.i32(rows), ...w.giveBack],
        ],
      ),
      // The other half of the panel, or the first half of the next one.
      w.get(second),
      w.when(
        [...grow(b, [...w.get(COUNT_K), ...w.shiftLeft(6)]), ...w.get(b), ...w.i32(HALF), ...w.subtract, ...w.set(b)],
        grow(b, w.i32(HALF)),
      ),
      [...move(second, second, w.isZero), ...grow(c, w.i32(HALF))],
      [...w.get(left), ...w.i32(8), ...w.subtract, ...w.tee(left)],
    ),
    ...[...w.i32(rows), ...w.giveBack],
  ];

  return w.functionBody(
    [
      [pointers, w.I32],
      [vectors, w.V128],
    ],
    move(ALPHA, scale, w.splat),
    move(LDA, strideA, w.shiftLeft(2)),
    move(LDC, strideC, w.shiftLeft(2)),
    TILES.flatMap((rows) =>
      rows === 1 ? tile(1) : [...w.get(COUNT_M), ...w.i32(rows), ...w.isAtLeast, ...w.when(tile(rows))],
    ),
    w.unreachable,
  );
}

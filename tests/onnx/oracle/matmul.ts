// What: matrix products of the oracle, float and quantised.
import { broadcastShapes, build, floatOf, get, getBroadcast, intOf, type Kernels, type Tensor } from './tensor.ts';

export function matMul(a: Tensor, b: Tensor): Tensor {
  const left = a.shape.length === 1 ? { ...a, shape: [1, ...a.shape] } : a;
  const right = b.shape.length === 1 ? { ...b, shape: [...b.shape, 1] } : b;
  const batch = broadcastShapes(left.shape.slice(0, -2), right.shape.slice(0, -2));
  const [m, k, n] = [left.shape.at(-2)!, left.shape.at(-1)!, right.shape.at(-1)!];
  if (right.shape.at(-2) !== k) throw new Error(`MatMul of [${a.shape.join()}] and [${b.shape.join()}]`);
  const of = (t: Tensor, lead: readonly number[], row: number, column: number): number => {
    const own = t.shape.slice(0, -2);
    const at = own.map((dim, axis) => (dim === 1 ? 0 : lead[axis + batch.length - own.length]!));
    return get(t, [...at, row, column]);
  };
  const product = build([...batch, m, n], (index) => {
    const lead = index.slice(0, -2);
    const [row, column] = index.slice(-2) as [number, number];
    let sum = 0;
    for (let i = 0; i < k; i++) sum += of(left, lead, row, i) * of(right, lead, i, column);
    return sum;
  });
  const shape = [...batch, ...(a.shape.length > 1 ? [m] : []), ...(b.shape.length > 1 ? [n] : [])];
  return { data: product.data, shape };
}

const transposed = (t: Tensor, yes: number): Tensor =>
  yes ? build([t.shape[1]!, t.shape[0]!], ([i, j]) => get(t, [j!, i!])) : t;

/** Element i of a row of packed values, low bits first. */
function packed(bytes: Float64Array, start: number, bits: number, i: number): number {
  const perByte = 8 / bits;
  return (bytes[start + Math.floor(i / perByte)]! >> (bits * (i % perByte))) & (2 ** bits - 1);
}

export const MATMUL: Kernels = {
  MatMul: ([a, b]) => [matMul(a!, b!)],
  Gemm: ([a, b, c], node) => {
    const product = matMul(transposed(a!, intOf(node, 'transA', 0)), transposed(b!, intOf(node, 'transB', 0)));
    const [alpha, beta] = [floatOf(node, 'alpha', 1), floatOf(node, 'beta', 1)];
    return [build(product.shape, (index) => alpha * get(product, index) + (c ? beta * getBroadcast(c, index) : 0))];
  },
  MatMulNBits: ([a, b, scales, zeros, , bias], node) => {
    const [k, n, bits] = [intOf(node, 'K', 0), intOf(node, 'N', 0), intOf(node, 'bits', 4)];
    const block = intOf(node, 'block_size', 32);
    const blocks = Math.ceil(k / block);
    const blockBytes = (block * bits) / 8;
    const zeroBytes = Math.ceil((blocks * bits) / 8);
    const weights = build([k, n], ([i, j]) => {
      const at = Math.floor(i! / block);
      const q = packed(b!.data, (j! * blocks + at) * blockBytes, bits, i! % block);
      const z = zeros ? packed(zeros.data, j! * zeroBytes, bits, at) : 2 ** (bits - 1);
      return (q - z) * scales!.data[j! * blocks + at]!;
    });
    const product = matMul(a!, weights);
    return [build(product.shape, (index) => get(product, index) + (bias ? getBroadcast(bias, index) : 0))];
  },
  DequantizeLinear: ([x, scale, zero], node) => {
    const block = intOf(node, 'block_size', 0);
    if (block === 0) return [build(x!.shape, (index) => (get(x!, index) - (zero?.data[0] ?? 0)) * scale!.data[0]!)];
    const axis = intOf(node, 'axis', 1);
    return [
      build(x!.shape, (index) => {
        const at = index.with(axis, Math.floor(index[axis]! / block));
        return (get(x!, index) - (zero ? get(zero, at) : 0)) * get(scale!, at);
      }),
    ];
  },
};

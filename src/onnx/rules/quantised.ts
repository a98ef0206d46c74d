// What: gradient of MatMulNBits with respect to its activations; the weights are frozen and stay quantised.
// Formula: Y = X·Wᵀ (+ bias), W[n,k] = (q[n,k] − z[n,b])·s[n,b], b = ⌊k/block⌋: dX = dY·W, with W dequantised blockwise for
//   the length of this product. The packed bytes of MatMulNBits are those of an UINT4 (UINT8) tensor, so they are shared.
// Shapes: X [..., K]; q [N, B·block] with B = ⌈K/block⌉: where block does not divide K, dX is cut to K.
//   2-bit weights are repacked to 4 bits: blockwise DequantizeLinear of 2 bits is missing on WebGPU.
// Source: onnxruntime ContribOperators.md (MatMulNBits); ONNX DequantizeLinear-21.
import { int } from '../attributes.ts';
import type { Initializer } from '../graph.ts';
import { intAttribute } from '../lowerings/attributes.ts';
import type { RuleContext, RuleTable } from '../ruleContext.ts';

function constant(c: RuleContext, i: number, what: string): Initializer {
  return c.constant(i) ?? c.fail(`its ${what} ('${c.x(i)}') must be constants`);
}

/** Packed elements of `bits` bits, low bits first, read row by row; every row starts on a whole byte. */
function unpack(bytes: Uint8Array, bits: number, rows: number, columns: number): Uint8Array {
  const perByte = 8 / bits;
  const rowBytes = Math.ceil(columns / perByte);
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const byte = bytes[row * rowBytes + Math.floor(column / perByte)]!;
      out[row * columns + column] = (byte >> (bits * (column % perByte))) & (2 ** bits - 1);
    }
  return out;
}

function pack4(values: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(values.length / 2));
  values.forEach((value, i) => (out[i >> 1]! |= value << (4 * (i & 1))));
  return out;
}

function dequantised(c: RuleContext, n: number, blocks: number, block: number, bits: number): string {
  const weights = constant(c, 1, 'weights');
  const scales = constant(c, 2, 'scales');
  if (scales.dataType !== 'float32') c.fail(`its scales are ${scales.dataType}; only float32 is supported`);
  const type = bits === 8 ? 'uint8' : 'uint4';
  const repack = (bytes: Uint8Array, columns: number): Uint8Array =>
    bits === 8 ? bytes : pack4(unpack(bytes, bits, n, columns));
  const packed = bits === 2 ? repack(weights.bytes, blocks * block) : weights.bytes;
  let zeros: Uint8Array;
  if (c.has(3)) {
    const given = constant(c, 3, 'zero points');
    if (given.dataType !== 'uint8') c.fail(`its zero points are ${given.dataType}; only packed uint8 is supported`);
    zeros = repack(given.bytes, blocks);
  } else {
    const value = 2 ** (bits - 1);
    const all = new Uint8Array(n * blocks).fill(value);
    zeros = bits === 8 ? all : pack4(all);
  }
  const q = c.emit.bytesConstant(type, [n, blocks * block], packed);
  const s = c.emit.bytesConstant('float32', [n, blocks], scales.bytes);
  const z = c.emit.bytesConstant(type, [n, blocks], zeros);
  return c.op('DequantizeLinear', [q, s, z], { axis: int(1), block_size: int(block) });
}

export const QUANTISED: RuleTable = {
  MatMulNBits: (c) => {
    ['weights', 'scales', 'zero points', 'group index'].forEach((what, i) => c.refuse(i + 1, what));
    const [k, n] = [intAttribute(c.node, 'K', 0), intAttribute(c.node, 'N', 0)];
    const block = intAttribute(c.node, 'block_size', 32);
    const bits = intAttribute(c.node, 'bits', 4);
    if (![2, 4, 8].includes(bits)) c.fail(`${bits} bits are not supported`);
    if (c.has(4)) c.fail('a group index is not supported');
    const blocks = Math.ceil(k / block);
    const bias = c.has(5) ? c.sumTo(c.d, 5) : undefined;
    const rank = c.rank;
    const product = c.op('MatMul', [c.d, dequantised(c, n, blocks, block, bits)]);
    const dx = blocks * block === k ? product : c.slice(product, rank - 1, 0, k);
    return [dx, undefined, undefined, undefined, undefined, bias];
  },
  DequantizeLinear: (c) =>
    c.fail(`quantised weights ('${c.node.inputs[0]}') and their scales have no gradient; train a LoRA branch instead`),
};

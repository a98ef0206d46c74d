// What: rule cases of rotary embeddings and quantised products, whose operands are tables and packed bytes.
import { int } from '../../src/onnx/attributes.ts';
import { contrib, i64, named, x, type CaseOptions, type Operand, type Row } from './ruleCaseKit.ts';

const table = (rows: number, half: number, f: (angle: number) => number): Operand => ({
  shape: [rows, half],
  values: Array.from({ length: rows * half }, (_, i) => Math.fround(f(Math.floor(i / half) / 1.7 ** (i % half) + 0.3))),
});
const rotary = (
  shape: number[],
  positions: Operand,
  attributes: CaseOptions['attributes'],
  note: string,
  half = 3,
): Row => [
  'RotaryEmbedding',
  [{ shape }, positions, table(8, half, Math.cos), table(8, half, Math.sin)],
  contrib({ attributes: attributes ?? {}, note }),
];
const each = { shape: [2, 3], values: [0, 1, 2, 4, 5, 6], type: 'int64' } as const;
export const ROTARY: Row[] = [
  rotary([2, 3, 12], each, { interleaved: int(0) }, '3-D'),
  rotary([2, 3, 12], each, { interleaved: int(1) }, '3-D interleaved'),
  rotary([2, 4, 3, 6], i64(2), { interleaved: int(0) }, '4-D, offset'),
  rotary([2, 4, 3, 6], each, { interleaved: int(1) }, '4-D interleaved'),
];

const bytes = (count: number, salt: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, i) => (i * 73 + salt * 29) % 256);
const nbits = (bits: number, k: number, block: number, zero: boolean, bias: boolean): Row => {
  const [n, blocks] = [6, Math.ceil(k / block)];
  // Weights of up to about 1 at every width: errors of a sum grow with its terms, not with its result.
  const scales = Array.from({ length: n * blocks }, (_, i) =>
    Math.fround((0.3 + 0.05 * ((i * 7) % 11)) / 2 ** (bits - 1)),
  );
  const packed: Operand = {
    shape: [n, blocks, (block * bits) / 8],
    type: 'uint8',
    bytes: bytes((n * blocks * block * bits) / 8, 1),
  };
  const zeros: Operand = {
    shape: [n * Math.ceil((blocks * bits) / 8)],
    type: 'uint8',
    bytes: bytes(n * Math.ceil((blocks * bits) / 8), 2),
  };
  const operands: (Operand | '')[] = [x(2, 3, k), packed, { shape: [n * blocks], values: scales }];
  if (zero || bias) operands.push(zero ? zeros : '');
  if (bias) operands.push('', x(n));
  const attributes = { K: int(k), N: int(n), bits: int(bits), block_size: int(block) };
  const note = [`${bits} bits, K ${k}, block ${block}`, zero && 'zero points', bias && 'bias']
    .filter(Boolean)
    .join(', ');
  return ['MatMulNBits', operands, contrib({ attributes, note })];
};
export const QUANTISED: Row[] = [
  ...named([nbits(4, 32, 16, false, false)]),
  nbits(4, 32, 32, true, false),
  nbits(4, 48, 16, true, true),
  nbits(4, 40, 16, false, false),
  nbits(8, 32, 16, false, false),
  nbits(8, 48, 16, true, false),
  nbits(2, 32, 16, false, false),
  nbits(2, 48, 16, true, false),
];

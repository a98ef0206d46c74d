// What: the few WebAssembly instructions that sgemmBody.ts is written with, as bytes, and numbers in LEB128.
// Source: WebAssembly core specification 3.0, binary format (webassembly.github.io/spec/core/binary); relaxed SIMD: 0xfd 0x105.

export type Code = readonly number[];

export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest ? low | 0x80 : low);
  } while (rest);
  return bytes;
}

/** Signed LEB128. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const VOID = 0x40;
const END = 0x0b;
/** An instruction of the SIMD block. */
const simd = (code: number, ...rest: Code): Code => [0xfd, ...unsigned(code), ...rest];
/** One that reads or writes memory: alignment as a power of two, offset in bytes. */
const memory = (code: number, align: number, offset: number): Code => simd(code, align, ...unsigned(offset));

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const tee = (local: number): Code => [0x22, ...unsigned(local)];
export const i32 = (value: number): Code => [0x41, ...signed(value)];
export const add: Code = [0x6a];
export const subtract: Code = [0x6b];
export const and: Code = [0x71];
export const shiftLeft = (bits: number): Code => [...i32(bits), 0x74];
export const isZero: Code = [0x45];
export const isBelow: Code = [0x49];
export const isAtLeast: Code = [0x4f];
export const giveBack: Code = [0x0f];
export const unreachable: Code = [0x00];
/** Runs the body again where the value on the stack is not 0. */
export const loopWhile = (...body: readonly Code[]): Code => [0x03, VOID, ...body.flat(), 0x0d, 0, END];
export const when = (yes: Code, no: Code = []): Code => [
  ...[0x04, VOID, ...yes],
  ...(no.length ? [0x05, ...no] : []),
  END,
];

export const zeros: Code = simd(0x0c, ...new Array<number>(16).fill(0));
export const splat: Code = simd(0x13);
export const addFloats: Code = simd(0xe4);
export const multiplyFloats: Code = simd(0xe6);
/** a·b + c with one rounding or two, as the processor does it faster. */
export const relaxedMadd: Code = simd(0x105);
/** The upper two lanes of the first operand, twice. */
export const upperLanes: Code = simd(0x0d, ...[8, 9, 10, 11, 12, 13, 14, 15], ...[8, 9, 10, 11, 12, 13, 14, 15]);
export const loadSplat: Code = memory(0x09, 2, 0);

/** Loads and stores of the first 1, 2 or 4 floats of a vector. */
export const loadFloats = (count: 1 | 2 | 4, offset = 0): Code =>
  count === 4 ? memory(0x00, 2, offset) : memory(count === 2 ? 0x5d : 0x5c, 2, offset);
export const storeFloats = (count: 1 | 2 | 4, offset = 0): Code =>
  count === 4 ? memory(0x0b, 2, offset) : [...memory(count === 2 ? 0x5b : 0x5a, 2, offset), 0];

/** A function body as the code section has it, without its length. Locals are counted behind the parameters. */
export const functionBody = (locals: readonly (readonly [count: number, type: number])[], ...code: readonly Code[]) =>
  Uint8Array.from([
    ...unsigned(locals.length),
    ...locals.flatMap(([count, type]) => [...unsigned(count), type]),
    ...code.flat(),
    END,
  ]);

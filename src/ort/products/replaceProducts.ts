// What: a build of onnxruntime-web with our product kernels (sgemmBody.ts) in place of its own: two functions of its code section.
// Why: three quarters of a training step on WASM are products of float32 matrices (BENCHMARKS.md), and the package has neither a
//   faster kernel nor a build with relaxed SIMD. The file itself stays as the package has it.
// Safe: a function is replaced only where its body is, byte for byte, one that was read when this was written, and only where both
//   are found; any other build is left alone (null), and tests/ort/products/replaceProducts.test.ts says so when the package changes.
// Source: WebAssembly core specification 3.0, binary format; onnxruntime-web 1.30.0.
import { sgemmBody } from './sgemmBody.ts';
import { F32, I32, unsigned } from './wasmCode.ts';

/** The bodies of the package, by length in bytes and SHA-256. */
const KERNELS = [
  { bytes: 2040, adds: false, digest: 'f7728808b5f87253962b9f639f830459c0961fbc2cd2f8463534e97ae5a7e534' },
  { bytes: 1922, adds: true, digest: '9e72cc3a5fb5a445d440bf86c3de4b8bb338ee3773f763c730af6227034c8f08' },
] as const;
const CODE_SECTION = 10;

/** Whether this browser knows relaxed SIMD: asked with the kernel itself. */
export const hasRelaxedSimd = (): boolean => WebAssembly.validate(moduleOf(sgemmBody({ adds: false, relaxed: true })));

/** A module with nothing but this function, `sgemm`, and the memory `env.memory` that it works on. */
export function moduleOf(body: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = (name: string) => [name.length, ...new TextEncoder().encode(name)];
  const section = (id: number, ...content: number[]) => [id, ...unsigned(content.length), ...content];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, 1, 0x60, 9, ...new Array<number>(8).fill(I32), F32, 1, I32),
    ...section(2, 1, ...text('env'), ...text('memory'), 2, 0, 1),
    ...section(3, 1, 0),
    ...section(7, 1, ...text('sgemm'), 0, 0),
    ...section(CODE_SECTION, 1, ...unsigned(body.length), ...body),
  ]);
}

/** Something with its length before it: at `start` the length, from `content` to `end` itself. */
interface Span {
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** Throws where the bytes end too early. */
function readNumber(bytes: Uint8Array, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let at = start; at < start + 5; at++) {
    const byte = bytes[at];
    if (byte === undefined) break;
    value |= (byte & 0x7f) << (7 * (at - start));
    if (byte < 0x80) return { value: value >>> 0, end: at + 1 };
  }
  throw new Error('The WebAssembly of onnxruntime-web is cut off.');
}

function readSpan(bytes: Uint8Array, start: number): Span {
  const { value, end: content } = readNumber(bytes, start);
  if (content + value > bytes.length) throw new Error('The WebAssembly of onnxruntime-web is cut off.');
  return { start, content, end: content + value };
}

function findCode(bytes: Uint8Array): Span | null {
  for (let at = 8; at < bytes.length;) {
    const section = readSpan(bytes, at + 1);
    if (bytes[at] === CODE_SECTION) return section;
    at = section.end;
  }
  return null;
}

async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Null where the build is not one that is known: it is to be used as it is. */
export async function replaceProducts(
  wasm: Uint8Array<ArrayBuffer>,
  relaxed = hasRelaxedSimd(),
): Promise<Uint8Array<ArrayBuffer> | null> {
  const code = findCode(wasm);
  if (!code) return null;
  const parts: Uint8Array[] = [];
  const { value: count, end: first } = readNumber(wasm, code.content);
  let [at, kept] = [first, code.content];
  for (let i = 0; i < count; i++) {
    const { start, content, end } = readSpan(wasm, at);
    at = end;
    const alike = KERNELS.filter(({ bytes }) => bytes === end - content);
    const digest = alike.length > 0 ? await digestOf(wasm.slice(content, end)) : '';
    const kernel = alike.find((known) => known.digest === digest);
    if (!kernel) continue;
    const body = sgemmBody({ adds: kernel.adds, relaxed });
    parts.push(wasm.subarray(kept, start), Uint8Array.from(unsigned(body.length)), body);
    kept = end;
  }
  if (parts.length !== 3 * KERNELS.length) return null;
  parts.push(wasm.subarray(kept, code.end));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = [wasm.subarray(0, code.start), Uint8Array.from(unsigned(length)), ...parts, wasm.subarray(code.end)];
  const made = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of all) {
    made.set(part, place);
    place += part.length;
  }
  return made;
}

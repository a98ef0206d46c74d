// What: a visitor's text as a kernel that can be trusted with a device: sizes checked, every loop capped, also those of the
// shared files that it calls. Throws a ShaderError at the line in the visitor's own text.
import type { KernelSource } from './compute.ts';
import { ShaderError } from './errors.ts';
import { assembleKernel, locateLine, namesUsed, shaderNames } from './kernels.ts';
import { checkSizes, MAX_TEXT, WgslSizeError } from './wgsl/checkSizes.ts';
import { guardLoops } from './wgsl/loopGuard.ts';
import { normalizeLines, placeOf, readTokens, WgslTextError } from './wgsl/tokens.ts';

export interface GuardedKernel extends KernelSource {
  /** File and line of every loop; the number that the guard notes counts from 1. */
  readonly loops: readonly { readonly file: string; readonly line: number }[];
}

const guarded = new Map<string, GuardedKernel>();
const MAX_KEPT = 32;

function check(name: string, text: string): void {
  const refuse = (line: number, column: number, detail: string): never => {
    throw new ShaderError(name, name, line, column, detail);
  };
  const missing = namesUsed(text).find((other) => !shaderNames().includes(other));
  if (missing !== undefined) {
    const line = text.split('\n').findIndex((own) => own.startsWith('// Uses:')) + 1;
    refuse(line, 1, `there is no shared file ${missing}.wgsl; take its name out of this line.`);
  }
  if (text.length > MAX_TEXT) refuse(1, 1, `the text is longer than ${MAX_TEXT / 1024} kB; write a shorter one.`);
  try {
    checkSizes(text, readTokens(text));
  } catch (error) {
    if (error instanceof WgslSizeError) refuse(error.line, error.column, error.detail);
    if (!(error instanceof WgslTextError)) throw error;
    const { line, column } = placeOf(text, error.at);
    refuse(line, column, error.message);
  }
}

function make(name: string, text: string): GuardedKernel {
  check(name, text);
  const whole = assembleKernel(name, text);
  const { wgsl, loopLines, insertions } = guardLoops(whole.wgsl);
  return { name, wgsl, insertions, loops: loopLines.map((line) => locateLine(whole, line)) };
}

/** The same object for the same text: it is asked for at every step. */
export function guardedKernel(name: string, written: string): GuardedKernel {
  const text = normalizeLines(written);
  const key = `${name}\n${text}`;
  let kernel = guarded.get(key);
  if (!kernel) {
    guarded.set(key, (kernel = make(name, text)));
    if (guarded.size > MAX_KEPT) guarded.delete(guarded.keys().next().value!);
  }
  return kernel;
}

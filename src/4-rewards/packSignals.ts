// What: the signals that one reward names, as the buffer that it reads (layout in shaders/4-rewards/layout.wgsl).
// Shapes: table [S × 3], then the values: token [R × T], unit [R × U], rollout [R], prompt [P]; f32 bit-cast to u32.
// Made here: mask, token, tokenSpans, and unit/<kind> [R × T], the unit of each token (−1 = none).
import type { Signal, Signals, SignalShape, UnitKind, UnitsByKind } from '../blocks/signals.ts';
import { FREE_SIGNALS, SIGNAL_ENTRY_WORDS, signalFingerprint, signalName } from '../gpu/wgsl/headerSignals.ts';
import type { NamedSignal } from '../gpu/wgsl/headerSignals.ts';
import type { ParsedCompletions } from './types.ts';

export { FREE_SIGNALS };

export interface SignalSources {
  readonly parsed: Pick<ParsedCompletions, 'rollouts' | 'maxTokens' | 'lengths' | 'tokens'> & {
    readonly tokenSpans: { read(): Promise<ArrayLike<number>> };
  };
  readonly generations: number;
  readonly signals: Signals;
  readonly units?: UnitsByKind;
}

/** Token signals as they were kept before they had shapes. */
export const signalsOf = (record: Readonly<Record<string, Float32Array>>): Signals =>
  new Map(Object.entries(record).map(([name, values]) => [signalName(name), { shape: 'token', values }]));

const unitKind = (name: string) => /^unit\/(\w+)$/.exec(name)?.[1] as UnitKind | undefined;

export function hasSignal(name: string, { signals, units }: Pick<SignalSources, 'signals' | 'units'>): boolean {
  const made = name === 'mask' || name === 'token' || name === 'tokenSpans';
  return made || signals.has(name) || (unitKind(name) !== undefined && units?.[unitKind(name)!] !== undefined);
}

function sizeOf({ shape, unit, values }: Signal, { parsed, generations, units }: SignalSources): number {
  const { rollouts, maxTokens } = parsed;
  if (shape === 'token') return rollouts * maxTokens;
  if (shape === 'rollout') return rollouts;
  if (shape === 'prompt') return rollouts / generations;
  const count = unit && units?.[unit]?.count;
  return count ? rollouts * count : Math.max(1, Math.round(values.length / rollouts)) * rollouts;
}

const words = (shape: SignalShape) =>
  ({ token: 'rollouts × tokens', unit: 'rollouts × units', rollout: 'rollouts', prompt: 'prompts' })[shape];

/** Every signal must have the length that its shape says, whether a reward reads it or not. */
export function checkSizes(sources: SignalSources): void {
  for (const [name, signal] of sources.signals) {
    const size = sizeOf(signal, sources);
    if (signal.values.length === size) continue;
    const { length } = signal.values;
    throw new Error(`The signal '${name}' has ${length} numbers, not ${size} (${words(signal.shape)}).`);
  }
}

async function valuesOf(name: string, { parsed, signals, units }: SignalSources): Promise<Signal> {
  const { rollouts, maxTokens, lengths, tokens } = parsed;
  const token = (values: ArrayLike<number>): Signal => ({ shape: 'token', values: Float32Array.from(values) });
  if (name === 'token') return token(tokens);
  // Bit 0 (the completion) says what the mask says; without it a float holds 24 tags exactly.
  if (name === 'tokenSpans') return token(Array.from(await parsed.tokenSpans.read(), (bits) => bits & ~1));
  if (name === 'mask') {
    const given = signals.get('mask')?.values;
    const live = (i: number) => i % maxTokens < lengths[Math.floor(i / maxTokens)]!;
    return token(Float32Array.from({ length: rollouts * maxTokens }, (_, i) => (live(i) ? (given?.[i] ?? 1) : 0)));
  }
  const known = signals.get(name);
  return known ?? token(units![unitKind(name)!]!.of);
}

/** `named` with the names that this use has for them, all of which must exist. */
export async function packSignals(
  named: readonly Pick<NamedSignal, 'constant' | 'name'>[],
  sources: SignalSources,
): Promise<Uint32Array> {
  const found = await Promise.all(named.map(({ name }) => valuesOf(name, sources)));
  const table = SIGNAL_ENTRY_WORDS * found.length;
  const length = found.reduce((sum, { values }) => sum + values.length, table);
  const packed = new Uint32Array(Math.max(1, length));
  const floats = new Float32Array(packed.buffer);
  let next = table;
  for (const [k, { shape, values }] of found.entries()) {
    const count = shape === 'unit' ? values.length / sources.parsed.rollouts : 1;
    packed.set([next, count, signalFingerprint(named[k]!.constant)], SIGNAL_ENTRY_WORDS * k);
    floats.set(values, next);
    next += values.length;
  }
  return packed;
}

const READERS: Readonly<Record<string, SignalShape>> = {
  ...{ tokenSignal: 'token', signalAt: 'token', unitSignal: 'unit', rolloutSignal: 'rollout', promptSignal: 'prompt' },
};

/** Where the text reads a signal by a function of another shape than it has: what is wrong, in a sentence; else null. */
export function shapeProblem(
  wgsl: string,
  named: readonly Pick<NamedSignal, 'constant' | 'name'>[],
  { signals }: Pick<SignalSources, 'signals'>,
): string | null {
  for (const [, reader, constant] of wgsl.matchAll(/\b(\w+)\s*\(\s*SIGNAL_(\w+)/g)) {
    const wanted = READERS[reader!];
    const name = named.find((signal) => signal.constant === constant)?.name;
    const shape = name === undefined ? undefined : (signals.get(name)?.shape ?? 'token');
    if (!wanted || !shape || wanted === shape) continue;
    return `it reads '${name}' with ${reader}, but that signal has one number per ${shape}; use ${shape}Signal.`;
  }
  return null;
}

/** Zeros in place of a signal that does not exist yet, in the shape in which the text reads it: for trials. */
export function blankSignal(
  wgsl: string,
  constant: string,
  { rollouts, maxTokens, generations }: { rollouts: number; maxTokens: number; generations: number },
): Signal {
  const readers = [...wgsl.matchAll(/\b(\w+)\s*\(\s*SIGNAL_(\w+)/g)];
  const shape = readers.map(([, reader, read]) => (read === constant ? READERS[reader!] : undefined)).find(Boolean);
  const size = { token: rollouts * maxTokens, unit: rollouts, rollout: rollouts, prompt: rollouts / generations };
  return { shape: shape ?? 'token', values: new Float32Array(size[shape ?? 'token']) };
}

// What: the signals that a kernel's header names, as constants that are appended behind its text.
// Lines: `// Needs: masked/logProb, reward/answerExact` gives SIGNAL_MASKED_LOG_PROB and SIGNAL_REWARD_ANSWER_EXACT: words in
//   capitals, '/' and the bounds of words become '_'. `// Signal: peer = ema/logProb` gives SIGNAL_PEER, and a use of the
//   reward may set the knob `peer` to the name of another signal. What every step has (FREE_SIGNALS) needs no line: it is
//   enough that the text says SIGNAL_MASK, SIGNAL_LOG_PROB, …
// Formula: SIGNAL_X = 3·(its place in the list), the place of X in the table that the buffer `signals` begins with.

export interface NamedSignal {
  /** Without SIGNAL_. */
  readonly constant: string;
  readonly name: string;
  /** The text knob that renames it; only for `// Signal:` lines. */
  readonly knob?: string;
  readonly line: number;
}

/** Signals that every step has without a probe. */
export const FREE_SIGNALS: readonly string[] = ['mask', 'token', 'tokenSpans', 'logProb', 'entropy'];
/** Names of shaders written before signals had a path. */
const OLD_NAMES: Readonly<Record<string, string>> = { viewLogProb: 'view/logProb', refLogProb: 'ref/logProb' };
/** Words per entry of the table: first word of the values, values per rollout (units), fingerprint of the constant. */
export const SIGNAL_ENTRY_WORDS = 3;
/** `// Needs: picture` is not a signal: it binds the pixels (shaders/4-rewards/picture.wgsl). */
export const PICTURE = 'picture';

export const signalName = (written: string): string => OLD_NAMES[written] ?? written;
export const signalConstant = (name: string): string =>
  signalName(name)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();

/** FNV-1a: how the float64 twins, which have no constants, find a signal in the table. */
export function signalFingerprint(constant: string): number {
  let hash = 0x811c9dc5;
  for (const letter of constant) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

/** In the order of their places; a name that occurs twice counts once. */
export function signalsNamed(text: string): NamedSignal[] {
  const found = new Map<string, NamedSignal>();
  const add = (signal: NamedSignal) => found.has(signal.constant) || found.set(signal.constant, signal);
  for (const [i, line] of text.split('\n').entries()) {
    const needs = /^\/\/ Needs:(.*)$/.exec(line);
    for (const written of needs ? needs[1]!.split(',') : []) {
      const name = signalName(written.trim());
      if (name && name !== PICTURE) add({ constant: signalConstant(name), name, line: i + 1 });
    }
    const signal = /^\/\/ Signal:\s*(\w+)\s*=\s*([\w/]+)/.exec(line);
    if (signal) {
      const [, knob, name] = signal as unknown as [string, string, string];
      add({ constant: signalConstant(knob), name: signalName(name), knob, line: i + 1 });
    }
  }
  for (const { constant, line } of signalsMentioned(text)) {
    const name = [...FREE_SIGNALS, ...Object.values(OLD_NAMES)].find((free) => signalConstant(free) === constant);
    if (name) add({ constant, name, line });
  }
  return [...found.values()];
}

/** Constants SIGNAL_… that the text uses and does not declare itself. */
export function signalsMentioned(text: string): { readonly constant: string; readonly line: number }[] {
  return text
    .split('\n')
    .flatMap((line, i) =>
      [...line.replace(/\/\/.*$/, '').matchAll(/\bSIGNAL_(\w+)/g)].map((match) => ({
        constant: match[1]!,
        line: i + 1,
      })),
    )
    .filter(({ constant }) => !new RegExp(`\\bconst\\s+SIGNAL_${constant}\\b`).test(text));
}

/** WGSL to append; empty where the header names none. */
export const signalConstants = (text: string): string =>
  signalsNamed(text)
    .map(({ constant, name }, k) => `// ${name}\nconst SIGNAL_${constant}: u32 = ${SIGNAL_ENTRY_WORDS * k}u;`)
    .join('\n');

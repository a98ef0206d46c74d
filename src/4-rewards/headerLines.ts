// What: the lines of a reward's header that say what it reads: `// Needs:`, `// Signal:`, `// Truth:`, and whether its text
// keeps to them. Errors are reported at their line.
import { PICTURE, signalName, signalsMentioned } from '../gpu/wgsl/headerSignals.ts';
import type { NamedSignal } from '../gpu/wgsl/headerSignals.ts';
import { READABLE_FIELDS, truthMentions } from './truthFields.ts';
import type { TruthField } from './truthFields.ts';

/** The header cannot be read; `line` (1-based) is where. */
export class RewardHeaderError extends Error {
  override readonly name = 'RewardHeaderError';
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(`Line ${line}: ${message}`);
  }
}

const SIGNAL = /^[A-Za-z]\w*(\/\w+)*$/;
const FIELD = /^(\w+)(?:\s*\(at most (\d+)\))?$/;

/** Whether the pixels are among them. */
export function readNeeds(value: string, line: number): boolean {
  const names = value.split(',').map((name) => signalName(name.trim()));
  const bad = names.find((name) => !SIGNAL.test(name));
  if (bad === undefined) return names.includes(PICTURE);
  throw new RewardHeaderError(
    line,
    `'${bad}' is not the name of a signal; write signals as \`// Needs: view/logProb, token\`.`,
  );
}

export function checkSignal(value: string, line: number): void {
  if (/^[a-z][a-z0-9_]*\s*=\s*[A-Za-z]\w*(\/\w+)*$/.test(value)) return;
  throw new RewardHeaderError(line, 'write a signal that a knob renames as `// Signal: peer = ema/logProb`.');
}

export function readTruth(value: string, line: number): [TruthField, number][] {
  return value.split(',').map((part) => {
    const found = FIELD.exec(part.trim());
    const field = READABLE_FIELDS.find((known) => known === found?.[1]);
    if (field) return [field, found![2] === undefined ? Infinity : Number(found![2])];
    throw new RewardHeaderError(
      line,
      `the truth has no field '${part.trim()}'. It has: ${READABLE_FIELDS.join(', ')}.`,
    );
  });
}

/** Every SIGNAL_… of the text must be named in the header. */
export function checkMentions(wgsl: string, signals: readonly NamedSignal[]): void {
  const unknown = signalsMentioned(wgsl).find(({ constant }) => !signals.some((known) => known.constant === constant));
  if (!unknown) return;
  const words = `no line of the header declares the signal SIGNAL_${unknown.constant}; write \`// Needs: …\` with its name.`;
  throw new RewardHeaderError(unknown.line, words);
}

export function checkPicture(wgsl: string, needsPicture: boolean): void {
  const uses = /^\/\/ Uses:.*\b4-rewards\/picture\b/m.exec(wgsl);
  if (needsPicture === !!uses) return;
  const at = wgsl.split('\n').findIndex((line) => (uses ? /^\/\/ Uses:/ : /^\/\/ Needs:.*picture/).test(line)) + 1;
  const missing = uses ? '`// Needs: picture`' : '4-rewards/picture in the line `// Uses:`';
  throw new RewardHeaderError(at, `a reward that reads the picture also needs ${missing}.`);
}

/** A field that is read but not named would be empty. */
export function checkTruth(wgsl: string, named: ReadonlyMap<TruthField, number>, line: number) {
  const mentions = truthMentions(wgsl);
  if (line === 0) return new Map(mentions.map(({ field }) => [field, Infinity]));
  const unnamed = mentions.find(({ field }) => !named.has(field));
  if (!unnamed) return named;
  const words = `${unnamed.reader} reads the truth's ${unnamed.field}; add it to \`// Truth:\` (line ${line}).`;
  throw new RewardHeaderError(unnamed.line, words);
}

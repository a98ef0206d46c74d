// What: what the configuration knows of rewards: the knobs and needs declared in the header of each shader, and of the
// visitor's own ones. Lenient: the engine checks a header for good (4-rewards/rewardHeader.ts).
import { number, text } from './knob.ts';
import type { Knob } from './knob.ts';

const files = import.meta.glob<string>('../../shaders/4-rewards/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export interface RewardFacts {
  readonly doc: string;
  readonly formula: string;
  readonly source: string;
  /** Between which numbers it lies, as its header says; absent where it does not. */
  readonly range?: readonly [least: number, most: number];
  readonly knobs: Readonly<Record<string, Knob>>;
  /** Names of signals. */
  readonly needs: readonly string[];
  /** Signals that a text knob of the use may rename, by that knob: `// Signal: peer = ema/logProb`. */
  readonly renamed: Readonly<Record<string, string>>;
}

const WEIGHT = number(1, {
  plain: true,
  min: -100,
  max: 100,
  unit: '',
  doc: 'Weight of this reward in the sum.',
  source: 'TRL: reward_weights',
});
export const UNKNOWN_REWARD: RewardFacts = {
  ...{ doc: '', formula: '', source: '' },
  ...{ knobs: { weight: WEIGHT }, needs: [], renamed: {} },
};

/** What stands behind a label of the header, up to the next label. */
function headerText(wgsl: string, label: string): string {
  const lines = new RegExp(`^// (?:.*\\s)?${label}:\\s*(.+(?:\\n// (?![A-Z]\\w*:).+)*)`, 'm').exec(wgsl)?.[1] ?? '';
  return lines.replace(/\n\/\/\s*/g, ' ').split(/\s(?:Shapes|Units|Source): /)[0]!;
}

const KNOB = /^\/\/ Knob:\s*(\w+)\s*=\s*([^,]+),([^,]+),([^,]+),\s*(.+)$/gm;

export interface HeaderKnob {
  readonly name: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly doc: string;
}

/** Knobs of a reward's text; lines that cannot be read are left out. */
export const headerKnobs = (wgsl: string): readonly HeaderKnob[] =>
  [...wgsl.matchAll(KNOB)]
    .map(([, name, value, min, max, doc]) => ({
      ...{ name: name!, value: Number(value), min: Number(min), max: Number(max) },
      doc: doc!.trim(),
    }))
    .filter(({ value, min, max }) => min <= value && value <= max && min < max);

function headerRange(wgsl: string): RewardFacts['range'] {
  const [, least, most] = /^\/\/ Range:\s*\[([^,\]]+),([^\]]+)\]/m.exec(wgsl) ?? [];
  const range = [Number(least), Number(most)] as const;
  return range.every(Number.isFinite) ? range : undefined;
}

export function readRewardFacts(name: string, wgsl: string): RewardFacts {
  const knobs = headerKnobs(wgsl).map(({ name: knob, value, min, max, doc }): [string, Knob] => {
    return [knob, number(value, { min, max, unit: '', doc, source: `header of 4-rewards/${name}.wgsl` })];
  });
  const lines = [...wgsl.matchAll(/^\/\/ Needs:\s*(.+)$/gm)].map(([, line]) => line!.split(','));
  const renamed = [...wgsl.matchAll(/^\/\/ Signal:\s*(\w+)\s*=\s*([\w/]+)/gm)].map(([, knob, signal]) => [
    knob!,
    signal!,
  ]);
  const source = `header of 4-rewards/${name}.wgsl`;
  const range = headerRange(wgsl);
  const signals = renamed.map(([knob, signal]): [string, Knob] => [
    knob!,
    text(signal!, { unit: '', doc: 'Name of the signal that it reads.', source }),
  ]);
  return {
    doc: /^\/\/ What:\s*(.+)$/m.exec(wgsl)?.[1] ?? '',
    formula: headerText(wgsl, 'Formula'),
    source: headerText(wgsl, 'Source'),
    ...(range && { range }),
    knobs: { weight: WEIGHT, ...Object.fromEntries([...knobs, ...signals]) },
    // `picture` is not a signal: it binds the pixels.
    needs: lines
      .flat()
      .map((signal) => signal.trim())
      .filter((signal) => signal !== 'picture'),
    renamed: Object.fromEntries(renamed) as Record<string, string>,
  };
}

const SHIPPED: ReadonlyMap<string, RewardFacts> = new Map(
  Object.entries(files)
    .filter(([, wgsl]) => /^\/\/ Reward:/m.test(wgsl))
    .map(([path, wgsl]): [string, RewardFacts] => {
      const name = /(\w+)\.wgsl$/.exec(path)![1]!;
      return [name, readRewardFacts(name, wgsl)];
    }),
);

let own: ReadonlyMap<string, RewardFacts> = new Map();

/** Another object whenever the rewards that are known here have changed. */
export const rewardsKnown = (): object => own;

/** The visitor's texts by name: they add rewards, or stand in for shipped ones. */
export function setOwnRewards(texts: Readonly<Record<string, string>>): void {
  own = new Map(Object.entries(texts).map(([name, wgsl]) => [name, readRewardFacts(name, wgsl)]));
}

/** The same while something is read that brings its own rewards. */
export function withOwnRewards<T>(texts: Readonly<Record<string, string>>, read: () => T): T {
  const before = own;
  setOwnRewards(texts);
  own = new Map([...before, ...own]);
  try {
    return read();
  } finally {
    own = before;
  }
}

/** Undefined for unknown rewards: one of the visitor's may be added later. */
export const rewardFacts = (name: string): RewardFacts | undefined => own.get(name) ?? SHIPPED.get(name);

/** A text of the visitor's: it may change, so a use may set knobs that it does not name just now. */
export const isOwnReward = (name: string): boolean => own.has(name);

export const knownRewardNames = (): readonly string[] => [...new Set([...own.keys(), ...SHIPPED.keys()])].sort();

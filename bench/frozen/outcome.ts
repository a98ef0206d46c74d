// What: what a run left behind, read from the lines of tap.mjs: metrics of each step, tokens, the last checkpoint.
import { readFileSync } from 'node:fs';

type Floats = Float32Array;
type Signals = Readonly<Record<string, Floats>>;

export interface Answer {
  readonly ids: Int32Array;
  readonly logProb: readonly number[];
  readonly entropy: readonly number[];
  /** Further numbers per token by name. */
  readonly signals: Signals;
}

export interface StepOutcome {
  readonly step: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly answers: readonly Answer[];
}

export interface Outcome {
  readonly steps: readonly StepOutcome[];
  readonly theta: Floats;
  /** Moments of the optimiser by name; empty where the checkpoint has none. */
  readonly moments: Signals;
  /** Greedy answers before and after, one text per prompt. */
  readonly greedy: readonly string[];
  readonly device: string;
}

const ARRAYS: Readonly<Record<string, (bytes: ArrayBuffer) => unknown>> = {
  Float32Array: (bytes) => new Float32Array(bytes),
  Float64Array: (bytes) => new Float64Array(bytes),
  Int32Array: (bytes) => new Int32Array(bytes),
  Uint32Array: (bytes) => new Uint32Array(bytes),
  Uint8Array: (bytes) => new Uint8Array(bytes),
  Uint8ClampedArray: (bytes) => new Uint8ClampedArray(bytes),
};

function revive(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$' in value)) return value;
  const { $: kind, text, base64 } = value as { $: string; text?: string; base64?: string };
  if (kind === 'number') return Number(text);
  const make = ARRAYS[kind];
  if (!make || base64 === undefined) throw new Error(`The worker told a ${kind}, which outcome.ts cannot read.`);
  return make(Uint8Array.from(Buffer.from(base64, 'base64')).buffer);
}

interface Vector {
  readonly theta: Floats;
  readonly optimizer?: { readonly firstMoment?: Floats; readonly secondMoment?: Floats } | null;
}

/** Version 1 has θ and the moments as fields; version 2 has vectors by name, of which the policy's is compared. */
export type AnyCheckpoint =
  | (Vector['optimizer'] & { readonly theta: Floats; readonly vectors?: undefined })
  | { readonly vectors: Readonly<Record<string, Vector>> };

export function vectorOf(checkpoint: AnyCheckpoint): Pick<Outcome, 'theta' | 'moments'> {
  const policy: Vector | undefined = checkpoint.vectors
    ? checkpoint.vectors['policy']
    : { theta: checkpoint.theta, optimizer: checkpoint };
  if (!policy?.theta) throw new Error('The checkpoint holds no θ where outcome.ts looks for it.');
  const { firstMoment, secondMoment } = policy.optimizer ?? {};
  return {
    theta: policy.theta,
    moments: { ...(firstMoment && { firstMoment }), ...(secondMoment && { secondMoment }) },
  };
}

interface ToldRollout {
  readonly ids?: Int32Array;
  readonly tokens: readonly { readonly logProb: number; readonly entropy: number }[];
  readonly signals?: Signals;
}

export interface ToldStep {
  readonly point: { readonly step: number; readonly metrics: Readonly<Record<string, number>> };
  readonly groups: readonly { readonly rollouts: readonly ToldRollout[] }[];
}

export const stepOf = ({ point, groups }: ToldStep): StepOutcome => ({
  ...point,
  answers: groups
    .flatMap(({ rollouts }) => rollouts)
    .map(({ ids, tokens, signals = {} }) => {
      if (!ids) throw new Error(`Step ${point.step} tells no ids of tokens.`);
      return {
        ids,
        logProb: tokens.map(({ logProb }) => logProb),
        entropy: tokens.map(({ entropy }) => entropy),
        signals,
      };
    }),
});

type Told =
  | ({ readonly type: 'stepDone' } & ToldStep)
  | { readonly type: 'evaluated'; readonly tag: string; readonly results: readonly { readonly text: string }[] }
  | { readonly type: 'checkpointed'; readonly checkpoint: AnyCheckpoint }
  | { readonly type: 'device'; readonly description: string }
  | { readonly type: 'browser'; readonly version: string };

export function readOutcome(file: string): Outcome {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const told = lines.map((line) => JSON.parse(line, revive) as Told);
  const of = <T extends Told['type']>(type: T) =>
    told.filter((event): event is Extract<Told, { type: T }> => event.type === type);
  const last = of('checkpointed').at(-1);
  if (!last) throw new Error(`${file} has no checkpoint: the run did not come to its end.`);
  return {
    steps: of('stepDone').map(stepOf),
    ...vectorOf(last.checkpoint),
    greedy: of('evaluated').flatMap(({ tag, results }) => results.map(({ text }) => `${tag}: ${text}`)),
    device: [
      ...of('browser').map(({ version }) => `Chromium ${version}`),
      ...of('device').map((d) => d.description),
    ].join(', '),
  };
}

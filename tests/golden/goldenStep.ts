// What: a step as blocks see it, made of the arrays of a golden case: no network, no pictures. What a case does not say throws
// when a block asks for it.
// Shapes: R rollouts (P groups of G), T tokens; arrays of a case are [rollout][token].
import type { Signal, Signals, UnitKind, UnitsByKind } from '../../src/blocks/signals.ts';
import type { Inner } from '../../src/blocks/step.ts';
import type { Config } from '../../src/config/config.ts';
import type { Compute } from '../../src/gpu/compute.ts';

type PerToken = readonly (readonly number[])[];

export interface GoldenStep {
  readonly compute: Compute;
  /** [R][T] 1 = a token that counts. Rollouts are as long as the last of them. */
  readonly mask: PerToken;
  /** G; all rollouts are one group where absent. */
  readonly generations?: number;
  readonly oldLogProbs?: PerToken;
  /** Under the θ of the update. */
  readonly newLogProbs?: PerToken;
  readonly entropies?: PerToken;
  /** [R] or [R][T]. */
  readonly advantages?: readonly number[] | PerToken;
  /** By name: [R][T] token signals, [R] rollout signals. */
  readonly signals?: Readonly<Record<string, PerToken | readonly number[]>>;
  /** Reward columns by name of the use, [R]; each is the signal `reward/<name>`, too. */
  readonly columns?: Readonly<Record<string, readonly number[]>>;
  /** [R][T] 1 = the token lies in the span, by name of the span. */
  readonly spans?: Readonly<Record<string, PerToken>>;
  /** [R][T] number of the unit of each token, −1 = none. */
  readonly units?: Readonly<Partial<Record<UnitKind, PerToken>>>;
  /** Steps finished before. */
  readonly step?: number;
  readonly config?: Config;
  readonly normaliser?: (r: number) => number;
}

/** Throws where it is used: a golden case has no such thing. */
const absent = <T extends object>(what: string): T =>
  new Proxy({} as T, {
    get(_target, key) {
      if (key === 'then') return undefined; // awaiting it is allowed
      throw new Error(`A golden case has no ${what}: the block asked for its '${String(key)}'.`);
    },
  });

const isPerToken = (values: PerToken | readonly number[]): values is PerToken => Array.isArray(values[0]);

/** [R × T] */
export const flat = (values: PerToken) => Float32Array.from(values.flat());

/** [R][T], as golden outputs have it. */
export const nested = (values: ArrayLike<number>, width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, r) =>
    Array.from({ length: width }, (_x, t) => values[r * width + t]!),
  );

export function goldenStep(given: GoldenStep): Inner {
  const { mask, oldLogProbs, newLogProbs = oldLogProbs, entropies, advantages } = given;
  const [rollouts, maxTokens] = [mask.length, mask[0]!.length];
  const generations = given.generations ?? rollouts;
  const zeros = () => new Float32Array(rollouts * maxTokens);
  const lengths = Int32Array.from(mask, (row) => row.lastIndexOf(1) + 1);
  const tokens = new Int32Array(rollouts * maxTokens);
  const old = oldLogProbs ? flat(oldLogProbs) : zeros();
  const columns = Object.entries(given.columns ?? {}).map(([name, values]) => ({
    name,
    range: [-Infinity, Infinity] as const,
    values: Float32Array.from(values),
  }));
  const signals = new Map<string, Signal>([['logProb', { shape: 'token', values: old }]]);
  if (entropies) signals.set('entropy', { shape: 'token', values: flat(entropies) });
  for (const { name, values } of columns) signals.set(`reward/${name}`, { shape: 'rollout', values });
  for (const [name, values] of Object.entries(given.signals ?? {})) {
    signals.set(
      name,
      isPerToken(values)
        ? { shape: 'token', values: flat(values) }
        : { shape: 'rollout', values: Float32Array.from(values) },
    );
  }
  const spread = (values: readonly number[]) => mask.map((row, r) => row.map(() => values[r]!));
  const A = !advantages ? zeros() : flat(isPerToken(advantages) ? advantages : spread(advantages));
  const spanNames = Object.keys(given.spans ?? {});
  const tokenSpans = new Int32Array(rollouts * maxTokens);
  spanNames.forEach((name, bit) => flat(given.spans![name]!).forEach((value, i) => (tokenSpans[i]! |= value << bit)));
  const units = Object.entries(given.units ?? {}).map(([kind, values]) => {
    const of = Int32Array.from(values.flat());
    return [
      kind,
      {
        of,
        count: Math.max(
          1,
          of.reduce((most, unit) => Math.max(most, unit + 1), 0),
        ),
      },
    ] as const;
  });
  const prefix = absent<Awaited<ReturnType<Inner['prefix']>>>('prefix');
  return {
    compute: given.compute,
    policy: absent('policy'),
    config: given.config ?? absent('configuration'),
    step: given.step ?? 0,
    drawn: [],
    vectors: new Map(),
    prefix: () => Promise.resolve(prefix),
    encodeView: () => Promise.resolve(null),
    actions: [],
    rollouts: {
      promptCount: rollouts / generations,
      generations,
      maxTokens,
      tokens,
      lengths,
      truncated: new Uint8Array(rollouts),
      oldLogProbs: old,
      entropies: entropies ? flat(entropies) : zeros(),
      rows: { generations, maxTokens, inputTokens: tokens, lengths, ids: tokens, idsPerToken: 1 },
      texts: [],
    },
    signals: signals as Signals,
    units: Object.fromEntries(units) as UnitsByKind,
    columns,
    weights: columns.map(() => 1),
    tokenSpans,
    spanNames,
    update: 0,
    advantages: A,
    now: { logProbs: newLogProbs ? flat(newLogProbs) : zeros(), entropies: entropies ? flat(entropies) : zeros() },
    mask: flat(mask),
    normaliser: given.normaliser ?? (() => mask.flat().reduce((sum, value) => sum + value, 0)),
  };
}

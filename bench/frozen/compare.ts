// What: two outcomes of one run, bit by bit, and the table of all runs. Seconds are left out, as clocks differ.
// A metric that only the new tree has is listed; one that it has lost is a difference. Signals (what the
// page shades tokens with) and moments are compared where both trees have them, else listed.
import type { Outcome, StepOutcome } from './outcome.ts';

export const CLOCKS: readonly string[] = ['step_time', 'eval_runtime'];

export interface Comparison {
  readonly steps: number;
  readonly metrics: number;
  readonly thetaFloats: number;
  readonly tokens: number;
  /** The first difference in words; null = equal. */
  readonly difference: string | null;
  /** Metrics, signals and moments that only the new tree has. */
  readonly added: readonly string[];
  /** Signals and moments that only the base has. */
  readonly lost: readonly string[];
}

type Numbers = ArrayLike<number>;
/** Told apart also where JSON would not: 0 and −0; NaN is equal to itself. */
const same = (a: number | undefined, b: number | undefined) => Object.is(a, b);
const shown = (value: number | string | undefined) =>
  value === undefined
    ? 'nothing'
    : typeof value === 'string'
      ? JSON.stringify(value)
      : Object.is(value, -0)
        ? '-0'
        : String(value);

function firstOf(name: string, base: Numbers, fresh: Numbers): string | null {
  const most = Math.max(base.length, fresh.length);
  for (let i = 0; i < most; i++) {
    if (!same(base[i], fresh[i])) return `${name}[${i}]: ${shown(base[i])} became ${shown(fresh[i])}`;
  }
  return null;
}

function metricDifference(base: StepOutcome, fresh: StepOutcome): string | null {
  for (const [name, value] of Object.entries(base.metrics)) {
    const now = fresh.metrics[name];
    if (!CLOCKS.includes(name) && !same(value, now)) return `${name}: ${shown(value)} became ${shown(now)}`;
  }
  return null;
}

function answerDifference(base: StepOutcome, fresh: StepOutcome): string | null {
  if (base.answers.length !== fresh.answers.length) {
    return `answers: ${base.answers.length} became ${fresh.answers.length}`;
  }
  for (const [a, one] of base.answers.entries()) {
    const other = fresh.answers[a]!;
    const lists: readonly (readonly [string, Numbers, Numbers])[] = [
      ['token', one.ids, other.ids],
      ['logProb', one.logProb, other.logProb],
      ['entropy', one.entropy, other.entropy],
      ...Object.entries(one.signals).map(
        ([name, list]) => [`signal ${name}`, list, other.signals[name] ?? list] as const,
      ),
    ];
    for (const [name, before, after] of lists) {
      const found = firstOf(`answer ${a}, ${name}`, before, after);
      if (found) return found;
    }
  }
  return null;
}

function firstDifference(base: Outcome, fresh: Outcome): string | null {
  for (const [i, before] of base.steps.entries()) {
    const after = fresh.steps[i];
    if (!after) return `step ${before.step}: it is missing`;
    // What comes first in a step is told first: the answers, then what was learned from them.
    const found = answerDifference(before, after) ?? metricDifference(before, after);
    if (found) return `step ${before.step}, ${found}`;
  }
  if (fresh.steps.length > base.steps.length) return `steps: ${base.steps.length} became ${fresh.steps.length}`;
  const end = `after step ${base.steps.at(-1)?.step ?? 0}`;
  const vectors: readonly (readonly [string, Numbers, Numbers])[] = [
    ['θ', base.theta, fresh.theta],
    ...Object.entries(base.moments).map(([name, list]) => [name, list, fresh.moments[name] ?? list] as const),
  ];
  for (const [name, before, after] of vectors) {
    const found = firstOf(name, before, after);
    if (found) return `${end}, ${found}`;
  }
  const i = base.greedy.findIndex((text, at) => text !== fresh.greedy[at]);
  return i < 0 ? null : `greedy answer ${i}: ${shown(base.greedy[i])} became ${shown(fresh.greedy[i])}`;
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

const metricNames = ({ steps }: Outcome) => steps.flatMap(({ metrics }) => Object.keys(metrics));
const vectorNames = ({ steps, moments }: Outcome) => [
  ...steps.flatMap(({ answers }) => answers.flatMap(({ signals }) => Object.keys(signals).map((n) => `signal ${n}`))),
  ...Object.keys(moments),
];
const without = (names: readonly string[], known: readonly string[]) =>
  [...new Set(names)].filter((name) => !known.includes(name));

export function compareOutcomes(base: Outcome, fresh: Outcome | Error): Comparison {
  const failed = fresh instanceof Error;
  return {
    steps: base.steps.length,
    metrics: sum(base.steps.map(({ metrics }) => Object.keys(metrics).filter((name) => !CLOCKS.includes(name)).length)),
    thetaFloats: base.theta.length,
    tokens: sum(base.steps.flatMap(({ answers }) => answers.map(({ ids }) => ids.length))),
    difference: failed ? 'this tree did not finish the run' : firstDifference(base, fresh),
    added: failed
      ? []
      : [...without(metricNames(fresh), metricNames(base)), ...without(vectorNames(fresh), vectorNames(base))],
    lost: failed ? [] : without(vectorNames(base), vectorNames(fresh)),
  };
}

/** Why an outcome would prove nothing: nothing was learned, nothing differed, no crop was asked for. null = it proves something. */
export function whyIdle({ steps }: Outcome, zooms: boolean): string | null {
  const total = (name: string) => sum(steps.map(({ metrics }) => metrics[name] ?? 0));
  if (steps.length === 0) return 'no step was made';
  for (const name of ['update_norm', 'reward_std', ...(zooms ? ['tools/call_frequency'] : [])]) {
    if (!(total(name) > 0)) return `${name} is 0 in all steps`;
  }
  return zooms && steps.every(({ metrics }) => metrics['tools/failure_frequency'] === 1)
    ? 'no zoom brought a crop'
    : null;
}

export function tableLine(run: string, comparison: Comparison): string {
  const { steps, metrics, thetaFloats, tokens, difference } = comparison;
  return `| ${[run, steps, metrics, thetaFloats, tokens, difference ?? 'equal'].join(' | ')} |`;
}

export const TABLE_HEAD = '| run | steps | metrics | θ floats | tokens | result |\n|---|---:|---:|---:|---:|---|';

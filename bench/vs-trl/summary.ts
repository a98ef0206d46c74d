// What: the steps of some runs → medians, spread, ratios, and whether the machine was quiet enough for a ratio of time.
import { median } from '../median.ts';
import type { MeasuredRun, MeasuredStep } from './measuredRun.ts';

/** Cores that all other processes together may keep busy, on average over a run. */
export const QUIET_CORES = 0.25;

/** Both sides once, one after the other. */
export interface Round {
  readonly ours: MeasuredRun;
  readonly trl: MeasuredRun;
}

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  least: Math.min(...values),
  most: Math.max(...values),
});

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Mean over a run, steps weighted by their time. */
export const othersOf = ({ steps }: MeasuredRun): number =>
  sum(steps.map(({ others, wall }) => others * wall)) / sum(steps.map(({ wall }) => wall));

export const isQuiet = (run: MeasuredRun): boolean => othersOf(run) <= QUIET_CORES;

/** The median of each name over steps; a name that a step lacks is 0 there. */
export function mediansByName(maps: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = [...new Set(maps.flatMap((map) => Object.keys(map)))];
  return Object.fromEntries(names.map((name) => [name, median(maps.map((map) => map[name] ?? 0))]));
}

export interface SideSummary {
  readonly wall: Spread;
  /** Median step of each run. */
  readonly runs: readonly number[];
  readonly cpu: Spread;
  readonly byKind: Readonly<Record<string, number>>;
  readonly stages: Readonly<Record<string, number>>;
  /** Prompt and completion of every rollout. */
  readonly tokens: number;
  readonly lengths: { readonly least: number; readonly mean: number; readonly most: number };
  /** Largest mean of a run. */
  readonly others: number;
}

/** num_tokens counts on from step to step. */
function tokensPerStep({ lines }: MeasuredRun): number {
  const counts = lines.map(({ metrics }) => metrics['num_tokens'] ?? NaN);
  return (counts.at(-1)! - counts[0]!) / (counts.length - 1);
}

export function sideSummary(runs: readonly MeasuredRun[]): SideSummary {
  const steps = runs.flatMap((run) => run.steps);
  const lengths = (name: string) => steps.map(({ metrics }) => metrics[`completions/${name}_length`] ?? NaN);
  const walls = ({ steps: own }: { steps: readonly MeasuredStep[] }) => own.map(({ wall }) => wall);
  return {
    wall: spreadOf(steps.map(({ wall }) => wall)),
    runs: runs.map((run) => median(walls(run))),
    cpu: spreadOf(steps.map(({ total }) => total)),
    byKind: mediansByName(steps.map(({ byKind }) => byKind)),
    stages: mediansByName(steps.map(({ seconds }) => seconds)),
    tokens: median(runs.map(tokensPerStep)),
    lengths: {
      least: Math.min(...lengths('min')),
      mean: sum(lengths('mean')) / steps.length,
      most: Math.max(...lengths('max')),
    },
    others: Math.max(...runs.map(othersOf)),
  };
}

export interface RowRatios {
  /** TRL's seconds / ours, of the rounds in which the machine was quiet; null = in none. */
  readonly time: Spread | null;
  /** TRL's CPU seconds / ours, of all rounds. */
  readonly cpu: Spread;
  readonly quietRounds: number;
  readonly rounds: number;
  /** Most busy cores of other processes in a run. */
  readonly others: number;
}

export function rowRatios(rounds: readonly Round[]): RowRatios {
  const ratio = (of: (step: MeasuredStep) => number) => (round: Round) =>
    median(round.trl.steps.map(of)) / median(round.ours.steps.map(of));
  const quiet = rounds.filter(({ ours, trl }) => isQuiet(ours) && isQuiet(trl));
  return {
    time: quiet.length > 0 ? spreadOf(quiet.map(ratio(({ wall }) => wall))) : null,
    cpu: spreadOf(rounds.map(ratio(({ total }) => total))),
    quietRounds: quiet.length,
    rounds: rounds.length,
    others: Math.max(...rounds.flatMap(({ ours, trl }) => [othersOf(ours), othersOf(trl)])),
  };
}

/** Whether CPU seconds say something on a busy machine: the threads of OpenMP spin while they wait for one that has lost its core. */
const CAVEATS = {
  one: 'no ratio of time',
  more: "says nothing here: on a busy machine PyTorch's threads spin while they wait for each other, which counts; a row with one thread does better",
};

/** 'ratio <row>: 0.66', and the ratio of CPU seconds before it where the machine was not quiet. */
export function ratioLines(
  { name, threads }: { readonly name: string; readonly threads: number },
  { time, cpu, others }: RowRatios,
): readonly string[] {
  if (time) return [`ratio ${name}: ${time.median.toFixed(2)}`];
  const why = `the machine was not quiet: other processes kept up to ${others.toFixed(2)} cores busy, and ${QUIET_CORES} is the limit`;
  return [
    `CPU seconds ${name}: ${cpu.median.toFixed(2)} (TRL's / ours; ${threads === 1 ? CAVEATS.one : CAVEATS.more})`,
    `ratio ${name}: none, ${why}`,
  ];
}

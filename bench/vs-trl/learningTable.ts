// What: the curves of both sides, and how far apart they end.
// Formula: difference = mean over seeds of ours − mean over seeds of TRL's, of the last held-out reward; its standard error is
//   √(s₁²/n₁ + s₂²/n₂), s with n − 1. Reward of training steps: mean over the steps since the evaluation before.
import type { StepLine } from './measuredRun.ts';

export interface LearningRun {
  readonly seed: number;
  /** Mean weighted reward of each training step, the first first. */
  readonly rewards: readonly number[];
  /** Step → mean weighted reward of the held-out prompts after it. */
  readonly held: ReadonlyMap<number, number>;
}

/** The lines of a run: ours tell both numbers in one, TRL in two. */
export function learningRun(seed: number, lines: readonly StepLine[]): LearningRun {
  const told = (name: string) =>
    lines.flatMap(({ step, metrics }) => (metrics[name] === undefined ? [] : [[step, metrics[name]] as const]));
  return { seed, rewards: told('reward').map(([, value]) => value), held: new Map(told('eval_reward')) };
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
/** Squared, of the mean; NaN for a single value. */
function squaredError(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1) / values.length;
}

/** How far the two may lie apart; the noise of a single seed is larger. */
export const PARITY = 0.02;

export interface Parity {
  readonly ours: number;
  readonly trl: number;
  readonly difference: number;
  /** NaN with one seed. */
  readonly error: number;
}

const lastOf = ({ held }: LearningRun) => held.get(Math.max(...held.keys()))!;

export function parityOf(ours: readonly LearningRun[], trl: readonly LearningRun[]): Parity {
  const [a, b] = [ours.map(lastOf), trl.map(lastOf)];
  const error = Math.sqrt(squaredError(a) + squaredError(b));
  return { ours: mean(a), trl: mean(b), difference: mean(a) - mean(b), error };
}

const f = (value: number) => (Number.isFinite(value) ? value.toFixed(3) : '–');
const signed = (value: number) => `${value >= 0 ? '+' : '−'}${f(Math.abs(value))}`;
const columns = (values: readonly number[]) =>
  values.length === 1 ? f(values[0]!) : `${f(mean(values))} (${values.map(f).join(', ')})`;

export function learningTable(ours: readonly LearningRun[], trl: readonly LearningRun[]): string {
  const steps = [...ours[0]!.held.keys()].sort((a, b) => a - b);
  const since = (runs: readonly LearningRun[], from: number, to: number) =>
    f(mean(runs.map(({ rewards }) => mean(rewards.slice(from, to)))));
  const at = (runs: readonly LearningRun[], step: number) => columns(runs.map(({ held }) => held.get(step) ?? NaN));
  const rows = steps.map((step, i) => {
    const from = i === 0 ? 0 : steps[i - 1]!;
    const cells = [step, since(ours, from, step), since(trl, from, step), at(ours, step), at(trl, step)];
    return `| ${cells.join(' | ')} |`;
  });
  const { difference, error, ...ends } = parityOf(ours, trl);
  const near = Math.abs(difference) <= PARITY ? 'within' : 'beyond';
  const seeds = `${ours.length} seed${ours.length === 1 ? '' : 's'}`;
  return [
    `| step | reward of training since, ours | TRL | held-out reward, ours: mean (each seed) | TRL: mean (each seed) |`,
    '|---:|---:|---:|---|---|',
    ...rows,
    '',
    `Held-out reward after step ${steps.at(-1)}, ${seeds}: ours ${f(ends.ours)}, TRL ${f(ends.trl)}.`,
    `learning: difference ${signed(difference)} (standard error ${f(error)}), ${near} ${PARITY}`,
  ].join('\n');
}

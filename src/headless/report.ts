// What: what `npm run train` prints: a progress line per step, JSON lines, the answers before and after.
import { closeSync, existsSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Evaluation, StageName, StepMetrics } from '../training/protocol.ts';
import { toJsonLine } from '../9-curves/files.ts';
import { ArgumentError } from './arguments.ts';

const fixed = (value: number | undefined, digits: number) => (value === undefined ? '–' : value.toFixed(digits));

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** 'step 3/40  reward 0.412 ± 0.120  boxIou 0.310 …  entropy 1.204  2.1 s  1 min left' */
export function progressLine({ metrics, step }: StepMetrics, steps: number, done: number, elapsed: number): string {
  const columns = Object.keys(metrics).flatMap((name) => /^rewards\/(.+)\/mean$/.exec(name)?.[1] ?? []);
  const rewards = columns.map((name) => `${name} ${fixed(metrics[`rewards/${name}/mean`], 3)}`);
  const left = (elapsed / done) * (steps - done);
  return [
    `step ${step} (${done}/${steps})`,
    `reward ${fixed(metrics['reward'], 3)} ± ${fixed(metrics['reward_std'], 3)}`,
    ...rewards,
    `entropy ${fixed(metrics['entropy'], 3)}`,
    `${fixed(metrics['step_time'], 2)} s`,
    `${duration(left)} left`,
  ].join('  ');
}

type Answers = Record<string, { completion: string; boxes: unknown; answer: string | null; rewards: unknown }>;

export const answersById = (results: readonly Evaluation[]): Answers =>
  Object.fromEntries(
    results.map(({ promptId, text, boxes, answer, rewards }) => [
      promptId,
      { completion: text, boxes, answer, rewards },
    ]),
  );

const shown = (rewards: Readonly<Record<string, number>>) =>
  Object.entries(rewards)
    .map(([name, value]) => `${name} ${value.toFixed(3)}`)
    .join('  ');

/** One line per prompt for people. */
export function answerLines(tag: string, results: readonly Evaluation[]): string[] {
  return results.map(({ promptId, text, rewards }) => `${tag} ${promptId}: ${JSON.stringify(text)}  ${shown(rewards)}`);
}

/** The JSON lines of a run: a file, standard output ('-'), or only the last one to standard output. */
export class JsonLines {
  private readonly file: number | null;

  constructor(path: string | null) {
    if (path !== null && path !== '-' && !existsSync(dirname(path))) {
      throw new ArgumentError(`--json ${path}: there is no folder '${dirname(path)}'.`);
    }
    this.file = path === null ? null : path === '-' ? 1 : openSync(path, 'w');
  }

  step(point: StepMetrics, secondsPerStage: Readonly<Record<StageName, number>>): void {
    this.write(JSON.stringify({ ...(JSON.parse(toJsonLine(point)) as object), seconds: secondsPerStage }));
  }

  last(before: readonly Evaluation[], after: readonly Evaluation[]): void {
    const line = JSON.stringify({ before: answersById(before), after: answersById(after) });
    if (this.file === null) console.log(line);
    else this.write(line);
  }

  close(): void {
    if (this.file !== null && this.file > 2) closeSync(this.file);
  }

  private write(line: string): void {
    if (this.file !== null) writeSync(this.file, line + '\n');
  }
}

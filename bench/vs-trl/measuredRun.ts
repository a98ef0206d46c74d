// What: a run of one side as a process: its lines of JSON, one per step, and what was used between two of them. Both sides are watched
// alike: the clock and /proc are read as soon as a line comes. The first step is left out, as nothing says when it began.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { machineTimes, usedBetween } from './processTimes.ts';
import type { MachineTimes, Used } from './processTimes.ts';

/** A line {"step": 3, "num_tokens": …, "seconds": {part: …}}. */
export interface StepLine {
  readonly step: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly seconds: Readonly<Record<string, number>>;
}

export interface MeasuredStep extends StepLine, Used {
  readonly wall: number;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface MeasuredRun {
  readonly steps: readonly MeasuredStep[];
  /** Every line of JSON, the first step's too. */
  readonly lines: readonly StepLine[];
  /** What the run said about itself: TRL's side its versions, ours the device, before the first step. */
  readonly about: readonly string[];
}

/** null = another line. */
export function stepLine(text: string): StepLine | null {
  if (!text.startsWith('{"step"')) return null;
  const { step, seconds = {}, ...others } = JSON.parse(text) as { step: number; seconds?: Record<string, number> };
  const numbers = Object.entries(others).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return { step, seconds, metrics: Object.fromEntries(numbers) };
}

/** Lines of standard error that are told where the run fails. */
const LAST = 15;

export async function measuredRun({ program, args, cwd, env }: Command, watch = true): Promise<MeasuredRun> {
  const child = spawn(program, [...args], { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  ended.catch(() => undefined);
  const looks: { at: number; times: MachineTimes; line: StepLine }[] = [];
  const [lines, about, said]: [StepLine[], string[], string[]] = [[], [], []];
  createInterface({ input: child.stderr }).on('line', (text) => said.push(text));
  for await (const text of createInterface({ input: child.stdout })) {
    const line = stepLine(text);
    if (text.startsWith('{"about"')) about.push(text.slice('{"about": '.length, -1));
    if (!line) continue;
    lines.push(line);
    if (watch) looks.push({ at: performance.now() / 1000, times: machineTimes(child.pid!, process.pid), line });
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ${args.join(' ')}\nended with ${code}:\n${said.slice(-LAST).join('\n')}`);
  const steps = looks.slice(1).map(({ at, times, line }, i) => {
    const before = looks[i]!;
    return { ...line, wall: at - before.at, ...usedBetween(before.times, times, at - before.at) };
  });
  const begun = said.findIndex((text) => text.startsWith('step '));
  return { steps, lines, about: about.length > 0 ? about : said.slice(0, begun < 0 ? said.length : begun) };
}

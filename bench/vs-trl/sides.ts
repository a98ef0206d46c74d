// What: a row as a command of either side. Both run the same work; what differs is said in BENCHMARKS.md.
import { join } from 'node:path';
import { ROOT } from '../../src/headless/project.mjs';
import { browserFor, SCRIPTS } from './environment.ts';
import type { Device } from './environment.ts';
import type { Command } from './measuredRun.ts';
import { MOST_TOKENS, PROMPTS } from './rows.ts';
import type { Row } from './rows.ts';

/** AdamW at TRL's rate: the policy hardly moves, so every step does the same work. */
const RATE = 1e-6;

export interface SideOptions {
  readonly python: string;
  readonly twin: string;
  /** A folder of prompts.py. */
  readonly prompts: string;
  readonly device: Device;
  readonly steps: number;
  readonly seed: number;
  /** Further settings of ours, 'name=value' each. */
  readonly set: readonly string[];
}

/** Settings of Rollscope for a row. Without tools: a picture that an answer asks for would be work that TRL does not have. */
export function settingsOf({ threads, beta, length, generations }: Row): Readonly<Record<string, string>> {
  return {
    num_threads: String(threads),
    beta: String(beta),
    num_generations: String(generations),
    generation_batch_size: String(PROMPTS * generations),
    max_completion_length: String(length ?? MOST_TOKENS),
    ignore_eos: String(length !== null),
    max_tool_calling_iterations: '0',
    eval_steps: '0',
    ...{ optim: 'adamw', learning_rate: String(RATE), max_grad_norm: '1', weight_decay: '0' },
  };
}

/** `npm run train` without npm; its last step is the first one more that is left out. */
export function trainCommand(
  prompts: string,
  { device, steps, seed, set }: Pick<SideOptions, 'device' | 'steps' | 'seed' | 'set'>,
  settings: Readonly<Record<string, string>>,
): Command {
  const assigned = [...Object.entries(settings).map(([name, value]) => `${name}=${value}`), ...set];
  const provider = device === 'cuda' ? 'webgpu' : 'wasm';
  return {
    program: process.execPath,
    args: [
      ...['--import', 'tsx', join('src', 'headless', 'train.ts'), '--prompts', join(prompts, 'prompts.jsonl')],
      ...['--steps', String(steps), '--seed', String(seed), '--provider', provider, '--json', '-'],
      ...assigned.flatMap((text) => ['--set', text]),
    ],
    cwd: ROOT,
    env: browserFor(device),
  };
}

export const oursOf = (row: Row, options: SideOptions): Command =>
  trainCommand(options.prompts, { ...options, steps: options.steps + 1 }, settingsOf(row));

export function trlOf(row: Row, { python, twin, prompts, device, steps, seed }: SideOptions): Command {
  const { threads, beta, length, generations, checkpointing } = row;
  const given = { twin, prompts, beta, length: length ?? 0, most: MOST_TOKENS, generations, checkpointing, steps, threads, rate: RATE, seed, device }; // prettier-ignore
  const words = Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return { program: python, args: [join(SCRIPTS, 'time_steps.py'), ...words], cwd: ROOT };
}

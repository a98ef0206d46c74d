// What: what is wrong with a visitor's reward, in sentences: at its line where the compiler or the header names one; by
// answer where a value is not a number (an error) or outside the declared range (a warning).
import type { Reward } from '../../4-rewards/registry.ts';
import { RewardError } from '../../4-rewards/runReward.ts';
import { ShaderError } from '../../gpu/errors.ts';
import type { RewardProblem, RewardTrial } from './verdict.ts';

export const NO_WEBGPU =
  'Edited rewards are shaders and need WebGPU, which this browser or this machine does not offer. The built-in rewards still work.';

export const error = (message: string, line?: number, column?: number): RewardProblem => ({
  severity: 'error',
  message,
  ...(line !== undefined && { line, column: column ?? 1 }),
});

/** What the compiler, the header check or the run has to say, at its line in the visitor's text. */
export function problemsOf(thrown: unknown, name: string): RewardProblem[] {
  if (thrown instanceof ShaderError) {
    const own = (file: string) => file.split('/').at(-1) === name;
    return thrown.all.map(({ file, line, column, detail }) =>
      own(file) ? error(detail, line, column) : error(`In ${file}.wgsl, line ${line}: ${detail}`),
    );
  }
  const { message, line } = thrown as { message: string; line?: unknown };
  const text = thrown instanceof RewardError ? sentence(thrown.detail) : message;
  return [error(text, typeof line === 'number' ? line : undefined)];
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Values that are not numbers (the reward cannot be used) and values outside the range (it can). */
export function judge(reward: Reward, values: Float32Array, trials: readonly RewardTrial[]): RewardProblem[] {
  const name = (r: number) => {
    const trial = trials[r];
    return trial ? `answer ${trial.rollout + 1} to prompt “${trial.promptId}”` : 'an empty answer';
  };
  const of = (test: (value: number) => boolean) => [...values.keys()].filter((r) => test(values[r]!));
  const more = (count: number) => (count > 1 ? ` and of ${count - 1} more` : '');
  const bad = of((value) => !Number.isFinite(value));
  const [low, high] = reward.range;
  const slack = 1e-5 * Math.max(1, Math.abs(low), Math.abs(high));
  const out = of((value) => value < low - slack || value > high + slack);
  const problems: RewardProblem[] = [];
  if (bad.length > 0) {
    const value = values[bad[0]!]!;
    const words = `The value of ${name(bad[0]!)}${more(bad.length)} is ${value}; a reward must be a finite number.`;
    problems.push(error(words));
  }
  if (out.length > 0) {
    const value = Number(values[out[0]!]!.toPrecision(4));
    const words = `The value of ${name(out[0]!)}${more(out.length)} is ${value}, outside the declared range [${low}, ${high}].`;
    problems.push({ severity: 'warning', message: words });
  }
  return problems;
}

// What: what a number of sampled rewards says about the groups that a run would see.
// Formula: expected share of flat groups (all G rewards equal) = Σ_v C(n_v, G) / C(n, G), n_v of the n samples have the value v: the share of
//   all G-subsets of the samples, which is the unbiased estimate for G new answers. Standard deviation with n − 1.
import type { Spread } from './sandboxTypes.ts';

/** NaN where there are fewer samples than a group has answers. */
export function flatShare(rewards: readonly number[], generations: number): number {
  const n = rewards.length;
  if (generations < 1 || n < generations) return NaN;
  const counts = new Map<number, number>();
  for (const value of rewards) counts.set(value, (counts.get(value) ?? 0) + 1);
  let share = 0;
  for (const count of counts.values()) {
    let all = 1;
    for (let k = 0; k < generations && all > 0; k++) all *= Math.max(0, count - k) / (n - k);
    share += all;
  }
  return share;
}

export function spreadOf(values: readonly number[]): Spread {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    positive: values.filter((value) => value > 0).length / n,
    mean,
    std: n > 1 ? Math.sqrt(squares / (n - 1)) : 0,
  };
}

/** Which of N prompts are asked, and how often each, so that about `samples` answers are drawn and each prompt fills a group. */
export function planSamples(prompts: number, samples: number, generations: number) {
  const most = Math.max(1, Math.floor(samples / generations));
  const asked = Math.min(prompts, most);
  // Evenly over the list, not its beginning.
  const indices = Array.from({ length: asked }, (_, i) => Math.floor((i * prompts) / asked));
  return { indices, each: Math.max(generations, Math.floor(samples / asked)) };
}

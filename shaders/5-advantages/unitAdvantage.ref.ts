// What: float64 twin of unitAdvantage.wgsl.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { moments } from './groupAdvantage.ref.ts';

const NONE = 0;
const LEAVE_ONE_OUT = 2;

export const reference: KernelReference = (params, { values, counted, advantages, unitMean, unitStd }) => {
  const { promptCount, generations, units, pool, baseline, scale, keepSingle, population, epsilon } = params as Record<
    string,
    number
  >;
  /** The samples that a rollout gives to the statistics of unit u. */
  const samplesOf = (r: number, u: number): number[] => {
    const own = Array.from({ length: units! }, (_, v) => r * units! + v).filter((at) => counted![at] === 1);
    if (pool === 0) return own.filter((at) => at === r * units! + u).map((at) => values![at]!);
    const found = own.map((at) => values![at]!);
    if (pool === 1 || found.length === 0) return found;
    if (pool !== 2) return [found.at(pool === 3 ? 0 : -1)!];
    return [found.reduce((sum, value) => sum + value, 0) / found.length];
  };
  for (let p = 0; p < promptCount!; p++) {
    const rollouts = Array.from({ length: generations! }, (_, g) => p * generations! + g);
    for (let u = 0; u < units!; u++) {
      const samples = rollouts.flatMap((r) => samplesOf(r, u));
      const n = samples.length;
      const { mean, deviation: sampled } = n > 0 ? moments(Float64Array.from(samples)) : { mean: 0, deviation: 0 };
      const deviation = population === 1 && n > 1 ? sampled * Math.sqrt((n - 1) / n) : sampled;
      unitMean![p * units! + u] = mean;
      unitStd![p * units! + u] = deviation;
      const keeps = n === 1 && keepSingle === 1;
      const others = baseline === LEAVE_ONE_OUT && n > 1 ? n / (n - 1) : 1;
      for (const r of rollouts) {
        const at = r * units! + u;
        const own = baseline === NONE || keeps ? values![at]! : others * (values![at]! - mean);
        const divisor = scale === 1 ? (n < 2 ? 1 : deviation) + epsilon! : 1;
        advantages![at] = counted![at] === 1 ? own / divisor : 0;
      }
    }
  }
};

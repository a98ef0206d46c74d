// What: the tables of kernels.ts in Markdown.
import type { AgainstCopy } from './stopwatch.ts';

export interface LargeRow extends AgainstCopy {
  readonly kernel: string;
  readonly shape: string;
  readonly bytes: number;
  readonly operations: number;
}

export interface KernelCost {
  readonly kernel: string;
  /** Recipes that run it. */
  readonly recipes: number;
  readonly runsPerStep: number;
  readonly bytes: number;
  readonly milliseconds: number;
}

const rate = (count: number, milliseconds: number): string => (count / milliseconds / 1e6).toFixed(2);

export function largeTable(rows: readonly LargeRow[]): string {
  const head =
    '| kernel | shape | bytes | operations | ms | GB/s | GFLOP/s | a copy of these bytes, ms | share of the copy’s bandwidth |\n|---|---|---:|---:|---:|---:|---:|---:|---:|';
  const lines = rows.map(({ kernel, shape, bytes, operations, milliseconds, copyMilliseconds }) => {
    const share = `${((100 * copyMilliseconds) / milliseconds).toFixed(0)} %`;
    const cells = [kernel, shape, bytes, operations, milliseconds.toFixed(3), rate(bytes, milliseconds)];
    return `| ${[...cells, rate(operations, milliseconds), copyMilliseconds.toFixed(3), share].join(' | ')} |`;
  });
  return [head, ...lines].join('\n');
}

export function recipeTable(costs: readonly KernelCost[]): string {
  const head =
    '| kernel | recipes | runs a step | bytes a run | ms a run, launch and waiting included | ms a step |\n|---|---:|---:|---:|---:|---:|';
  const stepOf = ({ runsPerStep, milliseconds }: KernelCost): number => runsPerStep * milliseconds;
  const lines = [...costs]
    .sort((a, b) => stepOf(b) - stepOf(a) || a.kernel.localeCompare(b.kernel))
    .map((cost) => {
      const { kernel, recipes, runsPerStep, bytes, milliseconds } = cost;
      const numbers = [recipes, runsPerStep.toFixed(1), bytes, milliseconds.toFixed(2), stepOf(cost).toFixed(1)];
      return `| ${[kernel, ...numbers].join(' | ')} |`;
    });
  return [head, ...lines].join('\n');
}

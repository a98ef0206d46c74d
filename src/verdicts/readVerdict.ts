// What: history and settings → what is going on: the most important finding and the others, ranked. Pure.
import type { Config } from '../config/config.ts';
import type { GroupView, StepMetrics } from '../training/protocol.ts';
import type { History, Verdict, VerdictRule } from './verdict.ts';
import { windowsOf } from './windows.ts';

const files = import.meta.glob<VerdictRule>('./rules/*.ts', { eager: true, import: 'rule' });

/** By name, the most important first. */
export const RULES: ReadonlyMap<string, VerdictRule> = new Map(
  Object.entries(files)
    .map(([path, rule]) => [/(\w+)\.ts$/.exec(path)![1]!, rule] as const)
    .sort(([, a], [, b]) => b.rank - a.rank),
);

export interface Reading {
  readonly main: Verdict;
  readonly others: readonly Verdict[];
}

export const historyOf = (
  points: readonly StepMetrics[],
  config: Config,
  groups: readonly GroupView[] = [],
): History => ({ points, config, groups, ...windowsOf(points) });

/** null before the first step, and where no rule has anything to say. */
export function readVerdict(history: History): Reading | null {
  if (history.points.length === 0) return null;
  const found = [...RULES].flatMap(([name, rule]): Verdict[] => {
    const finding = rule.find(history);
    const { title, kind, lesson } = rule;
    return finding ? [{ rule: name, title, kind, ...(lesson !== undefined && { lesson }), ...finding }] : [];
  });
  const [main, ...others] = found;
  return main ? { main, others } : null;
}

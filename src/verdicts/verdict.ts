// What: a verdict: what the numbers of a run say about it, in one sentence, with what to do. A rule is a file of rules/ that exports it as
//   `rule`; its name is that of its file. It looks at the history and says what it found, or nothing; it knows no page and no engine.
import type { Config } from '../config/config.ts';
import type { GroupView, StepMetrics } from '../training/protocol.ts';
import type { Windows } from './windows.ts';

/** What a rule may look at. Steps may be missing: older ones of a long run are thinned. */
export interface History extends Windows {
  /** One a step, the oldest first; never empty. */
  readonly points: readonly StepMetrics[];
  readonly config: Config;
  /** The groups of the last step; [] where they are not known (a history read from a file). */
  readonly groups: readonly GroupView[];
}

export interface VerdictNumber {
  /** In words, with its unit where it has one. */
  readonly name: string;
  readonly value: number;
}

export interface Finding {
  /** What is going on, in words that stay the same while it goes on: what changes with every step stands in `numbers`. */
  readonly sentence: string;
  /** What to do; a whole sentence too. */
  readonly advice: string;
  /** The step at which it began. */
  readonly step: number;
  /** At least one: no verdict without its numbers. */
  readonly numbers: readonly VerdictNumber[];
  readonly table?: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** Going back helps: to the last step that was still well. */
  readonly goBackTo?: number;
}

export type VerdictKind = 'wrong' | 'stuck' | 'well' | 'note';

export interface VerdictRule {
  /** Two or three words. */
  readonly title: string;
  readonly kind: VerdictKind;
  /** The higher, the more important; no two rules share one. */
  readonly rank: number;
  /** A lesson of src/lessons, by the name of its file; linked where there is one. */
  readonly lesson?: string;
  find(history: History): Finding | null;
}

/** A finding, and the rule that made it. */
export interface Verdict extends Finding, Pick<VerdictRule, 'title' | 'kind' | 'lesson'> {
  /** The name of its file. */
  readonly rule: string;
}

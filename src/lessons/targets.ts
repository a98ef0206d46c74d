// What: what a lesson can point at, by names that stand on the page as `data-lesson-target` (several with spaces between).
import type { StageName } from '../training/protocol.ts';

export type Target =
  | `stage:${StageName}`
  /** A chart by one of its metrics. */
  | `curve:${string}`
  | `column:${'pictures' | 'group' | 'curves'}`
  /** play, step, stage, reset */
  | `button:${string}`
  /** The button of a panel. */
  | `panel:${string}`
  /** A setting in the open panel of settings. */
  | `knob:${string}`
  | 'stage-panel'
  | 'picture'
  | 'answers'
  | 'shade'
  | 'best'
  /** The button that asks for the greedy answers. */
  | 'ask-greedy'
  | 'scrubber'
  | 'runs'
  | 'recipe'
  | 'status'
  | 'watch'
  /** The open panel of the reward sandbox, and “Reachable?” in it. */
  | 'sandbox'
  | 'reach';

/** Signs that a name may have: it becomes part of a selector. */
const NAME = /^[\w:./@-]+$/;

/** CSS selector. Throws an Error for a name that no target can have. */
export function selectorOf(target: Target): string {
  if (!NAME.test(target)) throw new Error(`'${target}' cannot be the name of a target.`);
  return `[data-lesson-target~="${target}"]`;
}

/** The column that a phone has to show for it; null = it is above the columns. */
export function columnOf(target: Target): 'pictures' | 'group' | 'curves' | null {
  if (target.startsWith('column:')) return target.slice('column:'.length) as 'pictures' | 'group' | 'curves';
  if (target.startsWith('curve:') || target === 'runs') return 'curves';
  return ['picture', 'answers', 'shade', 'best', 'ask-greedy', 'scrubber', 'watch'].includes(target) ? 'group' : null;
}

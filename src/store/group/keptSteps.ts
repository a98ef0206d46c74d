// What: the groups of past steps, so that the page can go back to them: a ring bounded in steps and in tokens.
// Units: a token costs about 100 bytes here, so MOST_TOKENS is about 30 MB.
import { create } from 'zustand';
import type { GroupView } from '../../training/protocol.ts';
import type { PromptDraft } from '../prompts/promptDraft.ts';
import { useStore } from '../store.ts';

export const MOST_STEPS = 200;
export const MOST_TOKENS = 300_000;

export interface KeptStep {
  readonly step: number;
  readonly groups: readonly GroupView[];
  /** The prompts as they were on the table: one that was removed since can still be drawn. */
  readonly prompts: readonly PromptDraft[];
}

export const useKeptSteps = create<{ readonly steps: readonly KeptStep[] }>()(() => ({ steps: [] }));

export const tokenCount = ({ groups }: KeptStep): number =>
  groups.reduce((sum, { rollouts }) => rollouts.reduce((own, { tokens }) => own + tokens.length, sum), 0);

/** The newest steps that fit; the one that was added last always stays. A step that comes again replaces the later ones. */
export function addKeptStep(steps: readonly KeptStep[], added: KeptStep): readonly KeptStep[] {
  const kept = [...steps.filter(({ step }) => step < added.step), added].slice(-MOST_STEPS);
  let tokens = kept.reduce((sum, step) => sum + tokenCount(step), 0);
  let from = 0;
  while (tokens > MOST_TOKENS && from < kept.length - 1) tokens -= tokenCount(kept[from++]!);
  return kept.slice(from);
}

useStore.subscribe(({ points, groups, prompts }, before) => {
  const step = points.at(-1)?.step;
  if (step === undefined) {
    if (points !== before.points) useKeptSteps.setState({ steps: [] });
    return;
  }
  if (groups === before.groups || groups.length === 0) return;
  useKeptSteps.setState(({ steps }) => ({ steps: addKeptStep(steps, { step, groups, prompts }) }));
});

// What: a fed step for the panels: answers, groups, prompts, points and configuration as the store has them, and a panel as the markup
// that a browser gets.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { applyRecipe } from '../../../src/config/applyRecipe.ts';
import { recipeByName } from '../../../src/config/recipes.ts';
import { defaultConfig } from '../../../src/config/validateConfig.ts';
import { watchedOf } from '../../../src/config/watched.ts';
import { emptyPrompt } from '../../../src/store/prompts/promptDraft.ts';
import type { PromptDraft } from '../../../src/store/prompts/promptDraft.ts';
import { tokenFacts } from '../../../src/store/group/tokenFacts.ts';
import type { GroupView, ModelView, RolloutView, StepMetrics } from '../../../src/training/protocol.ts';
import type { WatchPanel, WatchProps } from '../../../src/ui/watch/panelFiles.ts';

/** One token per word of the text; entropy 1 and log p −0.5 each. */
export function answer(text: string, over: Partial<RolloutView> = {}): RolloutView {
  const tokens = text.split(/(?= )/).map((word) => ({ text: word, logProb: -0.5, entropy: 1 }));
  return {
    ...{ text, tokens, boxes: [], answer: text, rewards: {}, reward: 0, advantage: 0, truncated: false },
    ...over,
  };
}

export const group = (rollouts: readonly RolloutView[], over: Partial<GroupView> = {}): GroupView => ({
  promptId: 'p',
  rollouts,
  ...over,
});

export function promptDraft(id: string, over: Partial<PromptDraft> = {}): PromptDraft {
  const picture = { name: `picture ${id}`, image: new Blob(), width: 200, height: 100 };
  const images = [{ ...picture, id: `image-${id}`, url: `blob:${id}`, thumb: `blob:small-${id}` }];
  return { ...emptyPrompt(id, `prompt ${id}`, images), ...over };
}

export const view = (name: string, kind: string): ModelView => ({
  ...{ name, kind, picture: 0, size: 1 },
  rgba: new Uint8ClampedArray(4),
});

export interface Fed {
  readonly groups: readonly GroupView[];
  readonly prompts?: readonly PromptDraft[];
  readonly index?: number;
  /** Metrics of the steps 1, 2 …; the last one is shown. */
  readonly metrics?: readonly Readonly<Record<string, number>>[];
  /** Groups of earlier steps, the oldest first. */
  readonly before?: readonly (readonly GroupView[])[];
  readonly views?: WatchProps['views'];
  /** Absent = those of the recipe. */
  readonly options?: WatchProps['options'];
}

/** What a panel of a recipe is given at a step. */
export function fed(recipe: string, { groups, prompts = [promptDraft('p')], index = 0, ...more }: Fed): WatchProps {
  const { metrics = [{}], before = [], views = [] } = more;
  const points: StepMetrics[] = metrics.map((own, i) => ({ step: i + 1, metrics: own }));
  const step = points.length;
  const shown = groups[index]!;
  const steps = [...before, groups].map((own, i, all) => ({ step: step - all.length + 1 + i, groups: own, prompts }));
  const prompt = prompts.find(({ id }) => id === shown.promptId) ?? null;
  return {
    options: more.options ?? watchedOf(recipe)!.options,
    metrics: watchedOf(recipe)!.metrics,
    config: applyRecipe(defaultConfig(), recipeByName(recipe)),
    shown: { step, live: true, groups, prompts, index, group: shown, prompt },
    facts: shown.rollouts.map((rollout) => tokenFacts(rollout)),
    points,
    kept: steps,
    views,
  };
}

export const drawn = (Panel: WatchPanel, props: WatchProps) => renderToStaticMarkup(createElement(Panel, props));

/** What is read, tag by tag. */
export const words = (markup: string) =>
  markup
    .replace(/<[^>]*>/g, '|')
    .replace(/\|+/g, '|')
    .replace(/&quot;/g, '"');

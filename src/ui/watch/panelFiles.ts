// What: the panels as components: a new one is one new file `panels/<name>.tsx` with `export function Panel`, beside its facts in
// src/config/watch. Each is loaded when a recipe shows it.
import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';
import type { Config } from '../../config/config.ts';
import type { WatchOptions } from '../../config/watchPanels.ts';
import type { Shown } from '../../store/group/groupView.ts';
import type { KeptStep } from '../../store/group/keptSteps.ts';
import type { GroupView, ModelView, StepMetrics } from '../../training/protocol.ts';
import type { GroupFacts } from '../group/useGroupFacts.ts';

export interface WatchProps {
  readonly options: WatchOptions;
  /** Those of the curves below the panel. */
  readonly metrics: readonly string[];
  readonly config: Config;
  /** The step, the group and its prompt that are shown. */
  readonly shown: Shown & { readonly group: GroupView };
  /** The numbers of its tokens. */
  readonly facts: GroupFacts;
  /** Every step up to the one that is shown; groups of those that are kept. */
  readonly points: readonly StepMetrics[];
  readonly kept: readonly KeptStep[];
  /** For each group its pictures as the model got them; empty where they are not known. */
  readonly views: readonly (readonly ModelView[])[];
}

export type WatchPanel = ComponentType<WatchProps>;

const files = import.meta.glob<WatchPanel>('./panels/*.tsx', { import: 'Panel' });

const nameOf = (path: string) =>
  path
    .split('/')
    .at(-1)!
    .replace(/\.tsx$/, '');

export const PANEL_FILES: ReadonlyMap<string, LazyExoticComponent<WatchPanel>> = new Map(
  Object.entries(files).map(([path, load]) => [nameOf(path), lazy(async () => ({ default: await load() }))]),
);

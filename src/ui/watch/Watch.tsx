// What: what to watch of the recipe, on top of the group: before the first step a sentence on what will appear there, then its panel,
// new with every step.
import { Suspense, useEffect, useMemo } from 'react';
import { askForGroup, groupKey, useInspections } from '../../store/group/inspections.ts';
import type { Shown } from '../../store/group/groupView.ts';
import { useKeptSteps } from '../../store/group/keptSteps.ts';
import { useStore } from '../../store/store.ts';
import { useViewedSteps, watchViews } from '../../store/watch/viewedSteps.ts';
import type { ModelView } from '../../training/protocol.ts';
import type { GroupFacts } from '../group/useGroupFacts.ts';
import { WATCH } from '../texts/watch.ts';
import { PANEL_FILES } from './panelFiles.ts';
import { MiniCurves } from './parts/MiniCurves.tsx';
import { watchedOf } from '../../config/watched.ts';
import type { Watched } from '../../config/watched.ts';
import './watch.css';

interface Props {
  readonly shown: Shown;
  readonly facts: GroupFacts;
}

export function Watch(props: Props) {
  const recipe = useStore((state) => state.config.recipe);
  const watched = useMemo(() => watchedOf(recipe), [recipe]);
  if (!watched) return null;
  return <WatchedPanel key={recipe} recipe={recipe} watched={watched} {...props} />;
}

function WatchedPanel({
  recipe,
  watched,
  shown,
  facts,
}: Props & { readonly recipe: string; readonly watched: Watched }) {
  const { panel, facts: about, options, metrics } = watched;
  const { step, group } = shown;
  const config = useStore((state) => state.config);
  const all = useStore((state) => state.points);
  const steps = useKeptSteps((state) => state.steps);
  const points = useMemo(() => (step === null ? [] : all.filter((point) => point.step <= step)), [all, step]);
  const kept = useMemo(() => (step === null ? [] : steps.filter((one) => one.step <= step)), [steps, step]);
  const views = useViews(about.views === true, shown);
  const Panel = PANEL_FILES.get(panel);
  return (
    <section className="watch" data-lesson-target="watch" aria-label={WATCH.label}>
      <div className="watch-head">
        <h2>{WATCH.title(recipe)}</h2>
        {group && step !== null && <small>{WATCH.step(step)}</small>}
      </div>
      <p className="hint">
        {about.shows} {!group && WATCH.before}
      </p>
      <div className="watch-body">
        {group && Panel && (
          <div className="watch-panel">
            <Suspense>
              <Panel {...{ options, metrics, config, facts, points, kept, views }} shown={{ ...shown, group }} />
            </Suspense>
          </div>
        )}
        <MiniCurves metrics={metrics} points={points} config={config} />
      </div>
    </section>
  );
}

const NO_VIEWS: readonly (readonly ModelView[])[] = [];

/** As they came with the step; where they did not, what the engine answers while the run holds. */
function useViews(wanted: boolean, { step, groups, group }: Shown): readonly (readonly ModelView[])[] {
  const holds = useStore((state) => state.state !== 'running');
  const came = useViewedSteps(({ steps }) => steps.find((viewed) => viewed.step === step)?.views);
  const asked = useInspections((state) => state.groups);
  useEffect(() => {
    if (!wanted) return;
    watchViews(true);
    return () => watchViews(false);
  }, [wanted]);
  // One question at a time: the next group of the prompt is asked about when the one before it is known.
  const missing =
    wanted && !came && step !== null
      ? groups.findIndex(({ promptId }, i) => promptId === group?.promptId && !asked[groupKey(step, i)])
      : -1;
  useEffect(() => {
    if (missing >= 0) askForGroup(step, missing);
  }, [missing, step, holds]);
  return useMemo(() => {
    if (!wanted || step === null) return NO_VIEWS;
    return came ?? groups.map((_, i) => asked[groupKey(step, i)]?.views ?? []);
  }, [wanted, came, asked, groups, step]);
}

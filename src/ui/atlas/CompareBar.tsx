// What: the systems that are chosen for a comparison, the press that runs them, and what came out: curves on top of each other, last
// groups side by side.
import { useMemo } from 'react';
import { Button, Input, Label, NumberField } from 'react-aria-components';
import { SYSTEMS } from '../../atlas/systems.ts';
import { namesSeen } from '../../9-curves/namesSeen.ts';
import { useLocked } from '../../store/access.ts';
import {
  chooseSteps,
  compareSystems,
  MOST_STEPS,
  stopComparison,
  useComparison,
} from '../../store/atlas/compareSystems.ts';
import type { Compared } from '../../store/atlas/compareSystems.ts';
import { useCurveView } from '../../store/curves/curveView.ts';
import { useStore } from '../../store/store.ts';
import { ChartFigure } from '../curves/ChartFigure.tsx';
import { chartsFor } from '../curves/chartsShown.ts';
import { COMPARE } from '../texts/atlas.ts';

export function CompareBar() {
  const { chosen, steps, running, results } = useComparison();
  const step = useStore(({ points }) => points.at(-1)?.step ?? 0);
  const busy = useStore(({ state }) => state === 'running');
  const locks = [useLocked('recipe'), useLocked('play')];
  if (chosen.length === 0 && results.length === 0) return null;
  const names = chosen.map((id) => SYSTEMS.get(id)?.name ?? id);
  const refused = chosen.length < 2 || busy || locks.some(Boolean);
  return (
    <section className="atlas-compare" aria-label={COMPARE.title}>
      <h2>{COMPARE.title}</h2>
      <p>{COMPARE.chosen(names)}</p>
      <div className="row">
        <NumberField
          className="field"
          value={steps}
          minValue={1}
          maxValue={MOST_STEPS}
          onChange={chooseSteps}
          isDisabled={running !== null}
        >
          <Label>{COMPARE.steps}</Label>
          <Input />
        </NumberField>
        {running === null ? (
          <Button className="primary" isDisabled={refused} onPress={() => void compareSystems()}>
            {COMPARE.run}
          </Button>
        ) : (
          <Button onPress={stopComparison}>{COMPARE.stop}</Button>
        )}
        <small role="status">
          {running !== null ? COMPARE.progress(SYSTEMS.get(running)?.name ?? running, step, steps) : COMPARE.help}
        </small>
      </div>
      {results.length > 0 && <Results results={results} />}
    </section>
  );
}

function Results({ results }: { readonly results: readonly Compared[] }) {
  const view = useCurveView();
  const runs = useMemo(
    () => results.map(({ id, name, points }, colour) => ({ id, name, colour, points, names: namesSeen(points) })),
    [results],
  );
  const known = [...new Set(runs.flatMap(({ names }) => names))];
  // Each recipe has charts of its own, and the one to watch comes first.
  const all = results.flatMap(({ config }) => chartsFor(config, known).charts);
  const charts = [...new Map(all.map((chart) => [chart.title, chart])).values()].filter(({ kind }) => kind === 'lines');
  return (
    <>
      <div className="compare-charts">
        {charts.map((chart) => (
          <ChartFigure key={chart.title} chart={chart} runs={runs} view={view} />
        ))}
      </div>
      <div className="compare-groups">
        {results.map((result, colour) => (
          <LastGroup key={result.id} result={result} colour={colour} />
        ))}
      </div>
    </>
  );
}

interface GroupProps {
  readonly result: Compared;
  /** Index of --curve-N, as in the charts. */
  readonly colour: number;
}

function LastGroup({ result: { name, groups, points }, colour }: GroupProps) {
  return (
    <div>
      <h3>
        <span className="swatch" style={{ background: `var(--curve-${colour})` }} aria-hidden="true" />{' '}
        {COMPARE.lastGroup(name, points.at(-1)?.step ?? 0)}
      </h3>
      <ol>
        {(groups[0]?.rollouts ?? []).map(({ text, reward }, i) => (
          <li key={i}>
            <code>{text}</code> <small>{COMPARE.reward(reward)}</small>
          </li>
        ))}
      </ol>
    </div>
  );
}

// What: which charts stand in the column, and in which order: the one that the recipe says to watch first, those with a file,
// one for every metric of a block, loss or controller that no file claims (one for all members of a family); metrics that every
// run has and no file claims are kept apart.
import { blockMetric } from '../../config/blockFacts.ts';
import type { MetricFacts } from '../../config/blockFacts.ts';
import type { Config } from '../../config/config.ts';
import { RECIPES } from '../../config/recipes.ts';
import { isInEveryRun, metricDefinition } from '../../9-curves/metrics.ts';
import { CHARTS, namesOf } from './chartFiles.ts';
import type { ChartFile } from './chartFiles.ts';

export interface ShownCharts {
  readonly charts: readonly ChartFile[];
  /** Behind a button. */
  readonly further: readonly ChartFile[];
}

/** Behind all charts with a file. */
const ORDER = 1000;

function genericChart(config: Config, name: string): ChartFile {
  const known: MetricFacts = metricDefinition(name);
  const { unit, doc, family: title = name } = known.doc === '' ? (blockMetric(config, name) ?? known) : known;
  return { title, unit, explanation: doc, order: ORDER, kind: 'lines', metrics: [name], axis: {} };
}

/** Members of one family as lines of one chart, at the place of the first. */
function withFamilies(charts: readonly ChartFile[]): readonly ChartFile[] {
  const byTitle = new Map<string, ChartFile>();
  for (const chart of charts) {
    const metrics = [...(byTitle.get(chart.title)?.metrics ?? []), ...chart.metrics];
    byTitle.set(chart.title, { ...chart, metrics });
  }
  return [...byTitle.values()];
}

/** `names`: all metrics of the runs on the charts. */
export function chartsFor(config: Config, names: readonly string[]): ShownCharts {
  const filed = CHARTS.filter((chart) => chart.kind === 'histogram' || namesOf(chart, names).length > 0);
  const claimed = new Set(filed.flatMap((chart) => namesOf(chart, names)));
  const rest = names.filter((name) => !claimed.has(name)).sort();
  const generic = withFamilies(rest.map((name) => genericChart(config, name)));
  const watched = RECIPES.get(config.recipe)?.watch?.metric;
  const isFirst = (chart: ChartFile) => watched !== undefined && namesOf(chart, names).includes(watched);
  const isApart = (chart: ChartFile) => chart.order === ORDER && isInEveryRun(chart.title) && !isFirst(chart);
  const all = [...filed, ...generic].filter((chart) => !isApart(chart));
  return {
    charts: [...all.filter(isFirst), ...all.filter((chart) => !isFirst(chart))],
    further: generic.filter(isApart),
  };
}

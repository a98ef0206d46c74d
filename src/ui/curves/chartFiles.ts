// What: the charts as data. A new chart is one new file `charts/<name>.ts` with `export const chart: ChartFile`,
// and its words in `texts/charts.ts`.
import type { ChartTexts } from '../texts/charts.ts';

export interface ChartFile extends ChartTexts {
  /** Place in the column, small = on top. */
  readonly order: number;
  /** 'histogram' draws the spread of the advantages over the steps; it has no metrics. */
  readonly kind: 'lines' | 'histogram';
  /** Names of metrics, or patterns that find them. */
  readonly metrics: readonly (string | RegExp)[];
  /** What the vertical axis always shows. */
  readonly axis: { readonly from?: number; readonly to?: number };
}

const files = import.meta.glob<ChartFile>('./charts/*.ts', { eager: true, import: 'chart' });

export const CHARTS: readonly ChartFile[] = Object.values(files).sort((a, b) => a.order - b.order);

/** The names that a chart shows, out of those that the run has. */
export const namesOf = ({ metrics }: ChartFile, known: readonly string[]): readonly string[] =>
  metrics.flatMap((wanted) =>
    typeof wanted === 'string'
      ? known.filter((name) => name === wanted)
      : known.filter((name) => wanted.test(name)).sort(),
  );

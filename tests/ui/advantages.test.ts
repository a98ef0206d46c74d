// What: the advantages over time: cells of the heat map, bands of the table and the sentence, and the chart in the SVG file.
import { describe, expect, test } from 'vitest';
import { countAdvantages } from '../../src/store/curves/advantageHistory.ts';
import { BINS } from '../../src/store/records/spreads.ts';
import type { Spread } from '../../src/store/records/spreads.ts';
import type { GroupView } from '../../src/training/protocol.ts';
import { advantageSentence, bandCounts, FAR, NEAR } from '../../src/ui/curves/advantageBands.ts';
import type { ChartFile } from '../../src/ui/curves/chartFiles.ts';
import { heatCells } from '../../src/ui/curves/heatCells.ts';
import { svgOf } from '../../src/ui/curves/svgFile.ts';
import { framedHeat } from '../../src/ui/curves/svgHeat.ts';

const chart: ChartFile = {
  ...{ title: 'Advantages <over> time', order: 1, kind: 'histogram', metrics: [], explanation: '' },
  unit: 'standard deviations',
  axis: {},
};
const groupOf = (advantages: readonly number[]) =>
  ({ promptId: 'a', rollouts: advantages.map((advantage) => ({ advantage })) }) as unknown as GroupView;
const spread = (step: number, advantages: readonly number[]): Spread => ({
  step,
  counts: countAdvantages([groupOf(advantages)]),
});

describe('bands', () => {
  test('every answer is in one band; the edges lie between bins', () => {
    expect([NEAR, FAR]).toEqual([expect.closeTo(0.15, 12), expect.closeTo(1.05, 12)]);
    const answers = [-9, -1.06, -1.04, -0.16, -0.14, 0, 0.14, 0.16, 1.04, 1.06, 9];
    expect(bandCounts(spread(1, answers))).toEqual([2, 2, 3, 2, 2]);
    expect(advantageSentence(spread(4, answers))).toBe('step 4: 4 below, 3 near, 4 above the mean');
    expect(advantageSentence(undefined)).toBe('no advantages yet');
  });
});

describe('cells', () => {
  const spreads = [spread(1, [0, 0, 9]), spread(2, [-9, -9]), spread(3, [0])];

  test('a step a column, the fullest cell is the strongest', () => {
    expect(heatCells(spreads, [1, 3], 100)).toEqual({
      columns: 3,
      cells: [
        { column: 0, bin: 10, strength: 1 },
        { column: 0, bin: BINS - 1, strength: 0.5 },
        { column: 1, bin: 0, strength: 1 },
        { column: 2, bin: 10, strength: 1 },
      ],
    });
  });

  test('steps outside the range are left out; steps that share a column are added; a single step fills the chart', () => {
    expect(heatCells(spreads, [2, 3], 100).cells.map(({ bin }) => bin)).toEqual([0, 10]);
    expect(heatCells(spreads, [1, 3], 1).cells.map(({ strength }) => strength)).toEqual([
      expect.closeTo(2 / 3, 6),
      1,
      expect.closeTo(1 / 3, 6),
    ]);
    expect(heatCells(spreads, [1.5, 2.5], 100)).toEqual({ columns: 1, cells: [{ column: 0, bin: 0, strength: 1 }] });
  });
});

test('SVG: a cell a rectangle inside the plot, escaped; nothing to show is null', () => {
  const spreads = [spread(1, [0, 0, 9]), spread(2, [-9])];
  const svg = svgOf([framedHeat(chart, spreads, [1, 2], 'two & two')!]);
  expect(svg).toContain('Advantages &lt;over&gt; time (standard deviations)');
  expect(svg).toContain('two &amp; two');
  const cells = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)];
  expect(cells).toHaveLength(3);
  for (const [, x, y, width, height] of cells) {
    expect(Number(x) + Number(width)).toBeLessThanOrEqual(740.01);
    expect(Number(y)).toBeGreaterThanOrEqual(51.99);
    expect(Number(y) + Number(height)).toBeLessThanOrEqual(202.01);
  }
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(framedHeat(chart, spreads, [5, 9], '')).toBeNull();
});

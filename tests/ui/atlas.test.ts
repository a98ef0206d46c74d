// What: which cards a search and the filters find, and what the two curves of the evidence draw and say.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { SYSTEMS } from '../../src/atlas/systems.ts';
import type { Status } from '../../src/atlas/status.ts';
import type { Evidence } from '../../src/config/evidenceStatus.ts';
import { recipeByName } from '../../src/config/recipes.ts';
import { EvidenceCurves } from '../../src/ui/atlas/EvidenceCurves.tsx';
import { isFound, NO_FILTERS } from '../../src/ui/atlas/found.ts';
import type { Filters } from '../../src/ui/atlas/found.ts';

const found = (filters: Partial<Filters>, status: Status = 'not yet') =>
  [...SYSTEMS.values()].filter((system) => isFound(system, status, { ...NO_FILTERS, ...filters })).map(({ id }) => id);

describe('filters', () => {
  test('none: all of them', () => expect(found({})).toHaveLength(124));
  test('every word, in any order, blocks included', () => {
    expect(found({ words: 'MAPS  metro' })).toEqual(['rewardmap']);
    expect(found({ words: 'patches blackened' })).toEqual(['papo', 'vppo']);
  });
  test('class, axis and running here are joined', () => {
    expect(found({ class: 'core' })).toHaveLength(38);
    expect(found({ class: 'outside', axis: 'R' })).toEqual([]);
    expect(found({ axis: 'H', class: 'core' })).toContain('vogue');
    expect(found({ runs: true })).toContain('tgdpo');
    expect(found({ runs: true })).not.toContain('patho_r1');
  });
  test('status', () => {
    expect(found({ status: 'shown' }, 'shown')).toHaveLength(124);
    expect(found({ status: 'shown' }, 'not shown')).toEqual([]);
  });
});

test('the curves: the median of the seeds, a value that was not measured left out, first and last value said', () => {
  const { metric } = recipeByName('papo').claim!;
  const run = (seed: number, variant: 'on' | 'off', values: readonly (number | null)[]) => ({
    ...{ seed, variant, series: { [metric]: values }, value: 0, seconds: 1, commit: null },
  });
  const evidence = {
    claim: recipeByName('papo').claim!,
    runs: [
      ...[run(0, 'on', [0, 1, 2]), run(1, 'on', [0, null, 4]), run(2, 'on', [0, 3, 9])],
      ...[run(0, 'off', [1, 1, 1]), run(1, 'off', [1, 1, 1]), run(2, 'off', [1, 1, 1])],
    ],
  } as unknown as Evidence;
  const drawn = renderToStaticMarkup(createElement(EvidenceCurves, { evidence }));
  expect(drawn).toContain(`${metric} over the steps: with its block from 0 to 4, without it from 1 to 1.`);
  const lines = [...drawn.matchAll(/<polyline class="(\w+)( faint)?" points="([^"]*)"/g)];
  expect(lines).toHaveLength(8);
  // Height 72, edges 3, values 0 … 9: the median (0, 2, 4) and the constant 1.
  const y = (value: number) => (72 - 3 - (value / 9) * 66).toFixed(1);
  expect(lines.at(-1)![3]).toBe(`3.0,${y(0)} 120.0,${y(2)} 237.0,${y(4)}`);
  expect(lines.at(-2)![3]).toBe(`3.0,${y(1)} 120.0,${y(1)} 237.0,${y(1)}`);
  const gap = lines.find(([, , faint, points]) => faint && points!.split(' ').length === 2);
  expect(gap?.[3]).toBe(`3.0,${y(0)} 237.0,${y(4)}`);
});

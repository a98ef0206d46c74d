// What: the curves that stand below every panel, and are all that the panel "curve" shows: values, words and lines of fed steps.
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { defaultConfig } from '../../../src/config/validateConfig.ts';
import { Panel } from '../../../src/ui/watch/panels/curve.tsx';
import { MiniCurve, MiniCurves } from '../../../src/ui/watch/parts/MiniCurves.tsx';
import { answer, drawn, fed, group, words } from './watchFixtures.ts';

const curves = (metrics: readonly string[], values: readonly Readonly<Record<string, number>>[]) =>
  renderToStaticMarkup(
    createElement(MiniCurves, {
      metrics,
      points: values.map((own, i) => ({ step: i + 1, metrics: own })),
      config: defaultConfig(),
    }),
  );
const pointsOf = (markup: string) =>
  [...markup.matchAll(/<polyline points="([^"]*)"/g)].map(([, points]) =>
    points!.split(' ').map((point) => point.split(',').map(Number)),
  );

test('one per metric with its last value; the rest is said', () => {
  const markup = curves(
    ['reward', 'rewards/format/mean'],
    [{ reward: 1, 'rewards/format/mean': 0.5 }, { reward: 3 }, { reward: 2 }],
  );
  expect(words(markup)).toBe('|reward |2|format |0.5|');
  expect(markup).toContain('reward: from 1 at step 1 to 2 at step 3; lowest 1 at step 1, highest 3 at step 2.');
  expect(markup).toContain('title="Mean of the weighted reward over all rollouts."');
  // 150 × 44 with edges of 4: from the left below over the top to the right at half height.
  expect(pointsOf(markup)).toEqual([
    [
      [4, 40],
      [75, 4],
      [146, 22],
    ],
  ]);
  // A single value is a dot.
  expect(markup.match(/<circle cx="75" cy="22"/g)).toHaveLength(1);
});

test('a metric without a value says so; without a step there is nothing', () => {
  expect(words(curves(['kl'], [{ reward: 1 }]))).toBe('|kl |none yet|');
  expect(curves(['reward'], [])).toBe('');
});

test('a long run is thinned, its last value stays', () => {
  const [points] = pointsOf(
    curves(
      ['reward'],
      Array.from({ length: 1000 }, (_, i) => ({ reward: i })),
    ),
  );
  expect(points!.length).toBeLessThanOrEqual(150);
  expect(points!.at(-1)).toEqual([146, 4]);
});

test('several lines share their axes', () => {
  const line = (values: readonly number[], colour: number) => ({ series: { steps: [1, 2], values }, colour });
  const markup = renderToStaticMarkup(
    createElement(MiniCurve, { label: 'x', about: '', lines: [line([0, 0.5], 0), line([0.25, 1], 1)], range: [0, 2] }),
  );
  expect(pointsOf(markup).map((line) => line.map(([, y]) => y))).toEqual([
    [40, 31],
    [35.5, 22],
  ]);
});

test('the panel says what its metrics are: those of every run, and those of blocks', () => {
  const groups = [group([answer('a')])];
  expect(words(drawn(Panel, fed('dapo', { groups })))).toBe(
    '|Mean entropy of the sampled tokens; a fall to 0 is a collapse.|',
  );
  expect(words(drawn(Panel, { ...fed('mgpo', { groups }), metrics: ['looks/mean', 'nobody/knows'] }))).toBe(
    '|Pictures that came back to a rollout, on average.|',
  );
});

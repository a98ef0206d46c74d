// What: the panel "tokenShade" on fed steps: colours by the scale of the group, a difference of two signals, tokens that are left out.
import { expect, test } from 'vitest';
import { Panel } from '../../../src/ui/watch/panels/tokenShade.tsx';
import { differenceOf, scaleOf } from '../../../src/ui/watch/parts/tokenScale.ts';
import { answer, drawn, fed, group, words } from './watchFixtures.ts';

const spans = (markup: string) =>
  [
    ...markup.matchAll(
      /<span( class="left-out")?(?: title="([^"]*)")?(?: style="background:([^"]*)")?>([^<]*)<\/span>/g,
    ),
  ].map(([, faint, title, background, text]) => ({ faint: faint !== undefined, title, background, text }));

test('VPPO: shaded by the divergence, what the weight leaves out is faint and counted', () => {
  const signals = (divergence: readonly number[], weight: readonly number[]) => ({
    signals: { 'masked/divergence': Float32Array.from(divergence), weight: Float32Array.from(weight) },
  });
  const rollouts = [
    answer('the red ball', { advantage: -1, reward: 0.25, ...signals([0.5, 1.5, 0.5], [0, 1, 0]) }),
    answer('a blue ball', { advantage: 0 }),
    answer('the blue ball', { advantage: 2, reward: 1, ...signals([0, 2, 1], [0, 1, 1]) }),
  ];
  const markup = drawn(Panel, fed('vppo', { groups: [group(rollouts)] }));
  const read = words(markup);
  expect(read).toContain('|Tokens shaded by masked/divergence|0|2|struck through: left out of the loss|');
  expect(read).toContain('|Best answer (no. 3)| |advantage 2.00, reward 1.00|');
  expect(read).toContain('|2 of 3 tokens are kept; largest: “blue” 2, “ball” 1, “the” 0|');
  expect(read).toContain('|Worst answer (no. 1)| |advantage -1.00, reward 0.25|');
  expect(read).toContain('|1 of 3 tokens are kept; largest: “red” 1.5, “the” 0.5, “ball” 0.5|');
  const shaded = spans(markup).filter(({ title }) => title !== undefined);
  expect(shaded.map(({ text, faint }) => [text, faint])).toEqual([
    ['the', true],
    [' blue', false],
    [' ball', false],
    ['the', true],
    [' red', false],
    [' ball', true],
  ]);
  // 62 % is full, at the largest value of the group.
  expect(shaded.map(({ background }) => /\d+%/.exec(background ?? '')?.[0])).toEqual([
    undefined,
    '62%',
    '31%',
    '16%',
    '47%',
    '16%',
  ]);
  expect(shaded[1]!.title).toBe('blue: masked/divergence 2');
});

test('Implicit PRM: the log-ratio of the side model to the reference, with its sum', () => {
  const signals = {
    'phi/logProb': Float32Array.of(-1, -0.5),
    'ref/logProb': Float32Array.of(-0.75, -1),
  };
  const rollouts = [answer('a b', { advantage: 1, signals })];
  const markup = drawn(Panel, fed('implicit_prm', { groups: [group(rollouts)] }));
  expect(words(markup)).toContain('|Tokens shaded by phi/logProb − ref/logProb|-0.5|0.5|');
  expect(words(markup)).toContain('|Answer 1 (all are worth the same)|');
  expect(words(markup)).toContain('|sum 0.25; largest: “b” 0.5, “a” -0.25|');
  expect(
    spans(markup)
      .filter(({ title }) => title)
      .map(({ background }) => /--shade-\w+\) \d+%/.exec(background!)![0]),
  ).toEqual(['--shade-below) 31%', '--shade-above) 62%']);
});

test('a scale without both signs begins at its least value', () => {
  const rollouts = [answer('a b c', { signals: { 'implicitReturns/process': Float32Array.of(1, 2, 3) } })];
  const markup = drawn(Panel, fed('prime', { groups: [group(rollouts)] }));
  expect(words(markup)).toContain('|Tokens shaded by implicitReturns/process|1|3|');
  const shaded = spans(markup).filter(({ title }) => title);
  expect(shaded.map(({ background }) => /\d+%/.exec(background ?? '')?.[0])).toEqual([undefined, '31%', '62%']);
});

test('PRIME: what the objective gave each token', () => {
  const rollouts = [answer('a b', { signals: { 'implicitReturns/process': Float32Array.of(0.25, 0.5) } })];
  expect(words(drawn(Panel, fed('prime', { groups: [group(rollouts)] })))).toContain('largest: “b” 0.5, “a” 0.25');
});

test('answers without the signal: a sentence', () => {
  expect(words(drawn(Panel, fed('vppo', { groups: [group([answer('a')])] })))).toMatch(
    /^\|The answers of this step do not/,
  );
});

test('numbers of tokens: those of the token itself, and none where a signal is short or no number', () => {
  const one = answer('a b c', { signals: { x: Float32Array.of(1, NaN) } });
  expect(differenceOf(one, 'x', undefined)).toEqual([1, null, null]);
  expect(differenceOf(one, 'entropy', 'x')).toEqual([0, null, null]);
  expect(scaleOf([null])).toBeNull();
  expect(scaleOf([3, 3])).toEqual({ kind: 'strength', from: 3, full: 4 });
  expect(scaleOf([-3, null, 1])).toEqual({ kind: 'sign', from: 0, full: 3 });
});

// What: the panel "steps" on fed steps: the text of each part, a bar of its number on the scale of the group, the line, and the crops.
import { expect, test } from 'vitest';
import type { RolloutUnits } from '../../../src/training/protocol.ts';
import { Panel } from '../../../src/ui/watch/panels/steps.tsx';
import { answer, drawn, fed, group, words } from './watchFixtures.ts';

const units = (
  kind: RolloutUnits['kind'],
  of: readonly number[],
  values: Readonly<Record<string, readonly number[]>>,
) => ({
  units: [
    {
      kind,
      of: Int32Array.from(of),
      values: Object.fromEntries(Object.entries(values).map(([name, own]) => [name, Float32Array.from(own)])),
    },
  ],
});

interface Bar {
  readonly kind: string;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}
const barsIn = (markup: string): readonly Bar[] =>
  [...markup.matchAll(/<rect class="(\w+)" x="([^"]*)" width="0.4" y="([^"]*)" height="([^"]*)"/g)].map(
    ([, kind, x, y, height]) => ({ kind: kind!, x: Number(x), y: Number(y), height: Number(height) }),
  );

test('IGPO: each turn with the crop that it brought back, and a bar of its gain', () => {
  const rollouts = [
    answer('first look then say red', {
      advantage: 1,
      reward: 1,
      looks: [
        { after: 2, box: [0, 0, 0.5, 0.5] },
        { after: 3, box: [0.5, 0, 1, 0.5] },
      ],
      ...units('turn', [0, 0, 1, 2, 2], { 'gold/gain': [0.5, -0.25, 0], 'gold/logProb': [-1, -1, -1] }),
    }),
    answer('no look', { advantage: -1, ...units('turn', [0, 0], { 'gold/gain': [0] }) }),
  ];
  const markup = drawn(Panel, fed('igpo', { groups: [group(rollouts)] }));
  expect(words(markup)).toBe(
    '| gold/gain|Best answer (no. 1)| |advantage 1.00, reward 1.00|first look|then|say red|0.5|-0.25|0|' +
      'Worst answer (no. 2)| |advantage -1.00, reward 0.00|no look|0|',
  );
  expect(markup).toContain('aria-label="gold/gain of each turn: 0.5, -0.25, 0"');
  expect(markup).toContain('aria-label="What came back behind 1: from 0, 0 to 50, 50 %"');
  expect(markup).toContain('aria-label="What came back behind 2: from 50, 0 to 100, 50 %"');
  const parts = markup.split('<div class="part">').slice(1, 4);
  expect(parts.map((part) => part.includes('class="crop"'))).toEqual([true, true, false]);
  // The largest |value| of the group reaches the edge, above the middle where it is a gain.
  expect(barsIn(markup)).toEqual([
    { kind: 'above', x: 0.3, y: -1, height: 1 },
    { kind: 'below', x: 1.3, y: 0, height: 0.5 },
    { kind: 'above', x: 2.3, y: 0, height: 0 },
    { kind: 'above', x: 0.3, y: 0, height: 0 },
  ]);
  expect(markup).not.toMatch(/<polyline|class="dot"/);
});

test('SPAE: bars of the gains of sentences, and the potential as a line on the same scale', () => {
  const own = units('sentence', [-1, 0, 1, 1, -1], {
    'steps/gain': [0.25, 0.75],
    'steps/potential': [-0.5, 1],
  });
  const markup = drawn(Panel, fed('spae', { groups: [group([answer('tag one two three end', own)])] }));
  expect(words(markup)).toContain('| steps/gain| steps/potential|');
  expect(words(markup)).toContain('|one|two three|0.25|-0.5|0.75|1|');
  expect(barsIn(markup).map(({ height }) => height)).toEqual([0.25, 0.75]);
  expect(markup).toContain('<polyline points="0.5,0.5 1.5,-1"');
  expect([...markup.matchAll(/class="dot" d="([^"]*)"/g)].map(([, d]) => d)).toEqual(['M0.5 0.5h0', 'M1.5 -1h0']);
});

test('a number per token: neighbours that share one are a part, 0 is none', () => {
  const signals = { 'path/gain': Float32Array.of(0, 0.5, 0.5, -1, 0, 0.5, NaN) };
  const one = answer('a b c d e f g', { signals });
  const markup = drawn(Panel, fed('igpo', { groups: [group([one])], options: { bars: 'path/gain' } }));
  expect(words(markup)).toContain('|b c|d|f|0.5|-1|0.5|');
  expect(markup).toContain('aria-label="path/gain of each part: 0.5, -1, 0.5"');
});

test('an answer without parts says so, a group without the signal gets a sentence', () => {
  const own = units('turn', [0], { 'gold/gain': [1] });
  const mixed = fed('igpo', { groups: [group([answer('a', { advantage: 1, ...own }), answer('b')])] });
  expect(words(drawn(Panel, mixed))).toContain(
    'Worst answer (no. 2)| |advantage 0.00, reward 0.00|This answer has no such part.|',
  );
  const other = units('sentence', [0], { 'gold/gain': [1] });
  const none = fed('igpo', { groups: [group([answer('a', other)])] });
  expect(words(drawn(Panel, none))).toMatch(/^\|The answers of this step do not carry/);
});

// What: the rule "threeViews" on made places: which are asked three times, where the third region lies, and that the seed decides it.
import { expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Drawn } from '../../src/blocks/step.ts';
import { place } from '../training/tinyStep.ts';

const block = blocksIn('data').get('threeViews')!;
const own = defaultsOf(block, 'threeViews');
const boxes = [[0.1, 0.1, 0.4, 0.3] as const];
const draw = (given: readonly Drawn[], seed = 5, step = 1) => block.draw!(given, { seed, step } as never, own);

it('asks a third of the questions three times, and keeps the size of the step', () => {
  const drawn = draw(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => place(id, id === 'a' ? {} : { truth: { boxes } })),
  );
  expect(drawn.map(({ prompt, view, tags }) => [prompt.id, view, tags['masked'], tags['variant']])).toEqual([
    ['b', 'clean', 0, 0],
    ['b', 'evidenceMasked', 1, 1],
    ['b', 'otherMasked', 0, 2],
    ['c', 'clean', 0, 0],
    ['c', 'evidenceMasked', 1, 1],
    ['c', 'otherMasked', 0, 2],
    ['a', 'clean', 0, undefined],
  ]);
});

it('masks another region of the same size, which the seed decides', () => {
  const regions = Array.from({ length: 40 }, (_, seed) => {
    const { tags } = draw(
      [0, 1, 2].map((n) => place(`p${n}`, { truth: { boxes } })),
      seed,
    )[2]!;
    return ['mask_x0', 'mask_y0', 'mask_x1', 'mask_y1'].map((name) => tags[name]!);
  });
  for (const [x0, y0, x1, y1] of regions) {
    expect([x1! - x0!, y1! - y0!]).toEqual([expect.closeTo(0.3, 6), expect.closeTo(0.2, 6)]);
    expect(x0! >= 0 && y0! >= 0 && x1! <= 1 && y1! <= 1).toBe(true);
    expect(x0! >= 0.4 || x1! <= 0.1 || y0! >= 0.3 || y1! <= 0.1).toBe(true);
  }
  expect(new Set(regions.map(String)).size).toBe(40);
  const again = draw(
    [0, 1, 2].map((n) => place(`p${n}`, { truth: { boxes } })),
    7,
  )[2]!;
  expect(again.tags['mask_x0']).toBe(regions[7]![0]);
});

it('asks with the clean picture where no region is left, and names a missing view', () => {
  const full = draw([0, 1, 2].map((n) => place(`p${n}`, { truth: { boxes: [[0, 0, 1, 1]] } })));
  expect(full.map(({ view }) => view)).toEqual(['clean', 'evidenceMasked', 'clean']);
  expect(block.problem!(own, { views: ['evidenceMasked'] } as never)).toContain('maskTagged:otherMasked');
  expect(block.problem!(own, { views: ['evidenceMasked', 'otherMasked'] } as never)).toBeNull();
});

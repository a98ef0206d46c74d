// What: view "maskTagged": the region of the tags, and a clean picture without one.
import { expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { place } from '../training/tinyStep.ts';

const block = blocksIn('view').get('maskTagged')!;
const own = defaultsOf(block, 'other');

it('masks the region that the tags tell', () => {
  const tags = { mask_x0: 0.1, mask_y0: 0.2, mask_x1: 0.3, mask_y1: 0.4 };
  expect(block.of(place('a', { tags }), own)).toEqual({ kind: 'mask', boxes: [[0.1, 0.2, 0.3, 0.4]] });
  expect(block.of(place('a', { tags: { mask_x0: 0.1 } }), own)).toEqual({ kind: 'clean' });
  expect(block.of(place('a'), own)).toEqual({ kind: 'clean' });
});

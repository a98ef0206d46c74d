// What: view "maskTruth": the true boxes, all of them, and a clean picture where there is none.
import { expect, it } from 'vitest';
import type { Box } from '../../src/1-image/types.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { place } from '../training/tinyStep.ts';

const block = blocksIn('view').get('maskTruth')!;
const own = defaultsOf(block, 'hidden');

it('masks every true box of the place', () => {
  const boxes: Box[] = [
    [0, 0, 0.5, 0.5],
    [0.6, 0.6, 0.9, 1],
  ];
  expect(block.of(place('a', { truth: { boxes } }), own)).toEqual({ kind: 'mask', boxes });
});

it.each([{}, { boxes: [] }, { answer: 'red' }])('stays clean with the truth %j', (truth) => {
  expect(block.of(place('a', { truth }), own)).toEqual({ kind: 'clean' });
});

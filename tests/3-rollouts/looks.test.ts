// What: the probe "looks" counts what came back to each rollout, and is found by the signal that a reward needs.
import { expect, it } from 'vitest';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Sampled } from '../../src/blocks/step.ts';

const block = blocksIn('probe').get('looks')!;
const own = { as: 'looks' } as never;
const step = (looks?: { row: number }[]) =>
  ({ rollouts: { lengths: new Int32Array(3), ...(looks && { turns: { looks } }) } }) as unknown as Sampled;

it('counts pictures by rollout', async () => {
  const found = await block.probe(step([{ row: 2 }, { row: 0 }, { row: 2 }]), own);
  expect([...found.get('looks/count')!.values]).toEqual([1, 0, 2]);
  expect(block.count!(step(), found, own)).toEqual({ 'looks/mean': 1 });
  expect([...(await block.probe(step(), own)).get('looks/count')!.values]).toEqual([0, 0, 0]);
});

it('is derived from the name of its signal', () => {
  const names = { views: [], vectors: [] };
  expect(block.derive!('looks/count', names)).toEqual({ as: 'looks' });
  expect(block.derive!('other/count', names)).toBeNull();
  expect(block.gives({ as: 'seen' } as never)).toEqual(['seen/count']);
});

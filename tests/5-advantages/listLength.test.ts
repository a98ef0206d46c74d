// What: lists of a wanted length: the kernel against its twin, what each kind of list gets by hand, the block's counts.
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { goldenStep } from '../golden/goldenStep.ts';
import { checkKernel } from '../gpu/checkKernel.ts';
import { randomInputs } from '../gpu/randomInputs.ts';

const block = blocksIn('advantage').get('listLength')!;

it.each([
  [1, 1],
  [64, 9],
  [65, 12],
  [130, 3],
])('the kernel equals its twin: %i rollouts of %i tokens', async (rollouts, maxTokens) => {
  const random = randomInputs();
  const size = rollouts * maxTokens;
  await checkKernel({
    kernel: '5-advantages/listLength',
    params: { rollouts, maxTokens, wanted: 3, extra: -0.25, exact: 0.5, early: -0.75 },
    inputs: {
      advantages: random.floats(size),
      items: Int32Array.from(
        { length: size },
        (_, i) => Math.floor((i % maxTokens) / (1 + random.below(3))) - random.below(2),
      ),
      lengths: Int32Array.from({ length: rollouts }, () => random.below(maxTokens + 1)),
      truncated: Uint32Array.from({ length: rollouts }, () => random.below(2)),
    },
    outputs: { shaped: size },
    dispatch: { invocations: rollouts },
    tolerance: { abs: 1e-6, rel: 1e-6 },
  });
});

describe('the shaper', () => {
  const own = { ...defaultsOf(block, 'length'), wanted: 2, extra: -0.5, exact: 1, early: -2 };
  // Exactly two and a stop; two, a line break and a stop; three, cut off; one and a stop; two, cut off; the list in tags.
  const items = [
    [0, 1, 1, 1],
    [0, 1, 1, 2],
    [0, 1, 2, 2],
    [0, 0, -1, -1],
    [0, 0, 1, 1],
    [-1, 0, 1, -1],
  ];
  const lengths = [4, 4, 4, 2, 4, 4];
  const mask = lengths.map((length) => Array.from({ length: 4 }, (_, t) => (t < length ? 1 : 0)));
  const step = goldenStep({ compute: new ReferenceCompute(), mask, units: { item: items } });
  const given = { ...step, rollouts: { ...step.rollouts, truncated: Uint8Array.of(0, 0, 1, 0, 1, 0) } };
  const advantages = Float32Array.from(mask.flat(), (is) => 8 * is);

  it('fines what goes beyond, pays a stop in time, fines one that comes early', async () => {
    const made = await block.shape(given, advantages, own as never, advantages);
    if (!('advantages' in made)) throw new Error('The shaper gives no metrics.');
    expect([...made.advantages]).toEqual([
      ...[8, 8, 8, 1],
      ...[8, 8, 8, -0.5],
      ...[8, 8, 7.5, 7.5],
      ...[8, -2, 0, 0],
      ...[8, 8, 8, 8],
      ...[8, 8, 8, 1],
    ]);
    expect(made.metrics).toEqual({
      'length/items': (2 + 3 + 3 + 1 + 2 + 2) / 6,
      'length/beyond': 2 / 6,
      'length/exact': 2 / 6,
    });
  });

  it('takes from the stop token what its item gave it, even where nothing is paid', async () => {
    const none = { ...own, extra: 0, exact: 0, early: 0 };
    const made = await block.shape(given, advantages, none as never, advantages);
    const shaped = 'advantages' in made ? made.advantages : made;
    expect([...shaped]).toEqual([8, 8, 8, 0, 8, 8, 8, 0, 8, 8, 8, 8, 8, 0, 0, 0, 8, 8, 8, 8, 8, 8, 8, 0]);
  });

  it('needs items', async () => {
    await expect(async () =>
      block.shape({ ...given, units: {} }, advantages, own as never, advantages),
    ).rejects.toThrow(/choose a grammar with items/);
    expect(block.needs!(own as never)).toEqual(['unit/item']);
  });
});

// What: states of blocks are part of the run: with a controller that looks back and a rule that replays, a run goes on through a
// checkpoint file as if it had never stopped, and is the same again from its seed.
import { afterAll, expect, test } from 'vitest';
import { packValue, unpackValue } from '../../src/9-curves/packValue.ts';
import type { Checkpoint } from '../../src/training/checkpoint.ts';
import { NodeSession, policyIn } from './nodeSession.ts';
import { endingBundle, recipe, small } from './recapRun.ts';

const STEPS = 8;
const config = (seed: string) =>
  small(recipe, { 'recapWeights.window': '2', 'replay.share': '0.5', 'replay.capacity': '2', seed });

const open: NodeSession[] = [];
const ready = async (seed: string) => {
  const session = await NodeSession.ready(config(seed), undefined, await endingBundle());
  open.push(session);
  return session;
};
afterAll(async () => {
  for (const session of open) await session.close();
});

test('a run with controller and replay goes on through a checkpoint, bit for bit', { timeout: 240_000 }, async () => {
  const whole = await ready('3');
  await whole.must({ type: 'start', steps: STEPS });
  const first = await ready('3');
  await first.must({ type: 'start', steps: 5 });
  const kept = await first.checkpoint();
  // The states say something by then, and stay within their bounds.
  const { recapWeights, replay } = kept.blocks as { recapWeights: Record<string, number[]>; replay: unknown[] };
  expect(recapWeights['boxIou']).toHaveLength(4);
  expect(replay).toHaveLength(2);
  const file = unpackValue('run', packValue('run', kept)) as Checkpoint;
  const second = await ready('9');
  await second.must({ type: 'restore', checkpoint: file });
  await second.must({ type: 'start', steps: STEPS - 5 });
  expect([...first.metrics(), ...second.metrics()]).toEqual(whole.metrics());
  const [a, b] = [await whole.checkpoint(), await second.checkpoint()];
  expect(policyIn(b).theta).toEqual(policyIn(a).theta);
  expect(b.blocks).toEqual(a.blocks);
  // The last three steps do read those states.
  const bare = await ready('3');
  await bare.must({ type: 'restore', checkpoint: { ...file, blocks: {} } });
  await bare.must({ type: 'start', steps: STEPS - 5 });
  expect(policyIn(await bare.checkpoint()).theta).not.toEqual(policyIn(a).theta);
});

test('the seed replays it; another seed is another run', { timeout: 240_000 }, async () => {
  const made = [];
  for (const seed of ['4', '4', '5']) {
    const session = await ready(seed);
    await session.must({ type: 'start', steps: 4 });
    made.push({ metrics: session.metrics(), blocks: (await session.checkpoint()).blocks });
  }
  expect(made[1]).toEqual(made[0]);
  expect(made[2]).not.toEqual(made[0]);
});

// What: a step that is given up at any of its stages leaves no array behind on the device: one stage at a time, then a reset,
// for each of the nine; a step whose stage fails; pictures of which the second cannot be shown.
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Compute, DeviceArray, KernelRun, KernelSource } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { STAGE_NAMES } from '../../src/training/protocol.ts';
import { NodeSession, prompt, tinyConfig } from './nodeSession.ts';

/** Refuses the kernel `broken` after it has run `passes` times more. */
class FailingCompute extends ReferenceCompute {
  broken = '';
  passes = 0;
  override run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> {
    if (kernel === this.broken && this.passes-- <= 0) return Promise.reject(new Error(`${this.broken} is broken.`));
    return super.run(kernel, run);
  }
}

let session: NodeSession;
let compute: FailingCompute;
const arrays = () => ({ arrays: compute.memory.arrays, bytes: compute.memory.bytes });

beforeAll(async () => {
  const make = (): Promise<Compute> => Promise.resolve((compute = new FailingCompute()));
  const leaves = { probe_view_logps: 'true', beta: '0.1', num_iterations: '2' };
  session = await NodeSession.ready(tinyConfig(leaves), make);
  const images = [40, 70].map((grey) => new Blob([Uint8Array.of(grey)]));
  await session.must({ type: 'setPrompts', prompts: [prompt('a', { images }), prompt('b')] });
  await session.must({ type: 'step' });
}, 60_000);
afterAll(() => session.close());

test.each([...STAGE_NAMES.keys()])('given up after stage %i of the nine', async (stages) => {
  const before = arrays();
  const seen = session.of('stageDone').length;
  for (let s = 0; s <= stages; s++) await session.must({ type: 'stage' });
  expect(session.of('stageDone').length).toBe(seen + stages + 1);
  await session.must({ type: 'reset' });
  expect(arrays()).toEqual(before);
});

test('given up five times in a row, by a reset and by another rank', async () => {
  const before = arrays();
  for (let i = 0; i < 5; i++) {
    await session.must({ type: 'stage' });
    await session.must({ type: 'reset' });
  }
  expect(arrays()).toEqual(before);
  await session.must({ type: 'stage' });
  expect(arrays().arrays).toBeGreaterThan(before.arrays); // the pixels of the two prompts are what is held
  await session.must({ type: 'step' });
  expect(arrays()).toEqual(before);
});

test.each([
  ['1-image/resizeNormalize', 0],
  ['1-image/resizeNormalize', 1],
  ['1-image/resizeNormalize', 4],
  ['1-image/patchDrop', 1],
  ['3-rollouts/sampleTokens', 2],
  ['4-rewards/lengthWindow', 0],
  ['5-advantages/groupAdvantage', 0],
  ['6-loss/tokenCoefficients', 1],
])('a step in which %s fails after %i runs', async (kernel, passes) => {
  const before = arrays();
  Object.assign(compute, { broken: kernel, passes });
  const failed = !(await session.send({ type: 'step' }));
  compute.broken = '';
  expect(failed).toBe(true);
  expect(session.errors().at(-1)).toBe(`${kernel} is broken.`);
  expect(arrays()).toEqual(before);
});

test('looking into a step frees what it made, also where a view fails', async () => {
  await session.must({ type: 'step' });
  const { point } = session.of('stepDone').at(-1)!;
  const before = arrays();
  const look = { step: point.step, group: 0 };
  await session.must({ type: 'inspectGroup', ...look, views: true });
  await session.must({ type: 'inspect', ...look, rollout: 1 });
  expect(arrays()).toEqual(before);
  for (const passes of [1, 3]) {
    Object.assign(compute, { broken: '1-image/resizeNormalize', passes });
    await session.send({ type: 'inspectGroup', ...look, views: true });
    await session.send({ type: 'inspect', ...look, rollout: 1 });
    compute.broken = '';
    expect(arrays(), `${passes} views were made`).toEqual(before);
  }
  expect(session.errors().at(-1)).toMatch(/resizeNormalize is broken/);
});

test('asking for the greedy answers frees what it made', async () => {
  const before = arrays();
  await session.must({ type: 'evaluate', tag: 'now', generations: 2 });
  expect(arrays()).toEqual(before);
  Object.assign(compute, { broken: '3-rollouts/sampleTokens', passes: 1 });
  expect(await session.send({ type: 'evaluate', tag: 'broken' })).toBe(false);
  compute.broken = '';
  expect(arrays()).toEqual(before);
});

test('asking the held-out prompts frees what it made, also where an answer fails', async () => {
  const leaves = { probe_view_logps: 'true', beta: '0.1', num_iterations: '2', eval_steps: '1' };
  await session.must({ type: 'configure', config: tinyConfig(leaves) });
  await session.must({ type: 'setPrompts', prompts: [prompt('a'), prompt('h', { split: 'heldOut' })] });
  const before = arrays();
  await session.must({ type: 'step' });
  expect(session.of('stepDone').at(-1)!.point.metrics).toHaveProperty('eval_reward');
  expect(arrays()).toEqual(before);
  Object.assign(compute, { broken: '1-image/resizeNormalize', passes: 2 }); // clean and probed view of the step come first
  expect(await session.send({ type: 'step' })).toBe(false);
  compute.broken = '';
  expect(arrays()).toEqual(before);
});

test('five hundred stages and resets in random order', { timeout: 300_000 }, async () => {
  await session.must({ type: 'reset' });
  const before = arrays();
  let inStep = false;
  let most = 0;
  for (let i = 0; i < 500; i++) {
    // Philox would do; what matters is that a failure can be repeated.
    const draw = ((i + 1) * 2654435761) % 2 ** 32;
    const resets = draw < 0.2 * 2 ** 32;
    await session.must({ type: resets ? 'reset' : 'stage' });
    inStep = !resets;
    most = Math.max(most, arrays().arrays);
    if (resets) expect(arrays()).toEqual(before);
  }
  if (inStep) await session.must({ type: 'reset' });
  expect(arrays()).toEqual(before);
  expect(most).toBeGreaterThan(before.arrays);
});

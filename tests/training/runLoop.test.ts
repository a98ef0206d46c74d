// What: the loop over steps: how many steps a command lets run, which prompts each sees, the counts that go on over a run, a
// failed step that is dropped, slow motion, and the memory that is told.
import { afterEach, expect, test } from 'vitest';
import type { DeviceArray, KernelRun, KernelSource } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { STAGE_NAMES } from '../../src/training/protocol.ts';
import { NodeSession, prompt, tinyConfig } from './nodeSession.ts';

const TIME = { timeout: 300_000 };
let session: NodeSession;
afterEach(() => session.close());
const ready = async (leaves: Readonly<Record<string, string>> = {}, compute = new ReferenceCompute()) =>
  (session = await NodeSession.ready(tinyConfig(leaves), () => Promise.resolve(compute)));
const states = () => session.of('state').map(({ state }) => state);
const drawn = () => session.of('stepDone').map(({ groups }) => groups.map(({ promptId }) => promptId).join(''));

test('in order, two of three prompts per step; repeated ones stand side by side; the epoch counts', TIME, async () => {
  await ready({ shuffle_dataset: 'false' });
  await session.must({ type: 'start', steps: 3 });
  expect(drawn()).toEqual(['ab', 'ac', 'bc']); // places ab, ca, bc, sorted
  expect(session.metrics().map(({ epoch }) => epoch)).toEqual([2 / 3, 4 / 3, 2]);
  await session.must({ type: 'setPrompts', prompts: [prompt('x'), prompt('h', { split: 'heldOut' })] });
  await session.must({ type: 'step' });
  expect(drawn().at(-1)).toBe('xx');
});

test('tokens are counted over the whole run, the held-out prompts not among them', TIME, async () => {
  await ready({ eval_steps: '1', num_generations_eval: '2' });
  await session.must({ type: 'setPrompts', prompts: [prompt('a'), prompt('h', { split: 'heldOut' })] });
  await session.must({ type: 'start', steps: 2 });
  const length = session.engine.policy.tokenizer.encodePrompt('where is a?', 1).length;
  const written = session
    .of('stepDone')
    .map(({ groups }) =>
      groups.flatMap(({ rollouts }) => rollouts).reduce((sum, { tokens }) => sum + tokens.length, 8 * length),
    );
  expect(session.metrics().map(({ num_tokens }) => num_tokens)).toEqual([written[0], written[0]! + written[1]!]);
  expect(session.of('progress').some(({ what }) => /held-out/.test(what))).toBe(true);
});

test('states: running while it runs, ready at the end of a start, paused after a single step', TIME, async () => {
  await ready();
  const from = states().length;
  await session.must({ type: 'start', steps: 1 });
  expect(states().slice(from)).toEqual(['running', 'ready']);
  await session.must({ type: 'start', steps: 3 });
  expect(session.metrics()).toHaveLength(4);
  await session.must({ type: 'stage' });
  await expect.poll(() => states().at(-1)).toBe('paused');
  await session.must({ type: 'reset' });
  expect(states().at(-1)).toBe('ready');
  expect((await session.checkpoint()).history).toEqual([]);
});

test('a step that fails is dropped whole, and the next one is the step that it would have been', TIME, async () => {
  class Failing extends ReferenceCompute {
    broken = false;
    override run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> {
      return this.broken && kernel === '8-update/sgd'
        ? Promise.reject(new Error('No update.'))
        : super.run(kernel, run);
    }
  }
  const compute = new Failing();
  await ready({}, compute);
  await session.must({ type: 'step' });
  const before = await session.checkpoint();
  compute.broken = true;
  expect(await session.send({ type: 'start', steps: 5 })).toBe(false);
  compute.broken = false;
  expect(session.of('error').at(-1)).toMatchObject({ message: 'No update.', fatal: false, where: 'step' });
  expect(states().at(-1)).toBe('paused');
  expect(await session.checkpoint()).toEqual(before);
  await session.must({ type: 'step' });
  const failed = session.metrics();
  await session.close();
  await ready();
  await session.must({ type: 'start', steps: 2 });
  expect(failed).toEqual(session.metrics());
});

test('slow motion rests before every stage and changes no number; a pause ends a rest', TIME, async () => {
  await ready();
  const started = performance.now();
  await session.must({ type: 'pace', stageMs: 30 });
  await session.must({ type: 'step' });
  expect(performance.now() - started).toBeGreaterThan(0.9 * 30 * STAGE_NAMES.length);
  await session.must({ type: 'pace', stageMs: 600_000 });
  const running = session.send({ type: 'start', steps: 1 });
  await session.must({ type: 'pause' });
  await running;
  expect(session.metrics()).toHaveLength(1);
  await session.must({ type: 'pace', stageMs: 0 });
  await session.must({ type: 'resume' });
  const slow = session.metrics();
  await session.close();
  await ready();
  await session.must({ type: 'start', steps: 2 });
  expect(slow).toEqual(session.metrics());
});

test('after every step the memory is told: the arrays of the compute, and they do not grow', TIME, async () => {
  const compute = new ReferenceCompute();
  await ready({}, compute);
  await session.must({ type: 'start', steps: 3 });
  const told = session.of('memory').map(({ gpuBytes }) => gpuBytes);
  expect(told).toHaveLength(3);
  expect(told.at(-1)).toBe(compute.memory.bytes + compute.memory.stagingBytes);
  expect(told[2]).toBe(told[1]);
  expect(session.of('memory')[0]!.wasmBytes).toBeGreaterThanOrEqual(0);
});

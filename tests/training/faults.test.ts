// What: faults at random points of a run (three each; ROLLSCOPE_FAULT_RUNS=20 makes twenty): what was finished stays, one true sentence is
// said, and the run that goes on ends with the numbers of one that nothing disturbed, to the last bit.
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DeviceArray, KernelRun, KernelSource } from '../../src/gpu/compute.ts';
import { OutOfMemoryError } from '../../src/gpu/errors.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { networkError } from '../../src/ort/errors.ts';
import { OrtSession } from '../../src/ort/session.ts';
import { bundleFiles, NodeSession, policyIn, TINY, tinyConfig } from './nodeSession.ts';

const STEPS = 3;
const RUNS = Number(process.env['ROLLSCOPE_FAULT_RUNS'] ?? 3);
const LONG = 60_000 + 30_000 * RUNS;
const config = () => tinyConfig({ probe_view_logps: 'true', beta: '0.1' });
const files = bundleFiles(TINY);

/** Every call of a kernel or a network is counted; the plan is asked at each. */
interface Plan {
  kernel(call: number): 'lose' | Error | null;
  network(call: number): Error | null;
}
const QUIET: Plan = { kernel: () => null, network: () => null };
let plan = QUIET;
let calls = { kernel: 0, network: 0 };

class FaultyCompute extends ReferenceCompute {
  private tell: (sentence: string) => void = () => {};
  private isGone = false;
  override readonly lost = new Promise<string>((resolve) => (this.tell = resolve));
  override run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> {
    const fault = plan.kernel(++calls.kernel);
    if (fault === 'lose') {
      this.isGone = true;
      this.tell('The GPU device was lost: for the test.');
    }
    if (this.isGone) return new Promise(() => {}); // a dead device does not answer
    return fault instanceof Error ? Promise.reject(fault) : super.run(kernel, run);
  }
}

const realRun = OrtSession.prototype.run;
beforeAll(() => {
  vi.spyOn(OrtSession.prototype, 'run').mockImplementation(function (this: OrtSession, ...given) {
    const fault = plan.network(++calls.network);
    return fault ? Promise.reject(networkError(fault, this.label, 'run')) : realRun.apply(this, given);
  });
});
afterAll(() => vi.restoreAllMocks());

const open: NodeSession[] = [];
async function newSession(): Promise<NodeSession> {
  const session = await NodeSession.ready(config(), () => Promise.resolve(new FaultyCompute()), files);
  open.push(session);
  calls = { kernel: 0, network: 0 };
  return session;
}
afterEach(async () => {
  plan = QUIET;
  for (const session of open.splice(0)) await session.close();
});

const endOf = async (session: NodeSession) => {
  const { theta, firstMoment, secondMoment } = policyIn(await session.checkpoint());
  return { metrics: session.metrics(), theta, firstMoment, secondMoment };
};

interface Undisturbed {
  readonly end: Awaited<ReturnType<typeof endOf>>;
  readonly kernels: number;
  readonly networks: number;
  /** Calls that were made when each step ended. */
  readonly kernelsAt: readonly number[];
  readonly networksAt: readonly number[];
}
let whole: Undisturbed;
beforeAll(async () => {
  const session = await newSession();
  const [kernelsAt, networksAt]: [number[], number[]] = [[], []];
  for (let i = 0; i < STEPS; i++) {
    await session.must({ type: 'step' });
    kernelsAt.push(calls.kernel);
    networksAt.push(calls.network);
  }
  whole = { end: await endOf(session), kernels: calls.kernel, networks: calls.network, kernelsAt, networksAt };
  await session.close();
}, LONG);

/** Whole numbers from 1 to `most`, the same in every run. */
const points = (most: number) =>
  Array.from({ length: RUNS }, (_, i) => 1 + ((((i + 1) * 2654435761) % 2 ** 32) * most) / 2 ** 32).map(Math.floor);
const stepsBefore = (call: number, ends: readonly number[]) => ends.filter((end) => end < call).length;

/** Trains to the end, pressing Play again where the run stopped; how often that was. */
async function trainOn(session: NodeSession): Promise<number> {
  let stops = 0;
  for (let left = STEPS; left > 0; left = STEPS - session.metrics().length) {
    if (await session.send({ type: 'start', steps: left })) continue;
    expect(++stops).toBeLessThan(3);
    expect(session.of('state').at(-1)!.state).toBe('paused');
  }
  return stops;
}

describe(`${RUNS} runs per fault`, () => {
  test('the device is lost', { timeout: LONG }, async () => {
    for (const at of points(whole.kernels)) {
      const session = await newSession();
      plan = { ...QUIET, kernel: (call) => (call === at ? 'lose' : null) };
      expect(await trainOn(session)).toBe(0);
      expect(session.errors()).toEqual([
        `The GPU device was lost: for the test. The network is being loaded again; the run continues after step ${stepsBefore(at, whole.kernelsAt)}.`,
      ]);
      expect(await endOf(session)).toEqual(whole.end);
      await session.close();
    }
  });

  test('it is lost three times in one step', { timeout: LONG }, async () => {
    for (const at of points(whole.kernels)) {
      const session = await newSession();
      let again = 0;
      plan = { ...QUIET, kernel: (call) => (call === at || (call > at && again++ < 2) ? 'lose' : null) };
      expect(await trainOn(session)).toBe(0);
      expect(session.errors()).toHaveLength(3);
      for (const sentence of session.errors())
        expect(sentence).toContain(`continues after step ${stepsBefore(at, whole.kernelsAt)}.`);
      expect(await endOf(session)).toEqual(whole.end);
      await session.close();
    }
  });

  test.each([
    [
      'a run of a network is rejected',
      'failed to call OrtRun(). ERROR_CODE: 1',
      /could not run: failed to call OrtRun.*Try again/,
    ],
    ['no memory is left in a network', 'std::bad_alloc', /^There is no memory left to run .*Use fewer generations/],
  ])('%s', { timeout: LONG }, async (_, detail, sentence) => {
    for (const at of points(whole.networks)) {
      const session = await newSession();
      plan = { ...QUIET, network: (call) => (call === at ? new Error(detail) : null) };
      expect(await trainOn(session)).toBe(1);
      expect(session.errors()).toHaveLength(1);
      expect(session.errors()[0]).toMatch(sentence);
      expect(session.of('error')[0]!.fatal).toBe(false);
      const done = session.of('stepDone').length;
      expect(done).toBe(STEPS);
      expect(await endOf(session)).toEqual(whole.end);
      await session.close();
    }
  });

  test.each([
    [
      'no memory is left on the device',
      () => new OutOfMemoryError('a kernel', 1e9),
      /^The GPU has no room for a kernel .*Use fewer/,
    ],
    [
      'no memory is left for an array',
      () => new RangeError('Array buffer allocation failed'),
      /^There is no memory left for this\. Use fewer/,
    ],
  ])('%s', { timeout: LONG }, async (_, fault, sentence) => {
    for (const at of points(whole.kernels)) {
      const session = await newSession();
      plan = { ...QUIET, kernel: (call) => (call === at ? fault() : null) };
      expect(await trainOn(session)).toBe(1);
      expect(session.errors()).toHaveLength(1);
      expect(session.errors()[0]).toMatch(sentence);
      expect(await endOf(session)).toEqual(whole.end);
      await session.close();
    }
  });
});

test('no memory at load: a sentence, and the next load works', async () => {
  const session = await newSession();
  const create = vi
    .spyOn(OrtSession, 'create')
    .mockRejectedValueOnce(networkError(new Error('std::bad_alloc'), 'the decoder', 'create'));
  expect(await session.send({ type: 'load', files })).toBe(false);
  expect(session.errors().at(-1)).toMatch(/^There is no memory left to load the decoder/);
  expect(session.of('state').at(-1)!.state).toBe('failed');
  create.mockRestore();
  await session.must({ type: 'load', files });
  await session.must({ type: 'start', steps: STEPS });
  expect(await endOf(session)).toEqual(whole.end);
});

// What: a device that is lost again and again: a step is tried three times more, then the run stops with a sentence; what was
// finished before stays. A loss in a later step is counted anew.
import { expect, test } from 'vitest';
import type { DeviceArray, KernelRun, KernelSource } from '../../src/gpu/compute.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { NodeSession, tinyConfig } from './nodeSession.ts';

const MANY = 12;

/** Is lost at the first token of a step for which `isLost` says so. */
class LosableCompute extends ReferenceCompute {
  private tell: (sentence: string) => void = () => {};
  override readonly lost = new Promise<string>((resolve) => (this.tell = resolve));
  constructor(private readonly isLost: (step: number) => boolean) {
    super();
  }
  override run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> {
    if (kernel !== '3-rollouts/sampleTokens' || !this.isLost(run.params['step']!)) return super.run(kernel, run);
    this.tell('The GPU device was lost: for the test.');
    return new Promise(() => {}); // a dead device does not answer
  }
}

/** A session whose devices are counted; the first step ends. */
async function started(isLost: (step: number) => boolean) {
  let devices = 0;
  const session = await NodeSession.ready(tinyConfig(), () => {
    if (++devices > MANY) throw new Error('It is tried for ever.');
    return Promise.resolve(new LosableCompute(isLost));
  });
  await session.must({ type: 'step' });
  expect(devices).toBe(1);
  return { session, devices: () => devices };
}

test('lost at every try: three new devices, then a sentence', { timeout: 300_000 }, async () => {
  let broken = true;
  const { session, devices } = await started((step) => step === 1 && broken);
  const before = await session.checkpoint();
  expect(await session.send({ type: 'step' })).toBe(false);
  expect(devices()).toBe(1 + 3);
  const sentences = session.errors();
  expect(sentences).toHaveLength(4);
  for (const sentence of sentences.slice(0, 3)) expect(sentence).toMatch(/was lost.* continues after step 1\.$/);
  expect(sentences[3]).toMatch(/was lost/);
  expect(session.of('state').at(-1)!.state).toBe('paused');
  expect(await session.checkpoint()).toEqual(before);
  broken = false;
  await session.must({ type: 'step' });
  expect(session.metrics().map(({ step }) => step)).toEqual([1, 2]);
  await session.close();
});

test('three losses in each of two steps stop nothing', { timeout: 300_000 }, async () => {
  const lost = new Map<number, number>();
  const { session, devices } = await started((step) => {
    const count = (lost.get(step) ?? 0) + 1;
    lost.set(step, count);
    return step > 0 && count <= 3;
  });
  await session.must({ type: 'start', steps: 2 });
  expect(devices()).toBe(1 + 3 + 3);
  const whole = await NodeSession.ready(tinyConfig());
  await whole.must({ type: 'start', steps: 3 });
  expect(session.metrics()).toEqual(whole.metrics());
  await session.close();
  await whole.close();
});

// What: a device that is lost in mid-step, and reward shaders that the visitor edits: on a real device (Dawn in Node).
import { expect, test } from 'vitest';
import { shaderText } from '../../src/gpu/kernels.ts';
import { newCompute } from '../gpu/nodeDevice.ts';
import { NodeSession, tinyConfig, policyIn } from './nodeSession.ts';

test('a device lost in mid-step: a sentence, a new device, and the run ends as if nothing had happened', async () => {
  const whole = await NodeSession.ready(tinyConfig(), newCompute);
  await whole.must({ type: 'start', steps: 3 });
  const broken = await NodeSession.ready(tinyConfig(), newCompute);
  await broken.must({ type: 'step' });
  for (let i = 0; i < 3; i++) await broken.must({ type: 'stage' });
  await broken.must({ type: 'loseDevice' });
  await broken.must({ type: 'start', steps: 2 });
  expect(broken.errors()).toHaveLength(1);
  expect(broken.errors()[0]).toMatch(/^The GPU device was lost.* continues after step 1\.$/);
  expect(broken.metrics()).toEqual(whole.metrics());
  expect(policyIn(await broken.checkpoint()).theta).toEqual(policyIn(await whole.checkpoint()).theta);
  await whole.close();
  await broken.close();
});

test('an edited reward is used from the next step; one that does not compile is refused at its line', async () => {
  const session = await NodeSession.ready(tinyConfig(), newCompute);
  const text = shaderText('4-rewards/lengthWindow');
  await session.must({ type: 'step' });
  const broken = text.replace('@compute', 'let x = ;\n@compute');
  expect(await session.send({ type: 'editReward', name: 'lengthWindow', wgsl: broken })).toBe(false);
  const [error] = session.of('error');
  expect(error!.message).toMatch(/lengthWindow/);
  expect(error!.line).toBeGreaterThan(0);
  const half = text.replace(/(column\[\w+\] = )([^;]+);/, '$1 0.25;');
  expect(half).not.toBe(text);
  await session.must({ type: 'editReward', name: 'lengthWindow', wgsl: half });
  await session.must({ type: 'step' });
  await session.must({ type: 'editReward', name: 'lengthWindow', wgsl: null });
  await session.must({ type: 'step' });
  const means = session.metrics().map((point) => point['rewards/lengthWindow/mean']);
  expect(means[1]).toBe(0.25);
  expect(means[2]).not.toBe(0.25);
  await session.close();
});

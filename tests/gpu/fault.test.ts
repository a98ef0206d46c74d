// What: an error that no error scope catches is heard once, in one sentence.
import { expect, test } from 'vitest';
import { newCompute } from './nodeDevice.ts';

test('the first uncaptured error of a device is told, later ones are not', async () => {
  const compute = await newCompute();
  const heard: string[] = [];
  compute.onFault((sentence) => heard.push(sentence));
  for (let i = 0; i < 3; i++)
    compute.device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
  const array = compute.upload(Float32Array.of(1));
  await array.read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(heard).toHaveLength(1);
  expect(heard[0]).toMatch(/^The GPU refused a command \(.+\)\. The run continues/);
  compute.destroy();
});

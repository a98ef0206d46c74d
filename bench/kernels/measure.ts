// What: the two tables of `bench -- --kernels`. Nothing is judged.
import { createCompute } from '../../src/gpu/requestDevice.ts';
import { WebGpuCompute } from '../../src/gpu/webgpuCompute.ts';
import { dawn } from '../../tests/gpu/dawn.ts';
import { largeCases } from './largeCases.ts';
import { largeTable, recipeTable } from './tables.ts';
import type { LargeRow } from './tables.ts';
import { kernelsOfRecipes } from './ofRecipes.ts';
import { Stopwatch } from './stopwatch.ts';

export async function measureKernels(only: string): Promise<void> {
  const compute = await createCompute({ gpu: await dawn() });
  if (!(compute instanceof WebGpuCompute))
    throw new Error('No WebGPU adapter in Node: install Chromium (its SwiftShader driver is used) or a Vulkan driver.');
  console.log(`${compute.description}; Dawn in Node.\n`);
  const watch = new Stopwatch(compute.device);
  const rows: LargeRow[] = [];
  for (const one of largeCases().filter(({ kernel }) => kernel.includes(only))) {
    const inputs = Object.fromEntries(Object.entries(one.inputs).map(([name, data]) => [name, compute.upload(data)]));
    const outputs = Object.fromEntries(
      Object.entries(one.outputs).map(([name, given]) => [
        name,
        compute.upload(typeof given === 'number' ? new Float32Array(given) : given),
      ]),
    );
    const { kernel, params, dispatch } = one;
    const all = [...Object.values(inputs), ...Object.values(outputs)];
    const bytes = one.bytes ?? all.reduce((sum, { length }) => sum + 4 * length, 0);
    const run = () => compute.run(kernel, { params, inputs, outputs, dispatch });
    rows.push({ ...one, bytes, ...(await watch.againstCopy(run, bytes)) });
    process.stderr.write(`${kernel}, ${one.shape}\n`);
    for (const array of all) array.destroy();
  }
  if (rows.length > 0) console.log(`${largeTable(rows)}\n`);
  compute.destroy();
  console.log(recipeTable(await kernelsOfRecipes(only)));
}

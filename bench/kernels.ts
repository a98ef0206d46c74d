// What: `npm run bench -- --kernels`: how close the kernels of logits and parameter size come to the adapter's own copy bandwidth, and what
// every kernel costs that a step of a recipe runs. Dawn in Node; with a Vulkan driver of a GPU (ROLLSCOPE_HARDWARE_GPU=1) it measures that
// GPU. Dawn needs environment variables that must stand before the process starts, so a process of its own does the work.
//   --only TEXT      kernels, or recipes, whose name holds it
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { useSoftwareVulkan as chooseSoftwareVulkan } from '../tests/gpu/softwareVulkan.mjs';
import type { BenchOptions } from './benchOptions.ts';

export function benchKernels({ only }: BenchOptions): Promise<void> {
  chooseSoftwareVulkan();
  const file = join(import.meta.dirname, 'kernels', 'process.ts');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, only], {
    stdio: 'inherit',
    env: process.env,
  });
  return status === 0 ? Promise.resolve() : Promise.reject(new Error('The kernels could not be measured.'));
}

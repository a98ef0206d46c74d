// What: what the WGSL of a named kernel says about its interface, read once per kernel.
import { reflectKernel } from './kernelLayout.ts';
import type { KernelLayout } from './kernelLayout.ts';
import { kernelSource } from './kernels.ts';

const layouts = new Map<string, KernelLayout>();

export function layoutOf(kernel: string): KernelLayout {
  let layout = layouts.get(kernel);
  if (!layout) layouts.set(kernel, (layout = reflectKernel(kernelSource(kernel))));
  return layout;
}

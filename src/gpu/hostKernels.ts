// What: kernels that have an implementation for the host beside their shader, shaders/<stage>/<kernel>.host.ts. It runs, with or without
//   WebGPU, where every input is on the host already and every output is a new array: going to the device and back would take longer.
import type { DeviceArray, HostArray, KernelRun, KernelSource } from './compute.ts';
import { checkRun, isHostArray, typeOfHostArray } from './kernelLayout.ts';
import { layoutOf } from './layoutOf.ts';

/** Inputs and outputs by their WGSL names; outputs are new arrays. */
export type HostKernel = (
  params: Readonly<Record<string, number>>,
  inputs: Readonly<Record<string, HostArray>>,
) => Readonly<Record<string, HostArray>>;

const modules = import.meta.glob<{ readonly host: HostKernel }>('../../shaders/**/*.host.ts');

const own = (array: HostArray): DeviceArray => ({
  type: typeOfHostArray(array),
  length: array.length,
  read: () => Promise.resolve(array),
  destroy: () => undefined,
});

/** Null where the kernel goes to the device. */
export function runOnHost(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> | null {
  if (typeof kernel !== 'string' || run.constants) return null;
  const load = modules[`../../shaders/${kernel}.host.ts`];
  if (!load) return null;
  const inputs = Object.entries(run.inputs);
  if (!inputs.every(([, array]) => isHostArray(array))) return null;
  if (!Object.values(run.outputs).every((given) => typeof given === 'number')) return null;
  return load().then(({ host }) => {
    checkRun(layoutOf(kernel), run);
    const made = host(run.params, Object.fromEntries(inputs) as Record<string, HostArray>);
    return Object.fromEntries(Object.entries(made).map(([name, array]) => [name, own(array)]));
  });
}

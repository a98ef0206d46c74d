// What: Compute without WebGPU: the float64 twins (*.ref.ts) of the shaders run on the CPU. Arrays are kept as 32-bit
// host arrays between runs, so what later stages see is rounded as a GPU would round it.
import type { Compute, DeviceArray, ElementType, HostArray, KernelRun, KernelSource } from './compute.ts';
import type { KernelReference, ReferenceArray } from './compute.ts';
import type { MemoryStatistics } from './deviceMemory.ts';
import { hostArray } from './deviceMemory.ts';
import { KernelError } from './errors.ts';
import { runOnHost } from './hostKernels.ts';
import { checkRun, isHostArray, typeOfHostArray } from './kernelLayout.ts';
import { layoutOf } from './layoutOf.ts';

type ReferenceModule = { readonly reference: KernelReference };
const modules = import.meta.glob<ReferenceModule>('../../shaders/**/*.ref.ts');

/** The reference of a kernel, loaded on first use. */
export async function loadReference(kernel: string): Promise<KernelReference> {
  const load = modules[`../../shaders/${kernel}.ref.ts`];
  if (!load) throw new KernelError(kernel, `there is no reference shaders/${kernel}.ref.ts.`);
  return (await load()).reference;
}

/** A copy for a reference to work on: f32 becomes float64. */
export const widen = (data: HostArray): ReferenceArray =>
  data instanceof Float32Array ? Float64Array.from(data) : data.slice();

class CpuArray implements DeviceArray {
  private alive = true;

  constructor(
    readonly type: ElementType,
    readonly data: HostArray,
    private readonly memory: MemoryStatistics,
  ) {
    memory.bytes += data.byteLength;
    memory.arrays += 1;
  }

  get length(): number {
    return this.data.length;
  }

  read(): Promise<HostArray> {
    return Promise.resolve(this.data.slice());
  }

  destroy(): void {
    if (!this.alive) return;
    this.alive = false;
    this.memory.bytes -= this.data.byteLength;
    this.memory.arrays -= 1;
  }
}

export class ReferenceCompute implements Compute {
  readonly kind = 'reference';
  readonly device = null;
  readonly isSoftware = false;
  readonly lost = new Promise<string>(() => {});
  readonly memory: MemoryStatistics = { bytes: 0, arrays: 0, stagingBytes: 0 };
  /** Runs keep the order of their calls, as on a queue. */
  private previous: Promise<unknown> = Promise.resolve();

  constructor(readonly description = 'CPU (no WebGPU)') {}

  upload(data: HostArray): DeviceArray {
    return new CpuArray(typeOfHostArray(data), data.slice(), this.memory);
  }

  run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> {
    const onHost = runOnHost(kernel, run);
    if (onHost) return onHost;
    if (typeof kernel !== 'string') {
      const why = 'Edited shaders need WebGPU; this browser has none, so only the built-in ones run.';
      return Promise.reject(new KernelError(kernel.name, why));
    }
    const done = this.previous.then(() => this.runNow(kernel, run));
    this.previous = done.catch(() => undefined);
    return done;
  }

  destroy(): void {}

  private async runNow(kernel: string, run: KernelRun): Promise<Record<string, DeviceArray>> {
    const reference = await loadReference(kernel);
    const layout = layoutOf(kernel);
    checkRun(layout, run);
    const outputs: Record<string, CpuArray> = {};
    const buffers: Record<string, ReferenceArray> = {};
    for (const { name, type } of layout.storage) {
      const given = run.inputs[name] ?? run.outputs[name]!;
      const array = typeof given === 'number' ? this.zeros(type, given) : given;
      buffers[name] = widen(isHostArray(array) ? array : (array as CpuArray).data);
      if (name in run.outputs) outputs[name] = array as CpuArray;
    }
    reference({ ...run.params, ...run.constants }, buffers);
    for (const [name, array] of Object.entries(outputs)) array.data.set(buffers[name]!);
    return outputs;
  }

  private zeros(type: ElementType, length: number): CpuArray {
    return new CpuArray(type, hostArray(type, new ArrayBuffer(length * 4)), this.memory);
  }
}

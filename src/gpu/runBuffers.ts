// What: the buffers of one run: host inputs are uploaded for its duration, outputs given by length are made.
import type { DeviceArray, ElementType, HostArray, KernelRun } from './compute.ts';
import { byteLengthOf } from './deviceMemory.ts';
import type { KernelLayout } from './kernelLayout.ts';
import { isHostArray } from './kernelLayout.ts';

export interface Allocator {
  allocate(label: string, type: ElementType, length: number): DeviceArray;
  upload(data: HostArray): DeviceArray;
}

export class RunBuffers {
  readonly entries: GPUBindGroupEntry[] = [];
  readonly outputs: Record<string, DeviceArray> = {};
  private readonly created: DeviceArray[] = [];
  private readonly temporary: DeviceArray[] = [];

  constructor(
    private readonly layout: KernelLayout,
    private readonly allocator: Allocator,
  ) {}

  /** May throw an OutOfMemoryError; what was made until then is freed by `free('all')`. */
  bind(run: KernelRun): void {
    for (const { name, binding, type } of this.layout.storage) {
      const array = this.arrayFor(name, type, run.inputs[name] ?? run.outputs[name]!);
      if (name in run.outputs) this.outputs[name] = array;
      this.entries.push({ binding, resource: { buffer: array.buffer!, size: byteLengthOf(array.length) } });
    }
  }

  /** Bytes of the arrays that this run made. */
  get bytes(): number {
    return this.created.reduce((sum, { length }) => sum + byteLengthOf(length), 0);
  }

  free(which: 'temporary' | 'all'): void {
    for (const array of this.temporary) array.destroy();
    if (which === 'all') for (const array of this.created) array.destroy();
  }

  private arrayFor(name: string, type: ElementType, given: number | HostArray | DeviceArray): DeviceArray {
    if (typeof given === 'number') {
      const array = this.allocator.allocate(`${this.layout.kernel} ${name}`, type, given);
      this.created.push(array);
      return array;
    }
    if (!isHostArray(given)) return given;
    const array = this.allocator.upload(given);
    this.temporary.push(array);
    return array;
  }
}

// What: the shaders' float64 references with nothing rounded between them. ReferenceCompute keeps 32-bit arrays, as a GPU does,
// and a loss that nearly cancels then misses a golden value's fifth digit.
import type { Compute, DeviceArray, ElementType, HostArray, KernelRun, KernelSource } from '../../src/gpu/compute.ts';
import type { ReferenceArray } from '../../src/gpu/compute.ts';
import { reflectKernel } from '../../src/gpu/kernelLayout.ts';
import type { KernelLayout } from '../../src/gpu/kernelLayout.ts';
import { kernelSource } from '../../src/gpu/kernels.ts';
import { loadReference } from '../../src/gpu/referenceCompute.ts';

/** What `read` returns is a Float64Array where the kernel says f32: it has the same methods. */
const asHost = (data: ReferenceArray) => data as unknown as HostArray;

class DoubleArray implements DeviceArray {
  constructor(
    readonly type: ElementType,
    readonly data: ReferenceArray,
  ) {}

  get length(): number {
    return this.data.length;
  }

  read(): Promise<HostArray> {
    return Promise.resolve(asHost(this.data.slice()));
  }

  destroy(): void {}
}

const typeOf = (data: ArrayBufferView): ElementType =>
  data instanceof Int32Array ? 'i32' : data instanceof Uint32Array ? 'u32' : 'f32';

function copyOf(data: ArrayBufferView): ReferenceArray {
  if (data instanceof Float32Array || data instanceof Float64Array) return Float64Array.from(data);
  return (data as Int32Array | Uint32Array).slice();
}

function zeros(type: ElementType, length: number): ReferenceArray {
  if (type === 'f32') return new Float64Array(length);
  return type === 'i32' ? new Int32Array(length) : new Uint32Array(length);
}

export class Float64Compute implements Compute {
  readonly isSoftware = false;
  readonly kind = 'reference';
  readonly device = null;
  readonly description = 'CPU, float64';
  readonly lost = new Promise<string>(() => {});
  private readonly layouts = new Map<string, KernelLayout>();

  upload(data: HostArray): DeviceArray {
    return new DoubleArray(typeOf(data), copyOf(data));
  }

  async run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> {
    if (typeof kernel !== 'string') throw new Error(`${kernel.name} is an edited shader: it has no reference.`);
    const reference = await loadReference(kernel);
    const buffers: Record<string, ReferenceArray> = {};
    const outputs: Record<string, DoubleArray> = {};
    for (const { name, type } of this.layoutOf(kernel).storage) {
      const given = run.inputs[name] ?? run.outputs[name];
      if (given === undefined) throw new Error(`${kernel}: the buffer '${name}' is missing.`);
      if (typeof given === 'number') buffers[name] = zeros(type, given);
      else if (given instanceof DoubleArray) buffers[name] = name in run.outputs ? given.data : given.data.slice();
      else buffers[name] = copyOf(given as HostArray);
      if (name in run.outputs)
        outputs[name] = given instanceof DoubleArray ? given : new DoubleArray(type, buffers[name]);
    }
    reference({ ...run.params, ...run.constants }, buffers);
    return outputs;
  }

  destroy(): void {}

  private layoutOf(kernel: string): KernelLayout {
    let layout = this.layouts.get(kernel);
    if (!layout) this.layouts.set(kernel, (layout = reflectKernel(kernelSource(kernel))));
    return layout;
  }
}

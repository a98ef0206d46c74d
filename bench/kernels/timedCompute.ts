// What: a compute that waits for each kernel and notes its time and its bytes. Kernels that stay on the host (shaders/**/*.host.ts) count too.
// Units: milliseconds from the call until the device is idle: launch and waiting included, which is what a small kernel costs.
import type { Compute, DeviceArray, HostArray, KernelRun, KernelSource } from '../../src/gpu/compute.ts';
import type { WebGpuCompute } from '../../src/gpu/webgpuCompute.ts';

export interface NotedRun {
  readonly milliseconds: number;
  readonly bytes: number;
}

export class TimedCompute implements Compute {
  readonly kind = 'webgpu';
  readonly isSoftware = false; // so that the update's kernels are measured, too
  readonly device: GPUDevice;
  readonly description: string;
  readonly lost: Promise<string>;
  readonly runs = new Map<string, NotedRun[]>();

  constructor(private readonly inner: WebGpuCompute) {
    ({ device: this.device, description: this.description, lost: this.lost } = inner);
  }

  upload(data: HostArray): DeviceArray {
    return this.inner.upload(data);
  }

  async run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> {
    await this.device.queue.onSubmittedWorkDone();
    const start = performance.now();
    const outputs = await this.inner.run(kernel, run);
    await this.device.queue.onSubmittedWorkDone();
    const milliseconds = performance.now() - start;
    const given = Object.values(run.inputs).reduce((sum, { length }) => sum + length, 0);
    const made = Object.values(outputs).reduce((sum, { length }) => sum + length, 0);
    const name = typeof kernel === 'string' ? kernel : kernel.name;
    const noted = this.runs.get(name) ?? [];
    this.runs.set(name, [...noted, { milliseconds, bytes: 4 * (given + made) }]);
    return outputs;
  }

  destroy(): void {
    this.inner.destroy();
  }
}

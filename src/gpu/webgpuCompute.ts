// What: Compute on a GPUDevice. Runs are ordered on the device's queue: run() returns when the commands are accepted,
// only read() waits for the GPU. Every failure is a named error (errors.ts).
import type { Compute, DeviceArray, ElementType, HostArray, KernelRun, KernelSource } from './compute.ts';
import { byteLengthOf, GpuArray, hostArray, StagingPool } from './deviceMemory.ts';
import type { MemoryStatistics } from './deviceMemory.ts';
import { dispatchSize } from './dispatchSize.ts';
import { DeviceLostError, KernelError, OutOfMemoryError } from './errors.ts';
import { checkRun, packParams, typeOfHostArray } from './kernelLayout.ts';
import { runOnHost } from './hostKernels.ts';
import { kernelSource, withConstants } from './kernels.ts';
import { PipelineCache } from './pipelines.ts';
import type { Pipeline } from './pipelines.ts';
import { PendingCalls } from './pendingCalls.ts';
import { RunBuffers } from './runBuffers.ts';
import type { Allocator } from './runBuffers.ts';

export interface WebGpuOptions {
  readonly description: string;
  /** Take the workgroup sizes that kernels name for software adapters. */
  readonly softwareSizes: boolean;
}

export class WebGpuCompute implements Compute {
  readonly kind = 'webgpu';
  readonly memory: MemoryStatistics = { bytes: 0, arrays: 0, stagingBytes: 0 };
  readonly lost: Promise<string>;
  readonly description: string;
  readonly isSoftware: boolean;
  private readonly pipelines: PipelineCache;
  private readonly staging: StagingPool;
  private readonly pending = new PendingCalls();
  /** Runs keep their order even when the first has still to compile. */
  private previous: Promise<unknown> = Promise.resolve();
  private closed = false;
  /** upload() cannot wait for the device's answer: the run that meets the failed buffer reports it. */
  private uploadFailure: OutOfMemoryError | null = null;
  private readonly allocator: Allocator = {
    allocate: (label, type, length) => this.allocate(label, type, length),
    upload: (data) => this.uploadNow(data),
  };

  constructor(
    readonly device: GPUDevice,
    { description, softwareSizes }: WebGpuOptions,
  ) {
    this.description = description;
    this.isSoftware = softwareSizes;
    this.pipelines = new PipelineCache(device, softwareSizes);
    this.staging = new StagingPool(device, this.memory);
    this.lost = new Promise((resolve) => {
      void device.lost.then((info) => {
        const why = info.message ? ` (${info.message.trim()})` : '';
        const sentence = this.closed ? 'The GPU device was closed.' : `The GPU device was lost${why}.`;
        this.pending.end(new DeviceLostError(sentence));
        if (!this.closed) resolve(sentence);
      });
    });
  }

  onFault(listener: (sentence: string) => void): void {
    const hear = ({ error }: GPUUncapturedErrorEvent) => {
      const [first] = error.message.trim().split('\n');
      listener(`The GPU refused a command (${first}). The run continues; if its numbers look wrong, reset it.`);
    };
    this.device.addEventListener('uncapturederror', hear, { once: true });
  }

  upload(data: HostArray): DeviceArray {
    this.device.pushErrorScope('out-of-memory');
    const array = this.uploadNow(data);
    void this.device.popErrorScope().then((error) => {
      if (error) this.uploadFailure = new OutOfMemoryError('an upload', byteLengthOf(data.length));
    });
    return array;
  }

  private uploadNow(data: HostArray): DeviceArray {
    const array = this.allocate('upload', typeOfHostArray(data), data.length);
    this.device.queue.writeBuffer(array.buffer, 0, data as HostArray & { buffer: ArrayBuffer });
    return array;
  }

  /** A view of a storage buffer that belongs to someone else, such as a tensor of the network. */
  adopt(buffer: GPUBuffer, type: ElementType, length: number): DeviceArray {
    return new GpuArray(type, length, buffer, (array) => this.read(array), this.memory, false);
  }

  run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>> {
    const onHost = runOnHost(kernel, run);
    if (onHost) return onHost;
    const { constants } = run;
    const ready =
      typeof kernel === 'string'
        ? this.pipelines.named(constants ? `${kernel} ${JSON.stringify(constants)}` : kernel, () =>
            withConstants(kernelSource(kernel), constants),
          )
        : this.pipelines.edited(withConstants(kernel, constants));
    const before = this.previous;
    // No await between a run's push and pop of error scopes: they are a stack of the device.
    const submitted = ready.then(async (pipeline) => {
      await before;
      return this.submit(pipeline, run);
    });
    this.previous = submitted.then(
      () => undefined,
      () => undefined,
    );
    return this.pending.track(submitted.then(({ settled }) => settled));
  }

  destroy(): void {
    if (this.closed) return;
    this.closed = true;
    this.device.destroy();
    this.pending.end(new DeviceLostError('The GPU device was closed.'));
  }

  private submit(pipeline: Pipeline, run: KernelRun): { settled: Promise<Record<string, DeviceArray>> } {
    const { layout } = pipeline;
    checkRun(layout, run);
    const [x, y] = dispatchSize(run.dispatch, pipeline.workgroupSize);
    const { device } = this;
    const buffers = new RunBuffers(layout, this.allocator);
    device.pushErrorScope('validation');
    device.pushErrorScope('out-of-memory');
    let refused: unknown = null;
    try {
      buffers.bind(run);
      if (x > 0) this.encode(pipeline, run, buffers.entries, x, y);
    } catch (error) {
      refused = error;
    }
    buffers.free(refused ? 'all' : 'temporary');
    const scopes = Promise.all([device.popErrorScope(), device.popErrorScope()]);
    const settled = scopes.then(([memoryError, validationError]) => {
      if (!memoryError && !validationError && !refused) return buffers.outputs;
      buffers.free('all');
      if (memoryError) throw new OutOfMemoryError(`the buffers of ${layout.kernel}`, buffers.bytes);
      const failure = refused ?? this.uploadFailure ?? new KernelError(layout.kernel, validationError!.message);
      this.uploadFailure = null;
      throw failure;
    });
    return { settled };
  }

  private encode(pipeline: Pipeline, run: KernelRun, buffers: GPUBindGroupEntry[], x: number, y: number): void {
    const { layout, paramsBuffer } = pipeline;
    const label = layout.kernel;
    const entries = [...buffers];
    if (paramsBuffer) {
      this.device.queue.writeBuffer(paramsBuffer, 0, packParams(layout, run.params));
      entries.push({ binding: layout.params!.binding, resource: { buffer: paramsBuffer } });
    }
    const group = this.device.createBindGroup({ label, layout: pipeline.bindGroupLayout, entries });
    const encoder = this.device.createCommandEncoder({ label });
    const pass = encoder.beginComputePass({ label });
    pass.setPipeline(pipeline.pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(x, y);
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }

  private allocate(label: string, type: ElementType, length: number): GpuArray {
    const size = byteLengthOf(length);
    const { maxBufferSize, maxStorageBufferBindingSize } = this.device.limits;
    if (size > Math.min(maxBufferSize, maxStorageBufferBindingSize)) throw new OutOfMemoryError(`'${label}'`, size);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = this.device.createBuffer({ label, size, usage });
    return new GpuArray(type, length, buffer, (array) => this.read(array), this.memory, true);
  }

  private read(array: GpuArray): Promise<HostArray> {
    if (array.length === 0) return Promise.resolve(hostArray(array.type, new ArrayBuffer(0)));
    return this.pending.track(this.copyBack(array));
  }

  private async copyBack(array: GpuArray): Promise<HostArray> {
    await this.previous; // a run that was not awaited may still be compiling
    return this.staging.copyBack(array);
  }
}

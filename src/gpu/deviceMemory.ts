// What: the storage buffers that live on the device, and the way back to host memory.
// Every buffer is counted, so a test can show that memory stays flat. Staging buffers are pooled by size (powers of two).
import type { DeviceArray, ElementType, HostArray } from './compute.ts';
import { KernelError } from './errors.ts';

export interface MemoryStatistics {
  /** Bytes of arrays that are alive. */
  bytes: number;
  arrays: number;
  /** Bytes of pooled staging buffers. */
  stagingBytes: number;
}

const SMALLEST_STAGING = 4096;
const MAX_POOLED_BYTES = 64 * 2 ** 20;

/** A WebGPU binding cannot be empty: an array of length 0 occupies 4 bytes. */
export const byteLengthOf = (length: number) => Math.max(4, length * 4);

export class StagingPool {
  private readonly free = new Map<number, GPUBuffer[]>();

  constructor(
    private readonly device: GPUDevice,
    private readonly memory: MemoryStatistics,
  ) {}

  private take(bytes: number): GPUBuffer {
    const size = 2 ** Math.ceil(Math.log2(Math.max(SMALLEST_STAGING, bytes)));
    const pooled = this.free.get(size)?.pop();
    if (pooled) return pooled;
    this.memory.stagingBytes += size;
    return this.device.createBuffer({
      label: 'staging',
      size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
  }

  /** The content of an array, as of the commands submitted so far. */
  async copyBack({ buffer, type, length }: GpuArray): Promise<HostArray> {
    const bytes = length * 4;
    const staging = this.take(bytes);
    const encoder = this.device.createCommandEncoder({ label: `read ${buffer.label}` });
    encoder.copyBufferToBuffer(buffer, 0, staging, 0, bytes);
    this.device.queue.submit([encoder.finish()]);
    try {
      await staging.mapAsync(GPUMapMode.READ, 0, bytes);
    } catch (error) {
      this.drop(staging);
      throw new KernelError(`read ${buffer.label}`, (error as Error).message);
    }
    const data = hostArray(type, staging.getMappedRange(0, bytes).slice(0));
    staging.unmap();
    this.give(staging);
    return data;
  }

  /** Gives back an unmapped buffer. */
  private give(buffer: GPUBuffer): void {
    if (this.memory.stagingBytes > MAX_POOLED_BYTES) return this.drop(buffer);
    const list = this.free.get(buffer.size) ?? [];
    list.push(buffer);
    this.free.set(buffer.size, list);
  }

  private drop(buffer: GPUBuffer): void {
    this.memory.stagingBytes -= buffer.size;
    buffer.destroy();
  }
}

export class GpuArray implements DeviceArray {
  private alive = true;

  constructor(
    readonly type: ElementType,
    readonly length: number,
    readonly buffer: GPUBuffer,
    private readonly readArray: (array: GpuArray) => Promise<HostArray>,
    private readonly memory: MemoryStatistics,
    /** False for a buffer of another owner (a tensor of the network): it is neither counted nor destroyed. */
    private readonly owned: boolean,
  ) {
    if (!owned) return;
    memory.bytes += buffer.size;
    memory.arrays += 1;
  }

  read(): Promise<HostArray> {
    if (!this.alive) return Promise.reject(new Error(`The array ${this.buffer.label} was read after destroy().`));
    return this.readArray(this);
  }

  destroy(): void {
    if (!this.alive) return;
    this.alive = false;
    if (!this.owned) return;
    this.memory.bytes -= this.buffer.size;
    this.memory.arrays -= 1;
    this.buffer.destroy();
  }
}

export function hostArray(type: ElementType, bytes: ArrayBuffer): HostArray {
  if (type === 'f32') return new Float32Array(bytes);
  return type === 'i32' ? new Int32Array(bytes) : new Uint32Array(bytes);
}

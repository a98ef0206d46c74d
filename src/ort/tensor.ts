// What: tensors that go into and come out of a session, on the host or on the GPU device, without ORT's own type.
// Units: int64 data is BigInt64Array, bool is Uint8Array (0 or 1), as ORT has them.
import type { Tensor as OrtTensor } from 'onnxruntime-web';
import type { DeviceArray } from '../gpu/compute.ts';
import type { Ort } from './runtime.ts';

export type TensorType = 'float32' | 'int32' | 'int64' | 'bool';
export type HostData = Float32Array | Int32Array | BigInt64Array | Uint8Array;

export interface Tensor {
  readonly dataType: TensorType;
  readonly dims: readonly number[];
  /** The values, where the tensor is on the host. */
  readonly data: HostData | null;
  /** The storage buffer, where it is on the device. */
  readonly buffer: GPUBuffer | null;
  /** The values as float32, read back where needed. */
  floats(): Promise<Float32Array>;
  /** Frees what the session made; nothing for host tensors and for buffers of another owner. */
  dispose(): void;
}

export type Tensors = Readonly<Record<string, Tensor>>;

export const sizeOf = (dims: readonly number[]): number => dims.reduce((a, b) => a * b, 1);

class HostTensor implements Tensor {
  readonly buffer = null;
  constructor(
    readonly dataType: TensorType,
    readonly data: HostData,
    readonly dims: readonly number[],
  ) {
    if (data.length !== sizeOf(dims))
      throw new Error(`A tensor of shape [${dims.join(', ')}] cannot hold ${data.length} values.`);
  }
  floats(): Promise<Float32Array> {
    return Promise.resolve(this.data as Float32Array);
  }
  dispose(): void {}
}

/** A tensor on the device; `made` is ORT's tensor where ORT owns the buffer. */
class DeviceTensor implements Tensor {
  readonly data = null;
  constructor(
    readonly dataType: TensorType,
    readonly buffer: GPUBuffer,
    readonly dims: readonly number[],
    private readonly made: OrtTensor | DeviceArray,
  ) {}
  async floats(): Promise<Float32Array> {
    return (await ('read' in this.made ? this.made.read() : this.made.getData())) as Float32Array;
  }
  dispose(): void {
    if (!('read' in this.made)) this.made.dispose();
  }
}

export const float32 = (data: Float32Array, dims: readonly number[]): Tensor => new HostTensor('float32', data, dims);
export const int32 = (data: Int32Array, dims: readonly number[]): Tensor => new HostTensor('int32', data, dims);
export const bool = (data: Uint8Array, dims: readonly number[]): Tensor => new HostTensor('bool', data, dims);
export const int64 = (values: ArrayLike<number>, dims: readonly number[]): Tensor =>
  new HostTensor(
    'int64',
    BigInt64Array.from({ length: values.length }, (_, i) => BigInt(values[i]!)),
    dims,
  );

/** A float32 array of ours as a tensor; on the device where it has a buffer. The owner of the array destroys it. */
export function fromDevice(array: DeviceArray, dims: readonly number[]): Tensor {
  if (!array.buffer) throw new Error('This array is not on a GPU device; give its host values to the session.');
  return new DeviceTensor(array.type === 'f32' ? 'float32' : 'int32', array.buffer, dims, array);
}

export function toOrt(ort: Ort, tensor: Tensor): OrtTensor {
  const { dataType, dims, data, buffer } = tensor;
  if (buffer) return ort.Tensor.fromGpuBuffer(buffer, { dataType, dims: [...dims] });
  return new ort.Tensor(dataType, data as Float32Array, dims);
}

export function fromOrt(tensor: OrtTensor): Tensor {
  const dataType = tensor.type as TensorType;
  if (tensor.location === 'gpu-buffer')
    return new DeviceTensor(dataType, tensor.gpuBuffer as unknown as GPUBuffer, tensor.dims, tensor);
  return new HostTensor(dataType, tensor.data as HostData, tensor.dims);
}

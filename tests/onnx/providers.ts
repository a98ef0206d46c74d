// What: runs models on ORT: its WASM build, and its WebGPU build on Dawn (npm `webgpu`), both inside Node. Every call of a
//   provider goes through one queue: overlapping runs corrupt the WebGPU build.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Ort from 'onnxruntime-web/wasm';
import type { DataType, OnnxGraph } from '../../src/onnx/graph.ts';
import { writeModel } from '../../src/onnx/writeModel.ts';
import { dawn } from '../gpu/nodeDevice.ts';
import type { Feeds } from './oracle.ts';

export interface Result {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}
export type Results = Readonly<Record<string, Result>>;

export interface Provider {
  readonly name: string;
  /** Creates a session, runs it once, and releases it. */
  run(graph: OnnxGraph, feeds: Feeds): Promise<Results[]>;
  /** A session that stays, to be run on the same inputs again and again. */
  open(graph: OnnxGraph, feeds: Feeds): Promise<OpenSession>;
}

export interface OpenSession {
  run(): Promise<Results>;
  release(): Promise<void>;
}

const folder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'));
const binary = (name: string): ArrayBuffer => readFileSync(join(folder, name)) as unknown as ArrayBuffer;

function typedData(dataType: DataType, data: Float64Array) {
  switch (dataType) {
    case 'int64':
      return BigInt64Array.from(data, (value) => BigInt(value));
    case 'int32':
      return Int32Array.from(data);
    case 'bool':
    case 'uint8':
      return Uint8Array.from(data);
    default:
      return Float32Array.from(data);
  }
}

function provider(name: string, ort: typeof Ort, options: Ort.InferenceSession.SessionOptions): Provider {
  let queue: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(job: () => Promise<T>): Promise<T> => {
    const next = queue.then(job);
    queue = next.catch(() => undefined);
    return next;
  };
  const open = async (graph: OnnxGraph, feeds: Feeds): Promise<OpenSession> => {
    const make = () => ort.InferenceSession.create(writeModel(graph), { ...options, logSeverityLevel: 3 });
    const session = await inOrder(make);
    const inputs = Object.fromEntries(
      graph.inputs.map(({ name: input, dataType }) => {
        const { data, shape } = feeds[input]!;
        return [input, new ort.Tensor(dataType as 'float32', typedData(dataType, data) as Float32Array, shape)];
      }),
    );
    const run = async (): Promise<Results> => {
      const outputs = Object.entries(await session.run(inputs));
      return Object.fromEntries(
        outputs.map(([key, { data, dims }]) => [key, { data: (data as Float32Array).slice(), shape: [...dims] }]),
      );
    };
    return { run: () => inOrder(run), release: () => inOrder(() => session.release()) };
  };
  return {
    name,
    open,
    run: async (graph, feeds) => {
      const session = await open(graph, feeds);
      try {
        return [await session.run()];
      } finally {
        await session.release();
      }
    },
  };
}

export async function wasmProvider(): Promise<Provider> {
  const ort = await import('onnxruntime-web/wasm');
  ort.env.wasm.wasmBinary = binary('ort-wasm-simd-threaded.wasm');
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  return provider('WASM', ort, { executionProviders: ['wasm'] });
}

export interface WebgpuOptions {
  readonly preferredLayout?: 'NCHW' | 'NHWC';
  readonly extra?: Readonly<Record<string, object>>;
}

/** Sessions fail to be made if a single node would fall back to the CPU. */
export async function webgpuProvider({ preferredLayout, extra }: WebgpuOptions = {}): Promise<
  Provider & { close(): void }
> {
  const gpu = await dawn();
  const adapter = await gpu.requestAdapter();
  if (!adapter)
    throw new Error(
      'No WebGPU adapter in Node: install Chromium (its SwiftShader driver is used) or set VK_DRIVER_FILES.',
    );
  const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
  const device = await adapter.requestDevice({ requiredLimits: { maxStorageBufferBindingSize, maxBufferSize } });
  copySharedData(device.queue);
  // Node 20 has no navigator; ORT looks for navigator.gpu even where it is handed a device.
  const scope = globalThis as { navigator?: object };
  scope.navigator ??= {};
  Object.defineProperty(scope.navigator, 'gpu', { value: gpu, configurable: true });
  const ort = await import('onnxruntime-web/webgpu');
  ort.env.wasm.wasmBinary = binary('ort-wasm-simd-threaded.asyncify.wasm');
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const made = provider('WebGPU', ort as typeof Ort, {
    executionProviders: [
      {
        name: 'webgpu',
        device,
        ...(preferredLayout ? { preferredLayout } : {}),
      } as Ort.InferenceSession.WebGpuExecutionProviderOption,
    ],
    extra: { ...extra, session: { disable_cpu_ep_fallback: '1' } },
  });
  return { ...made, close: () => device.destroy() };
}

/** Dawn in Node refuses views of shared memory, which is what ORT's heap is. */
function copySharedData(queue: GPUQueue): void {
  const prototype = Object.getPrototypeOf(queue) as GPUQueue;
  const write = prototype.writeBuffer;
  prototype.writeBuffer = function (buffer, offset, data, start = 0, size) {
    const view = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data as ArrayBufferLike);
    const unit = ArrayBuffer.isView(data) && 'BYTES_PER_ELEMENT' in data ? Number(data.BYTES_PER_ELEMENT) : 1;
    const end = size === undefined ? view.length : (start + size) * unit;
    write.call(this, buffer, offset, view.slice(start * unit, end).buffer);
  };
}

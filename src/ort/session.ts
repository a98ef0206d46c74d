// What: one network in onnxruntime-web. Sessions on WebGPU get our device in their own options (ORT.md §3.1), so buffers
// of kernels and of the network are the same; on WASM everything is typed arrays, copied in and out at every run.
import type { InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import { writeModel } from '../onnx/writeModel.ts';
import type { OnnxGraph } from '../onnx/graph.ts';
import { networkError } from './errors.ts';
import { enqueue } from './queue.ts';
import { loadRuntime, type Ort, type OrtProvider } from './runtime.ts';
import { fromOrt, toOrt, type Tensor, type Tensors } from './tensor.ts';

export interface SessionOptions {
  /** What error messages call it: 'the decoder', 'the backward graph'. */
  readonly label: string;
  readonly provider: OrtProvider;
  /** Our device; needed for WebGPU. */
  readonly device: GPUDevice | null;
  readonly numThreads: number;
  /** Outputs that stay on the device (WebGPU only): 'all', or their names. */
  readonly onDevice?: 'all' | readonly string[];
  /** Weights stored with fewer bits (DequantizeLinear) stay so in memory, and every run writes them out anew. */
  readonly keepsQuantised?: boolean;
  /** Files of weights beside the model, by the name that the model gives them. */
  readonly externalData?: ReadonlyMap<string, Uint8Array>;
}

export class OrtSession {
  private released = false;

  private constructor(
    private readonly ort: Ort,
    private readonly session: InferenceSession,
    readonly label: string,
  ) {}

  /** From the bytes of an .onnx file, or from a graph. */
  static async create(model: Uint8Array | OnnxGraph, options: SessionOptions): Promise<OrtSession> {
    const { label } = options;
    try {
      const ort = await loadRuntime(options);
      const bytes = model instanceof Uint8Array ? model : writeModel(model);
      const outputs = model instanceof Uint8Array ? [] : model.outputs.map(({ name }) => name);
      const made = await enqueue(() => ort.InferenceSession.create(bytes, sessionOptions(options, outputs)));
      // The runtime stands: its 14 MB of code need not be kept as bytes any longer.
      delete ort.env.wasm.wasmBinary;
      return new OrtSession(ort, made, label);
    } catch (error) {
      throw networkError(error, label, 'create');
    }
  }

  get inputNames(): readonly string[] {
    return this.session.inputNames;
  }

  get outputNames(): readonly string[] {
    return this.session.outputNames;
  }

  /** Feeds that the graph does not have are left out. The caller disposes what it gets. */
  async run(feeds: Tensors, fetches: readonly string[] = this.outputNames): Promise<Record<string, Tensor>> {
    const inputs: Record<string, OrtTensor> = {};
    for (const name of this.inputNames) {
      const tensor = feeds[name];
      if (!tensor) throw networkError(`input '${name}' is missing`, this.label, 'run');
      inputs[name] = toOrt(this.ort, tensor);
    }
    try {
      const results = await enqueue(() => this.session.run(inputs, fetches));
      return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, fromOrt(tensor)]));
    } catch (error) {
      throw networkError(error, this.label, 'run');
    }
  }

  async release(): Promise<void> {
    if (this.released) return;
    this.released = true;
    await enqueue(() => this.session.release());
  }
}

function sessionOptions(options: SessionOptions, outputs: readonly string[]): InferenceSession.SessionOptions {
  const { provider, device, onDevice, externalData, keepsQuantised } = options;
  const external = externalData && [...externalData].map(([path, data]) => ({ path, data }));
  const common: InferenceSession.SessionOptions = {
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Weights stored as int8 (DequantizeLinear) become float32 once, at load; without it ORT does so anew in every run. Of a model of 135 million
    // weights that is 1.1 GB more in its backward sessions (1873 MB of heap against 779 MB, measured).
    ...(keepsQuantised ? {} : { extra: { session: { disable_quant_qdq: '1' } } }),
    ...(external?.length ? { externalData: external } : {}),
  };
  if (provider === 'wasm') return { ...common, executionProviders: ['wasm'] };
  if (!device) throw new Error('there is no GPU device for the WebGPU provider; choose the provider wasm');
  const places = Object.fromEntries(
    outputs.map((name) => [name, onDevice === 'all' || onDevice?.includes(name) ? 'gpu-buffer' : 'cpu'] as const),
  );
  return {
    ...common,
    // The typings still lack `device`; ORT reads it (ORT.md §3.1).
    executionProviders: [{ name: 'webgpu', device } as InferenceSession.ExecutionProviderConfig],
    ...(outputs.length > 0 ? { preferredOutputLocation: places } : {}),
  };
}

// What: the one interface through which every stage runs its kernels. Two implementations: WebGpuCompute (WGSL on a
// GPUDevice) and ReferenceCompute (the float64 *.ref.ts twins, where there is no WebGPU at all).
// A kernel is shaders/<stage>/<kernel>.wgsl; file = entry point = label; the WGSL variable names are the buffer names.

import type { Insertion } from './wgsl/loopGuard.ts';

export type ElementType = 'f32' | 'i32' | 'u32';
export type HostArray = Float32Array | Int32Array | Uint32Array;

/** A flat array that lives where the compute runs. Whoever made it destroys it. */
export interface DeviceArray {
  readonly type: ElementType;
  readonly length: number;
  /** Present on WebGPU only: storage buffer with COPY_SRC | COPY_DST. */
  readonly buffer?: GPUBuffer;
  /** Copies to host memory. */
  read(): Promise<HostArray>;
  destroy(): void;
}

/** `invocations`: one thread each, rounded up to the workgroup size. `workgroups`: one workgroup per row or item. */
export type Dispatch = { readonly invocations: number } | { readonly workgroups: number };

export interface KernelRun {
  /** Values of the `params` uniform struct, by field name (binding 0). */
  readonly params: Readonly<Record<string, number>>;
  /** Read-only inputs by WGSL variable name; host arrays are uploaded and freed after the run. */
  readonly inputs: Readonly<Record<string, DeviceArray | HostArray>>;
  /** Outputs by WGSL variable name: an element count (a new array, zero-filled) or an array to write (read_write). */
  readonly outputs: Readonly<Record<string, number | DeviceArray>>;
  readonly dispatch: Dispatch;
  /** u32 constants that the source uses and does not declare (`SPAN_CAPTION`); each set of values is a pipeline of its own. */
  readonly constants?: Readonly<Record<string, number>>;
}

export interface KernelSource {
  /** '<stage folder>/<kernel>', the path under shaders/ without its ending; the entry point is the last part. */
  readonly name: string;
  /** Whole source: the kernel first, then the shared files that its `// Uses:` line names (line numbers stay true). */
  readonly wgsl: string;
  /** What was put into the text after it was written (wgsl/loopGuard.ts): columns of messages are put right by it. */
  readonly insertions?: readonly Insertion[];
}

export interface Compute {
  readonly kind: 'webgpu' | 'reference';
  /** The shared GPUDevice; null for the reference implementation. Only src/gpu and the ORT hand-over touch it. */
  readonly device: GPUDevice | null;
  /** A software adapter: the CPU runs the shaders. What would have to go there and come back is then quicker on the host. */
  readonly isSoftware: boolean;
  /** What the page shows: adapter name, or 'CPU (no WebGPU)'. */
  readonly description: string;
  upload(data: HostArray): DeviceArray;
  /** Runs a kernel by name ('5-advantages/groupAdvantage') or by source (a visitor's reward). */
  run(kernel: string | KernelSource, run: KernelRun): Promise<Record<string, DeviceArray>>;
  /** Resolves when the device is lost, with a sentence; never for the reference implementation. */
  readonly lost: Promise<string>;
  /** Hears, once a device, of the first error that no error scope has caught: a bug of ours or of the network's kernels. */
  onFault?(listener: (sentence: string) => void): void;
  destroy(): void;
}

/** The float64 twin of a kernel: f32 buffers are Float64Array here. Writes its outputs in place. */
export type ReferenceArray = Float64Array | Int32Array | Uint32Array;
export type KernelReference = (
  params: Readonly<Record<string, number>>,
  buffers: Readonly<Record<string, ReferenceArray>>,
) => void;

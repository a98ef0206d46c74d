// What: the one GPUDevice of the project, with the limits and features that onnxruntime-web wants (it is handed to every
// session), or the CPU references where there is no adapter.
import { ReferenceCompute } from './referenceCompute.ts';
import { WebGpuCompute } from './webgpuCompute.ts';

const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
  'maxBindGroups',
  'maxBindingsPerBindGroup',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

const FEATURES = ['shader-f16', 'subgroups', 'timestamp-query'] as const satisfies readonly GPUFeatureName[];

export interface ComputeOptions {
  /** navigator.gpu unless given; null asks for the CPU references. */
  readonly gpu?: GPU | null;
  /** False: every kernel runs with the workgroup size it declares, also on a software adapter (tests). */
  readonly softwareSizes?: boolean;
}

/** Software adapters (SwiftShader, lavapipe, WARP) run the RL shaders, but the network is far faster on WASM. */
export function isSoftwareAdapter(info: GPUAdapterInfo): boolean {
  const words = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`.toLowerCase();
  return info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render|software/.test(words);
}

function describe(info: GPUAdapterInfo): string {
  const name = info.description || [info.vendor, info.architecture, info.device].filter(Boolean).join(' ') || 'unnamed';
  return isSoftwareAdapter(info) ? `Software GPU: ${name}` : `GPU: ${name}`;
}

/** A WebGpuCompute, or a ReferenceCompute whose description says why. */
export async function createCompute(options: ComputeOptions = {}): Promise<WebGpuCompute | ReferenceCompute> {
  const gpu = options.gpu === undefined ? (globalThis.navigator as Navigator | undefined)?.gpu : options.gpu;
  if (!gpu) return new ReferenceCompute();
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return new ReferenceCompute('CPU (WebGPU found no adapter)');
  const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name] as number]));
  const requiredFeatures = FEATURES.filter((name) => adapter.features.has(name));
  const device = await adapter.requestDevice({ label: 'rollscope', requiredLimits, requiredFeatures });
  const softwareSizes = options.softwareSizes ?? isSoftwareAdapter(adapter.info);
  return new WebGpuCompute(device, { description: describe(adapter.info), softwareSizes });
}

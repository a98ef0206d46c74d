// What: WebGPU in Node: Dawn (npm `webgpu`) with the driver that softwareVulkan.mjs has chosen, or a real GPU.
import { createCompute } from '../../src/gpu/requestDevice.ts';
import { WebGpuCompute } from '../../src/gpu/webgpuCompute.ts';

let gpu: GPU | null = null;

/** Dawn's entry, with its globals (GPUBufferUsage, …) installed on first use. */
export async function dawn(): Promise<GPU> {
  if (gpu) return gpu;
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  gpu = create([]) as unknown as GPU;
  return gpu;
}

/** A device of its own, for tests that break theirs. The caller destroys it. Workgroup sizes are those of a real GPU. */
export async function newCompute(softwareSizes = false): Promise<WebGpuCompute> {
  const compute = await createCompute({ gpu: await dawn(), softwareSizes });
  if (compute instanceof WebGpuCompute) return compute;
  throw new Error(
    'No WebGPU adapter in Node: install Chromium (its SwiftShader driver is used), or set VK_DRIVER_FILES to a Vulkan driver.',
  );
}

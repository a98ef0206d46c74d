// What: WGSL → compute pipeline with its layout, compiled once per source. Compiler messages become ShaderErrors.
import type { KernelSource } from './compute.ts';
import { KernelError, ShaderError } from './errors.ts';
import type { ShaderMessage } from './errors.ts';
import { locateLine } from './kernels.ts';
import { reflectKernel } from './kernelLayout.ts';
import type { KernelLayout } from './kernelLayout.ts';
import { columnBefore } from './wgsl/loopGuard.ts';

export interface Pipeline {
  readonly layout: KernelLayout;
  readonly pipeline: GPUComputePipeline;
  /** The size that this pipeline was made with; the dispatch is derived from it. */
  readonly workgroupSize: number;
  readonly bindGroupLayout: GPUBindGroupLayout;
  /** One uniform buffer per kernel: writes and submits are ordered on the queue, so runs may reuse it. */
  readonly paramsBuffer: GPUBuffer | null;
}

/** Sources kept: a visitor who types in the editor makes a new one per keystroke. */
const MAX_EDITED = 32;

export class PipelineCache {
  private readonly byName = new Map<string, Promise<Pipeline>>();
  private readonly bySource = new Map<string, Promise<Pipeline>>();

  constructor(
    private readonly device: GPUDevice,
    /** Use the sizes for software adapters where a kernel names one. */
    private readonly software: boolean,
  ) {}

  /** `key` is the name, and the constants where there are some. */
  named(key: string, source: () => KernelSource): Promise<Pipeline> {
    let pipeline = this.byName.get(key);
    if (!pipeline) this.byName.set(key, (pipeline = compile(this.device, source, this.software)));
    return pipeline;
  }

  edited(source: KernelSource): Promise<Pipeline> {
    const key = `${source.name}\n${source.wgsl}`;
    let pipeline = this.bySource.get(key);
    if (!pipeline) {
      this.bySource.set(key, (pipeline = compile(this.device, () => source, this.software)));
      if (this.bySource.size > MAX_EDITED) this.bySource.delete(this.bySource.keys().next().value!);
    }
    return pipeline;
  }
}

function placed(source: KernelSource, { lineNum, linePos, message }: GPUCompilationMessage): ShaderMessage {
  const column = columnBefore(source.insertions ?? [], lineNum, linePos);
  return { ...locateLine(source, lineNum), column, detail: message };
}

async function compile(device: GPUDevice, sourceOf: () => KernelSource, software: boolean): Promise<Pipeline> {
  const source = sourceOf();
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label: source.name, code: source.wgsl });
  const moduleError = device.popErrorScope();
  const info = await module.getCompilationInfo();
  const errors = info.messages.filter(({ type }) => type === 'error').map((message) => placed(source, message));
  const [first] = errors;
  if (first) throw new ShaderError(source.name, first.file, first.line, first.column, first.detail, errors);
  const invalid = await moduleError;
  if (invalid) throw new ShaderError(source.name, source.name, 1, 1, invalid.message);
  return link(device, source, module, software);
}

async function link(
  device: GPUDevice,
  source: KernelSource,
  module: GPUShaderModule,
  software: boolean,
): Promise<Pipeline> {
  const layout = reflectKernel(source);
  const limit = device.limits.maxStorageBuffersPerShaderStage;
  if (layout.storage.length > limit) {
    throw new KernelError(source.name, `it has ${layout.storage.length} storage buffers; this device allows ${limit}.`);
  }
  const visibility = GPUShaderStage.COMPUTE;
  const entries: GPUBindGroupLayoutEntry[] = layout.storage.map(({ binding, writable }) => ({
    binding,
    visibility,
    buffer: { type: writable ? 'storage' : 'read-only-storage' },
  }));
  if (layout.params) entries.push({ binding: layout.params.binding, visibility, buffer: { type: 'uniform' } });
  const label = source.name;
  device.pushErrorScope('validation');
  const bindGroupLayout = device.createBindGroupLayout({ label, entries });
  const pipelineLayout = device.createPipelineLayout({ label, bindGroupLayouts: [bindGroupLayout] });
  const scope = device.popErrorScope();
  const workgroupSize = software ? layout.softwareWorkgroupSize : layout.workgroupSize;
  const constants = { WORKGROUP_SIZE: workgroupSize };
  try {
    const pipeline = await device.createComputePipelineAsync({
      label,
      layout: pipelineLayout,
      compute: { module, entryPoint: layout.entryPoint, constants },
    });
    const size = layout.params ? Math.ceil(layout.params.size / 16) * 16 : 0;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const paramsBuffer = size ? device.createBuffer({ label: `${label} params`, size, usage }) : null;
    return { layout, pipeline, workgroupSize, bindGroupLayout, paramsBuffer };
  } catch (error) {
    throw new KernelError(source.name, (await scope)?.message ?? (error as Error).message);
  }
}

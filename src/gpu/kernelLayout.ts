// What: what the WGSL of a kernel says about its own interface, and the check of a run against it.
// Rules (DESIGN §5): group 0; binding 0 = uniform struct `params`; storage buffers are arrays of f32, i32 or u32 (also
// vec or atomic of those); `override WORKGROUP_SIZE: u32 = n;`. No byte offset is typed by hand anywhere.
import './reflectionGlobals.ts';
import { makeShaderDataDefinitions, makeStructuredView } from 'webgpu-utils';
import type { VariableDefinition } from 'webgpu-utils';
import type { DeviceArray, ElementType, HostArray, KernelRun, KernelSource } from './compute.ts';
import { KernelError } from './errors.ts';
import { declarationsOf } from './wgsl/declarations.ts';

export interface StorageBinding {
  readonly name: string;
  readonly binding: number;
  readonly type: ElementType;
  readonly writable: boolean;
}

export interface KernelLayout {
  readonly kernel: string;
  readonly entryPoint: string;
  readonly workgroupSize: number;
  /** `// software adapters: n` behind WORKGROUP_SIZE: a barrier costs them a switch per lane. Else workgroupSize. */
  readonly softwareWorkgroupSize: number;
  readonly params: VariableDefinition | null;
  /** Scalar type of every field of the params struct. */
  readonly fields: ReadonlyMap<string, ElementType>;
  readonly storage: readonly StorageBinding[];
}

const SCALARS: Readonly<Record<string, ElementType>> = {
  f32: 'f32',
  i32: 'i32',
  u32: 'u32',
  f: 'f32',
  i: 'i32',
  u: 'u32',
};

/** 'f32', 'vec4u', 'vec2<f32>', 'atomic<u32>' → the scalar in it. */
function scalarOf(type: string): ElementType | undefined {
  const inner = /<\s*(\w+)\s*>/.exec(type)?.[1] ?? /^vec[234]([fiu])$/.exec(type)?.[1] ?? type;
  return SCALARS[inner];
}

function storageBindings(kernel: string, code: string, storages: Record<string, VariableDefinition>): StorageBinding[] {
  const access = new Map(
    [...code.matchAll(/var\s*<\s*storage\s*(?:,\s*(\w+)\s*)?>\s*(\w+)/g)].map((m) => [m[2]!, m[1] ?? 'read']),
  );
  return Object.entries(storages).map(([name, variable]) => {
    const element = (variable.typeDefinition as { elementType?: { type?: string } }).elementType;
    const type = scalarOf(element?.type ?? '');
    if (!type) throw new KernelError(kernel, `'${name}' must be an array of f32, i32 or u32.`);
    if (variable.group !== 0) throw new KernelError(kernel, `'${name}' is in group ${variable.group}; use group 0.`);
    return { name, binding: variable.binding, type, writable: access.get(name) === 'read_write' };
  });
}

function declarationsIn(kernel: string, wgsl: string): string {
  try {
    return declarationsOf(wgsl);
  } catch (error) {
    throw new KernelError(kernel, (error as Error).message);
  }
}

function definitionsOf(kernel: string, wgsl: string) {
  try {
    return makeShaderDataDefinitions(wgsl);
  } catch (error) {
    throw new KernelError(kernel, `its declarations could not be read: ${(error as Error).message}`);
  }
}

export function reflectKernel({ name, wgsl }: KernelSource): KernelLayout {
  const entryPoint = name.slice(name.lastIndexOf('/') + 1);
  const code = declarationsIn(name, wgsl);
  const definitions = definitionsOf(name, code);
  if (!definitions.entryPoints[entryPoint]) {
    throw new KernelError(name, `the file must have an entry point '@compute … fn ${entryPoint}'.`);
  }
  const declaration = /override\s+WORKGROUP_SIZE\s*:\s*u32\s*=\s*(\d+)u?\s*;(?:[ \t]*\/\/ software adapters: (\d+))?/;
  const size = declaration.exec(wgsl);
  if (!size) throw new KernelError(name, "the file must declare 'override WORKGROUP_SIZE: u32 = 64;'.");
  const params = definitions.uniforms['params'] ?? null;
  if (Object.keys(definitions.uniforms).length > (params ? 1 : 0)) {
    throw new KernelError(name, "the only uniform must be 'params'.");
  }
  const fields = new Map<string, ElementType>();
  const struct = params?.typeDefinition as { fields?: Record<string, { type: { type?: string } }> } | undefined;
  for (const [field, { type }] of Object.entries(struct?.fields ?? {})) {
    const scalar = SCALARS[type.type ?? ''];
    if (!scalar) throw new KernelError(name, `the field '${field}' of params must be f32, i32 or u32.`);
    fields.set(field, scalar);
  }
  const storage = storageBindings(name, code, definitions.storages);
  const workgroupSize = Number(size[1]);
  const softwareWorkgroupSize = Number(size[2] ?? workgroupSize);
  return { kernel: name, entryPoint, workgroupSize, softwareWorkgroupSize, params, fields, storage };
}

export const typeOfHostArray = (data: HostArray): ElementType =>
  data instanceof Float32Array ? 'f32' : data instanceof Int32Array ? 'i32' : 'u32';

export const isHostArray = (data: unknown): data is HostArray =>
  data instanceof Float32Array || data instanceof Int32Array || data instanceof Uint32Array;

const typeOf = (data: HostArray | DeviceArray) => (isHostArray(data) ? typeOfHostArray(data) : data.type);

const listed = (names: Iterable<string>) => [...names].join(', ') || 'none';

/** Throws a KernelError unless the run gives exactly what the kernel declares. */
export function checkRun(layout: KernelLayout, run: KernelRun): void {
  const fail = (detail: string): never => {
    throw new KernelError(layout.kernel, detail);
  };
  const declared = new Set(layout.storage.map(({ name }) => name));
  for (const name of [...Object.keys(run.inputs), ...Object.keys(run.outputs)]) {
    if (!declared.has(name)) fail(`it has no buffer '${name}' (it has: ${listed(declared)}).`);
    if (name in run.inputs && name in run.outputs) fail(`'${name}' is given as input and as output.`);
  }
  for (const { name, type, writable } of layout.storage) {
    const given = run.inputs[name] ?? run.outputs[name];
    if (given === undefined) return fail(`the buffer '${name}' is not given.`);
    if (name in run.inputs && writable) fail(`'${name}' is read_write in the shader: give it as an output.`);
    if (name in run.outputs && !writable) fail(`'${name}' is read-only in the shader: give it as an input.`);
    if (typeof given === 'number') {
      if (!Number.isInteger(given) || given < 0) fail(`the length of '${name}' is ${given}.`);
    } else if (typeOf(given) !== type) fail(`'${name}' is array<${type}> but ${typeOf(given)} was given.`);
  }
  for (const [name, value] of Object.entries(run.constants ?? {})) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(name) || !Number.isInteger(value) || value < 0) {
      fail(`the constant ${name} = ${value} must be a whole number with a name in capitals.`);
    }
  }
  for (const name of Object.keys(run.params)) {
    if (!layout.fields.has(name)) fail(`params has no field '${name}' (it has: ${listed(layout.fields.keys())}).`);
  }
  for (const [name, type] of layout.fields) {
    const value = run.params[name];
    if (value === undefined) return fail(`params.${name} is not given.`);
    const [min, max] = type === 'u32' ? [0, 2 ** 32 - 1] : [-(2 ** 31), 2 ** 31 - 1];
    const fits = type === 'f32' ? !Number.isNaN(value) : Number.isInteger(value) && value >= min && value <= max;
    if (!fits) fail(`params.${name} = ${value} is not a valid ${type}.`);
  }
}

/** The bytes of the params struct. */
export function packParams(layout: KernelLayout, params: KernelRun['params']): ArrayBuffer {
  const view = makeStructuredView(layout.params!);
  view.set(params);
  return view.arrayBuffer as ArrayBuffer;
}

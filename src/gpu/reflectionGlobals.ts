// What: two globals that webgpu-utils reads but older browsers, Node 20 and browsers without WebGPU lack. Import it
// before webgpu-utils. The stubs are only touched by reflection of WGSL, never by code that holds data.
const scope = globalThis as Record<string, unknown>;

scope['Float16Array'] ??= class Float16Array extends Uint16Array {};
scope['GPUShaderStage'] ??= { VERTEX: 1, FRAGMENT: 2, COMPUTE: 4 };

export {};

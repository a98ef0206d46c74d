import { describe, expect, it } from 'vitest';
import type { KernelRun } from '../../src/gpu/compute.ts';
import { dispatchSize } from '../../src/gpu/dispatchSize.ts';
import { DeviceLostError, KernelError, OutOfMemoryError, ShaderError } from '../../src/gpu/errors.ts';
import { assembleKernel, kernelSource, shaderNames } from '../../src/gpu/kernels.ts';
import { reflectKernel } from '../../src/gpu/kernelLayout.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { createCompute } from '../../src/gpu/requestDevice.ts';
import { newCompute, testCompute } from './nodeDevice.ts';

const SCALE = `// Uses: common/dispatch
override WORKGROUP_SIZE: u32 = 1;
struct ScaleParams { count: u32, factor: f32, shift: i32 }
@group(0) @binding(0) var<uniform> params: ScaleParams;
@group(0) @binding(1) var<storage, read> values: array<f32>;
@group(0) @binding(2) var<storage, read_write> scaled: array<f32>;
@compute @workgroup_size(WORKGROUP_SIZE)
fn scale(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = linearIndex(gid, groups);
  if (i < params.count) { scaled[i] = values[i] * params.factor + f32(params.shift); }
}
`;
const scale = assembleKernel('test/scale', SCALE);
const runOf = (change: Partial<KernelRun> = {}): KernelRun => ({
  params: { count: 3, factor: 2, shift: -1 },
  inputs: { values: Float32Array.of(1, 2, 3) },
  outputs: { scaled: 3 },
  dispatch: { invocations: 3 },
  ...change,
});

describe('WebGpuCompute', () => {
  it('runs a kernel by source and gives back memory', async () => {
    const compute = await testCompute();
    const { scaled } = await compute.run(scale, runOf());
    expect([...(await scaled!.read())]).toEqual([1, 3, 5]);
    scaled!.destroy();
    scaled!.destroy();
    expect(compute.memory.bytes).toBe(0);
    await expect(scaled!.read()).rejects.toThrow(/after destroy/);
  });

  it('spreads more than 65,535 workgroups over x and y', async () => {
    const count = 70_001;
    const compute = await testCompute();
    const values = Float32Array.from({ length: count }, (_, i) => i);
    const { scaled } = await compute.run(
      scale,
      runOf({
        params: { count, factor: 1, shift: 1 },
        inputs: { values },
        outputs: { scaled: count },
        dispatch: { invocations: count },
      }),
    );
    expect((await scaled!.read()).every((value, i) => value === i + 1)).toBe(true);
    scaled!.destroy();
    expect(dispatchSize({ workgroups: 65_535 }, 64)).toEqual([65_535, 1]);
    expect(dispatchSize({ invocations: 65 }, 64)).toEqual([2, 1]);
    expect(dispatchSize({ invocations: 0 }, 64)).toEqual([0, 0]);
    expect(() => dispatchSize({ invocations: 1.5 }, 64)).toThrow(/not a count/);
  });

  it('takes arrays of length zero', async () => {
    const compute = await testCompute();
    const empty = { values: new Float32Array(0) };
    const { scaled } = await compute.run(
      scale,
      runOf({
        params: { count: 0, factor: 1, shift: 0 },
        inputs: empty,
        outputs: { scaled: 0 },
        dispatch: { invocations: 0 },
      }),
    );
    expect(await scaled!.read()).toHaveLength(0);
    scaled!.destroy();
  });

  it('keeps the order of runs that are not awaited', async () => {
    const compute = await newCompute();
    const a = compute.upload(Float32Array.of(1, 2, 3));
    const b = compute.upload(new Float32Array(3));
    const runs = [
      compute.run(scale, runOf({ inputs: { values: a }, outputs: { scaled: b } })),
      compute.run(scale, runOf({ inputs: { values: b }, outputs: { scaled: a } })),
    ];
    expect([...(await a.read())]).toEqual([1, 5, 9]);
    await Promise.all(runs);
    compute.destroy();
  });

  it('keeps memory flat over 200 runs', async () => {
    const compute = await testCompute();
    const before = { ...compute.memory };
    for (let i = 0; i < 200; i++) {
      const { scaled } = await compute.run(scale, runOf());
      if (i % 20 === 0) await scaled!.read();
      scaled!.destroy();
    }
    expect(compute.memory).toEqual(before);
  });

  it('adopts a buffer of another owner without counting or destroying it', async () => {
    const compute = await testCompute();
    const owner = compute.upload(Float32Array.of(4, 5, 6, 7));
    const view = compute.adopt(owner.buffer!, 'f32', 3);
    const { scaled } = await compute.run(scale, runOf({ inputs: { values: view } }));
    view.destroy();
    expect([...(await scaled!.read())]).toEqual([7, 9, 11]);
    expect([...(await owner.read())]).toEqual([4, 5, 6, 7]);
    for (const array of [owner, scaled!]) array.destroy();
  });
});

const WRONG: readonly [string, Partial<KernelRun>, RegExp][] = [
  [
    'an unknown buffer',
    { inputs: { values: new Float32Array(3), extra: new Float32Array(1) } },
    /no buffer 'extra' \(it has: values, scaled\)/,
  ],
  ['a missing input', { inputs: {} }, /'values' is not given/],
  ['a wrong element type', { inputs: { values: new Int32Array(3) } }, /array<f32> but i32/],
  [
    'an output given as input',
    { inputs: { values: new Float32Array(3), scaled: new Float32Array(3) }, outputs: {} },
    /give it as an output/,
  ],
  ['a missing parameter', { params: { count: 3, factor: 2 } }, /params.shift is not given/],
  ['an unknown parameter', { params: { count: 3, factor: 2, shift: 0, more: 1 } }, /no field 'more'/],
  ['a fraction for an integer', { params: { count: 1.5, factor: 2, shift: 0 } }, /not a valid u32/],
  ['a negative unsigned', { params: { count: -1, factor: 2, shift: 0 } }, /not a valid u32/],
  ['NaN', { params: { count: 3, factor: NaN, shift: 0 } }, /not a valid f32/],
  ['a length that is none', { outputs: { scaled: -2 } }, /length of 'scaled' is -2/],
];

describe('errors', () => {
  it.each(WRONG)('%s is a KernelError', async (_what, change, message) => {
    const compute = await testCompute();
    const failed = compute.run(scale, runOf(change));
    await expect(failed).rejects.toBeInstanceOf(KernelError);
    await expect(failed).rejects.toThrow(message);
  });

  it('names the file, line and column of a shader that does not compile', async () => {
    const compute = await testCompute();
    const broken = assembleKernel('test/scale', SCALE.replace('values[i]', 'valuez[i]'));
    const failure = await compute.run(broken, runOf()).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ShaderError);
    expect(failure).toMatchObject({ kernel: 'test/scale', file: 'test/scale', line: 10, column: 39 });
    expect((failure as Error).message).toContain('valuez');
  });

  it('names the shared file when the fault shows there', async () => {
    const compute = await testCompute();
    const broken = assembleKernel(
      'test/scale',
      SCALE.replace(/override.*\n/, '').replace('@workgroup_size(WORKGROUP_SIZE)', '@workgroup_size(1)'),
    );
    const failure = await compute.run(broken, runOf()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ file: 'common/dispatch' });
    const shown = kernelSource('common/dispatch').wgsl.split('\n')[(failure as ShaderError).line - 1];
    expect(shown).toContain('WORKGROUP_SIZE');
  });

  it('refuses a file without its entry point', async () => {
    const compute = await testCompute();
    const broken = assembleKernel('test/scale', SCALE.replace('fn scale', 'fn other'));
    await expect(compute.run(broken, runOf())).rejects.toThrow(/entry point '@compute … fn scale'/);
  });

  it('turns a validation error of the device into a KernelError, and works on', async () => {
    const compute = await testCompute();
    const array = compute.upload(new Float32Array(3));
    const failed = compute.run(scale, runOf({ inputs: { values: array }, outputs: { scaled: array } }));
    await expect(failed).rejects.toBeInstanceOf(KernelError);
    array.destroy();
    const { scaled } = await compute.run(scale, runOf());
    expect([...(await scaled!.read())]).toEqual([1, 3, 5]);
    scaled!.destroy();
  });

  it('says so when an array is larger than the device allows', async () => {
    const compute = await testCompute();
    const failed = compute.run(scale, runOf({ outputs: { scaled: 2 ** 31 } }));
    await expect(failed).rejects.toBeInstanceOf(OutOfMemoryError);
    await expect(failed).rejects.toThrow(/no room for/);
    expect(compute.memory.bytes).toBe(0);
  });

  it('rejects every pending and later call when the device is lost', async () => {
    const compute = await newCompute();
    const { scaled } = await compute.run(scale, runOf());
    const pending = scaled!.read();
    pending.catch(() => undefined);
    compute.device.destroy();
    await expect(pending).rejects.toBeInstanceOf(DeviceLostError);
    expect(await compute.lost).toMatch(/device was lost/);
    await expect(compute.run(scale, runOf())).rejects.toBeInstanceOf(DeviceLostError);
    await expect(scaled!.read()).rejects.toBeInstanceOf(DeviceLostError);
    compute.destroy();
  });
});

describe('ReferenceCompute', () => {
  const words = (compute: { run: ReferenceCompute['run'] }) =>
    compute.run('common/philoxWords', {
      params: { count: 5, seedLow: 1, seedHigh: 2, step: 3, firstRow: 4, position: 5, stream: 6 },
      inputs: {},
      outputs: { words: 20, normals: 10 },
      dispatch: { invocations: 5 },
    });

  it('gives what WGSL gives', async () => {
    const cpu = await createCompute({ gpu: null });
    expect(cpu).toMatchObject({ kind: 'reference', description: 'CPU (no WebGPU)' });
    const [a, b] = [await words(cpu), await words(await testCompute())];
    expect(await a['words']!.read()).toEqual(await b['words']!.read());
    for (const array of [...Object.values(a), ...Object.values(b)]) array.destroy();
    expect(cpu.memory.bytes).toBe(0);
  });

  it('refuses edited shaders and wrong runs with a sentence', async () => {
    const cpu = new ReferenceCompute();
    await expect(cpu.run(scale, runOf())).rejects.toThrow(/Edited shaders need WebGPU/);
    await expect(cpu.run('common/nothing', runOf())).rejects.toThrow(/no reference/);
    await expect(cpu.run('common/philoxWords', runOf())).rejects.toThrow(/no buffer/);
  });
});

describe('every kernel', () => {
  const kernels = shaderNames().filter((name) => kernelSource(name).wgsl.includes(`fn ${name.split('/')[1]}(@builtin`));

  it.each(kernels)('%s declares what the runner needs', (name) => {
    const layout = reflectKernel(kernelSource(name));
    expect(layout.workgroupSize).toBeGreaterThan(0);
    expect(layout.storage.length).toBeLessThanOrEqual(8);
  });
});

// What: the cap on a visitor's loops, exactly: as many rounds as it says run, one more is stopped and named.
import { expect, test } from 'vitest';
import type { KernelSource } from '../../src/gpu/compute.ts';
import { guardLoops, OVERRUN } from '../../src/gpu/wgsl/loopGuard.ts';
import { normalizeLines } from '../../src/gpu/wgsl/tokens.ts';
import { testCompute } from './nodeDevice.ts';

const kernel = `
override WORKGROUP_SIZE: u32 = 1;
struct CountParams { rounds: u32 }
@group(0) @binding(0) var<uniform> params: CountParams;
@group(0) @binding(6) var<storage, read_write> column: array<f32>;
@compute @workgroup_size(WORKGROUP_SIZE)
fn count(@builtin(global_invocation_id) gid: vec3u) {
  var n = 0u;
  for (var i = 0u; i < params.rounds; i++) { n++; }
  column[0] = f32(n);
}`;

test.each([
  [1, 0, 0, 0],
  [1, 1, 1, 0],
  [1, 2, 1, 1],
  [3, 3, 3, 0],
  [3, 4, 3, 1],
  [3, 9, 3, 1],
])('a cap of %i, %i rounds: %i run', async (cap, rounds, ran, overrun) => {
  const { wgsl, insertions } = guardLoops(normalizeLines(kernel), cap);
  const source: KernelSource = { name: 'test/count', wgsl, insertions };
  const compute = await testCompute();
  const made = await compute.run(source, {
    ...{ params: { rounds }, inputs: {}, outputs: { column: 1, [OVERRUN]: 1 }, dispatch: { invocations: 1 } },
  });
  expect([(await made['column']!.read())[0], (await made[OVERRUN]!.read())[0]]).toEqual([ran, overrun]);
});

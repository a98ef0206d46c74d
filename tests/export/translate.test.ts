// What: what a shader of one's own may do and the shipped rewards seldom do, in Python: numbers by hand. Literals take the kind of what they meet,
// what is remembered is not changed by who asked for it, nor kept when the buffers are others.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonModule } from '../../src/export/python/module.ts';
import { hasPython } from './pythonHarness.ts';

const WGSL = `
struct Params { rollouts: u32 }
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> numbers: array<f32>;
@group(0) @binding(2) var<storage, read_write> column: array<f32>;
const FAR = 3e38;
var<private> count: u32;
fn pair(r: u32) -> vec4f { return vec4f(numbers[2u * r], numbers[2u * r + 1u], 0.1, 1.0); }
fn counted(r: u32) -> u32 { count = count + r; return count; }
fn sum(v: vec4f) -> f32 { return v.x + v.y + v.z + v.w; }
fn last(r: u32) -> f32 {
  var next = FAR;
  next = min(next, select(FAR, numbers[r], numbers[r] > 20.0));
  return select(0.0, 1.0, next == FAR) + select(0.0, 10.0, next < FAR);
}
@compute @workgroup_size(64)
fn score(@builtin(global_invocation_id) gid: vec3u) {
  let r = gid.x;
  if (r >= params.rollouts) { return; }
  var mine = pair(r);
  mine.x = 100.0;
  var chosen = select(mine, pair(r), r == 0u);
  chosen.y = 50.0;
  let seen = pair(r);
  let swapped = seen.yx + mine.zw;
  column[4u * r] = sum(seen);
  column[4u * r + 1u] = last(r) + f32(counted(1u) + counted(1u));
  column[4u * r + 2u] = min(numbers[2u * r], 0.1);
  column[4u * r + 3u] = mine.y + chosen.x + swapped.x;
}`;

test.skipIf(!hasPython())('a shader in Python, its numbers by hand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rollscope-translate-'));
  try {
    const { code } = pythonModule(WGSL, 'score');
    expect(code).toMatch(/@w\.remembered\ndef pair/);
    expect(code).toMatch(/^(?!@w\.remembered).*\ndef counted/m);
    mkdirSync(join(folder, 'made'));
    writeFileSync(join(folder, 'made', '__init__.py'), '');
    writeFileSync(join(folder, 'made', 'wgsl.py'), readFileSync('src/export/python/runtime/wgsl.py'));
    writeFileSync(join(folder, 'made', 'score.py'), code);
    const script = `
import json
from types import SimpleNamespace
from made import score
made = []
for numbers in ([2.0, 3.0, 4.0, 5.0], [7.0, 30.0, 9.0, 40.0]):
    column = [0.0] * 8
    score.bind(params=SimpleNamespace(rollouts=2), numbers=numbers, column=column)
    score.run(2)
    made.append(column)
print(json.dumps(made))`;
    writeFileSync(join(folder, 'call.py'), script);
    const made = JSON.parse(execFileSync('python3', ['call.py'], { cwd: folder }).toString()) as number[][];
    const tenth = Math.fround(0.1);
    const wanted = (numbers: readonly number[]) =>
      [0, 1].flatMap((r) => {
        const [x, y] = [numbers[2 * r]!, numbers[2 * r + 1]!];
        const isFar = !(numbers[r]! > 20);
        return [x + y + tenth + 1, (isFar ? 1 : 10) + 3, tenth, y + (r === 0 ? x : 100) + (y + tenth)];
      });
    const close = (numbers: readonly number[]) => wanted(numbers).map((value) => expect.closeTo(value, 4) as number);
    expect(made).toEqual([close([2, 3, 4, 5]), close([7, 30, 9, 40])]);
    expect(made[0]![2]).toBe(tenth);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

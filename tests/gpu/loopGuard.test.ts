// What: a visitor's shader ends whatever it says: caps on every loop (each form, nested, behind comments and odd line ends),
// sizes, names that the reflection's parser would refuse, and columns of messages.
import { describe, expect, test } from 'vitest';
import type { KernelSource } from '../../src/gpu/compute.ts';
import { guardedKernel } from '../../src/gpu/guardedKernel.ts';
import { declarationsOf } from '../../src/gpu/wgsl/declarations.ts';
import { columnBefore, guardLoops, OVERRUN } from '../../src/gpu/wgsl/loopGuard.ts';
import { normalizeLines, readTokens } from '../../src/gpu/wgsl/tokens.ts';
import { testCompute } from './nodeDevice.ts';

const CAP = 1000;

/** A kernel `probe` around functions and a body; column[0] is what it writes. */
const kernelText = (functions: string, body: string) => `
override WORKGROUP_SIZE: u32 = 1;
struct ProbeParams { rounds: u32 }
@group(0) @binding(0) var<uniform> params: ProbeParams;
@group(0) @binding(6) var<storage, read_write> column: array<f32>;
var<workgroup> shared_: array<f32, 4>;
${functions}
@compute @workgroup_size(WORKGROUP_SIZE)
fn probe(@builtin(global_invocation_id) gid: vec3u) { var n = 0u; let N = params.rounds; ${body} column[0] = f32(n); }`;

async function runProbe(functions: string, body: string, rounds = 5) {
  const compute = await testCompute();
  const { wgsl, loopLines, insertions } = guardLoops(normalizeLines(kernelText(functions, body)), CAP);
  const source: KernelSource = { name: 'test/probe', wgsl, insertions };
  const made = await compute.run(source, {
    params: { rounds },
    inputs: {},
    outputs: { column: 1, [OVERRUN]: 1 },
    dispatch: { invocations: 1 },
  });
  const [value, overrun] = await Promise.all([made['column']!.read(), made[OVERRUN]!.read()]);
  return { value: value[0]!, overrun: overrun[0]!, loops: loopLines.length };
}

describe('every loop is capped', () => {
  test.each([
    ['for', '', 'for (var i = 0u; i < N; i++) { n++; }', 5],
    ['while', '', 'while n < N { n++; }', 5],
    ['while with brackets', '', 'while (n < (N)) { n++; }', 5],
    ['loop', '', 'loop { if n >= N { break; } n++; }', 5],
    ['continuing with break if', '', 'loop { n++; continuing { break if n >= N; } }', 5],
    [
      'a loop inside continuing',
      '',
      'loop { continuing { for (var k = 0u; k < 2u; k++) { n++; } break if n >= N; } }',
      6,
    ],
    ['continue', '', 'for (var i = 0u; i < 2u * N; i++) { if i % 2u == 1u { continue; } n++; }', 5],
    ['nested', '', 'for (var i = 0u; i < N; i++) { for (var j = 0u; j < N; j++) { while false { } n++; } }', 25],
    [
      'in a function that returns a value',
      'fn f(m: u32) -> u32 { var k = 0u; loop { k++; if k >= m { return k; } } }',
      'n = f(N);',
      5,
    ],
    [
      'in one that returns a vector',
      'fn g(m: u32) -> vec2<u32> { for (var k = 0u; ; k++) { if k >= m { return vec2u(k); } } }',
      'n = g(N).y;',
      5,
    ],
    ['with a barrier', '', 'for (var i = 0u; i < N; i++) { shared_[0] = 1.0; workgroupBarrier(); n++; }', 5],
    [
      'names such as read and block',
      'fn h(read: u32) -> u32 { var block = read; return block; }',
      'for (var i = 0u; i < N; i++) { let write = h(1u); n += write; }',
      5,
    ],
    ['a comment in the header', '', 'for /* { loop */ (var i = 0u; /* ) */ i < N; i++) // {\n { n++; }', 5],
  ])('%s: as before where it ends', async (_name, functions, body, expected) => {
    const { value, overrun } = await runProbe(functions, body);
    expect([value, overrun]).toEqual([expected, 0]);
  });

  test.each([
    ['for', '', 'for (var i = 0u; N > 0u; i++) { n++; }', 1],
    ['while', '', 'while N > 0u { n++; }', 1],
    ['loop', '', 'loop { n++; if N == 0u { break; } }', 1],
    ['loop with an empty body', '', 'loop { }', 1],
    ['continuing that never breaks', '', 'loop { n++; continuing { break if N == 0u; } }', 1],
    ['continue for ever', '', 'loop { if N > 0u { continue; } break; }', 1],
    ['the inner of two', '', 'for (var i = 0u; i < N; i++) { while N > 0u { n++; } }', 2],
    [
      'in a function that returns a value',
      'fn f(m: u32) -> f32 { loop { if m == 0u { return 1.0; } } }',
      'n = u32(f(N));',
      1,
    ],
    ['with a barrier', '', 'loop { shared_[0] = 1.0; workgroupBarrier(); if shared_[0] > 2.0 { break; } n++; }', 0],
    ['inside a switch', '', 'switch N { default: { loop { n++; if N == 0u { break; } } } }', 1],
    ['behind a line comment that U+2028 ends', '', '// \u2028 loop { n++; if N == 0u { break; } }', 1],
    ['behind a line comment that a vertical tab ends', '', '// \v while N > 0u { n++; }', 1],
    ['behind nested comments', '', '/* /* */ loop { } */ loop { n++; if N == 0u { break; } }', 1],
  ])('%s: stopped where it does not', async (name, functions, body, number) => {
    if (name === 'with a barrier') {
      // A value read from workgroup memory is not uniform: WGSL itself refuses it.
      await expect(runProbe(functions, body)).rejects.toThrow(/uniform/);
      return;
    }
    const { value, overrun } = await runProbe(functions, body);
    expect(overrun).toBe(number);
    expect(value).toBeLessThanOrEqual(CAP);
  });

  test('nested loops do not multiply', async () => {
    const body =
      'for (var a = 0u; N > 0u; a++) { for (var b = 0u; N > 0u; b++) { for (var c = 0u; N > 0u; c++) { n++; } } }';
    const { value, overrun } = await runProbe('', body);
    expect(value).toBeLessThanOrEqual(CAP);
    expect(overrun).toBe(3);
  });
});

describe('what is refused before it is compiled', () => {
  const refusal =
    (functions: string, body = '') =>
    () =>
      guardedKernel('4-rewards/probe', kernelText(functions, body));
  test.each([
    ['var<private> a: array<f32, 100000>;', /line 7.*100000 elements/],
    ['const N = 64 * 128;\nvar<private> a: array<f32, N>;', /line 8.*8192 elements/],
    ['var<private> a: array<array<f32, 100>, 100>;', /10000 elements/],
    ['var<private> a: array<f32, (1 << 20)>;', /1048576 elements/],
    ['@compute @workgroup_size(4096) fn other() { }', /write `@workgroup_size\(WORKGROUP_SIZE\)`/],
    ['fn rollscope_loop_0() { }', /rollscope_/],
    ['/* never closed', /no end/],
    ['fn x() { let s = "loop {}"; }', /no character ‘"’/],
    [
      Array.from({ length: 20 }, (_, i) => `fn f${i + 1}() { f${i}(); f${i}(); }`).join('\n') + '\nfn f0() { }',
      /more than 20000 function calls/,
    ],
  ])('%s', (functions, sentence) => {
    expect(refusal(functions)).toThrow(sentence);
  });

  test('what is usual is not', () => {
    const text = 'const M = 16u; var<private> a: array<vec4f, 16>; var<private> b: array<array<f32, M>, M>;';
    expect(refusal(text)).not.toThrow();
    expect(() => guardedKernel('4-rewards/x', 'a'.repeat(70_000))).toThrow(/longer than 64 kB/);
  });
});

test('lines stay, columns are put right', () => {
  const text = 'fn f() {\n  for (var i = 0; i < 3; i++) { let x = 1; }\n}\n';
  const { wgsl, insertions, loopLines } = guardLoops(text, CAP);
  expect(loopLines).toEqual([2]);
  const lines = wgsl.split('\n');
  const at = lines[1]!.indexOf('let x') + 1;
  expect(columnBefore(insertions, 2, at)).toBe(text.split('\n')[1]!.indexOf('let x') + 1);
  expect(columnBefore(insertions, 2, 3)).toBe(3);
  expect(lines.slice(0, 4).length).toBe(text.split('\n').length);
});

test('declarations without bodies, names that mean something elsewhere renamed', () => {
  const text = declarationsOf(
    'struct block { read: f32, write: u32 }\nfn f(read: u32) -> u32 { return read; }\n@compute @workgroup_size(1) fn main() { let read = 1; }\n@group(0) @binding(1) var<storage, read_write> column: array<f32>;',
  );
  expect(text).not.toMatch(/\bread\b|let|return|\bblock\b/);
  expect(text).toMatch(/var < storage , read_write > column/);
});

test('tokens of WGSL', () => {
  expect(readTokens('a->b 0x1.8p3f 1e-3 .5h // loop\nfür_1@x').map(({ text }) => text)).toEqual(
    'a -> b 0x1.8p3f 1e-3 .5h für_1 @ x'.split(' '),
  );
});

test('a shared file that does not exist is told at the line that names it', () => {
  const text = '// Reward: mine\n// Uses: common/dispatch, common/nothing\nfn mine() {}';
  expect(() => guardedKernel('4-rewards/mine', text)).toThrow(
    'Shader 4-rewards/mine, line 2, column 1: there is no shared file common/nothing.wgsl',
  );
});

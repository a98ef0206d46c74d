// What: WGSL of a visitor's or a stranger's: shipped rewards with random damage and hostile pieces (loops without end, huge arrays, bindings,
// redefinitions, comments, odd letters). Each is refused in a sentence or compiles with every loop capped; it ends, the device goes on working,
// and no other reward gives other values than before.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blankSignal } from '../../src/4-rewards/packSignals.ts';
import { rewardByName, rewardNames } from '../../src/4-rewards/registry.ts';
import type { Reward } from '../../src/4-rewards/registry.ts';
import { rewardInputs } from '../../src/4-rewards/rewardInputs.ts';
import { knobsOf } from '../../src/4-rewards/rewardUses.ts';
import { rawColumn } from '../../src/4-rewards/runReward.ts';
import { readRewardFacts } from '../../src/config/rewardUses.ts';
import { shaderText } from '../../src/gpu/kernels.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { normalizeLines, readTokens } from '../../src/gpu/wgsl/tokens.ts';
import { parseTexts } from '../4-rewards/completionFixtures.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { fuzzKind, outcome, SEED, told } from './fuzz.ts';

const fuzz = fuzzKind('own rewards', 500);
/** Messages of the compiler have no full stop; the page shows them at their line. */
const SHADER = { errors: ['ShaderError', 'RewardHeaderError', 'KernelError', 'RewardError'], frame: (text: string) => `${text.slice(0, 600)}.` }; // prettier-ignore

const TRAPS = ['while true { }', 'loop { }', 'for (;;) { }', 'loop { continuing { } }', 'for (var k = 0; k >= 0; ) { }', 'loop { loop { for (;;) { } } }', 'while (true) /* } */ { // }\n }']; // prettier-ignore
const WORDS = ['0u', '1u', '-1', '>', '<', '==', '!=', 'r', 'true', 'false', '4294967295u', '0.0', '+', '-', '*', '{', '}', '(', ')', ';']; // prettier-ignore
const PIECES = ['/* /* */', '*/', '//\u2028', '// Uses: 4-rewards/format\n', '// Uses: ../../x/y\n', '// Uses: common/nothing\n', '\n// Reward: format\n', '\n// Knob: constructor = 1, 0, 2, x\n', '\n// Needs: toString\n', '\n// Needs: picture\n', '\n// Truth: constructor\n', '\n// Signal: __proto__ = a/b\n', '\n// Range: [1e999, 2]\n', '\n// needsBatch\n', '@group(0) @binding(7) var<storage, read_write> mine: array<atomic<u32>>;', '@group(0) @binding(6) var<storage, read_write> column: array<f32>;', 'var<workgroup> big: array<f32, 100000>;', 'const N = 1 << 30; var<private> big: array<f32, N>;', 'var<private> big: array<array<f32, 4000>, 4000>;', 'override WORKGROUP_SIZE: u32 = 65536;', 'fn format() { }', 'fn a() -> u32 { return a(); }', 'fn b() { loop { } }', 'alias f32 = u32;', 'enable f16;', 'requires nothing;', 'const_assert false;', 'struct S { s: S }', 'rollscope_overrun[0] = 1u;', 'var<private> rollscope_loop_0: u32;', '\u202e', '\u0000', 'ﬀ', '狗', '@compute @workgroup_size(WORKGROUP_SIZE) fn other() { }', 'discard;', 'const SIGNAL_MASK = 1u;']; // prettier-ignore

interface Change {
  readonly at: number;
  readonly kind: number;
  readonly pick: number;
}
const change: fc.Arbitrary<Change> = fc.record({ at: fc.nat(100_000), kind: fc.nat(9), pick: fc.nat(100_000) });

function changed(text: string, { at, kind, pick }: Change): string {
  let tokens: ReturnType<typeof readTokens>;
  try {
    tokens = readTokens(normalizeLines(text));
  } catch {
    return text;
  }
  const of = <T>(list: readonly T[]) => list[pick % list.length]!;
  const token = tokens[at % Math.max(1, tokens.length)];
  if (!token) return text;
  const put = (piece: string) => text.slice(0, token.from) + piece + text.slice(token.to);
  if (kind === 0) return put('');
  if (kind === 1) return put(`${token.text} ${token.text}`);
  if (kind === 2) return put(of(WORDS));
  if (kind === 3) return put(of(tokens).text);
  if (kind === 4 || kind === 5) return put(`${token.text} ${of(PIECES)}`);
  if (kind === 6) return `${of(PIECES)}\n${text}`;
  const ends = tokens.filter(({ text: sign }) => sign === ';');
  const end = ends[at % Math.max(1, ends.length)];
  return end ? `${text.slice(0, end.to)} ${of(kind === 9 ? PIECES : TRAPS)} ${text.slice(end.to)}` : text;
}

const names = rewardNames();
const ownReward = fc
  .tuple(fc.constantFrom(...names), fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([name, changes]) => ({ name, text: changes.reduce(changed, shaderText(`4-rewards/${name}`)) }));

/** Without comments, read in another way than tokens.ts does. */
function withoutComments(text: string): string {
  let [left, depth] = ['', 0];
  for (let rest = text; rest !== '';) {
    const [, before, sign = ''] = /^([^]*?)(\/\/[^\n]*|\/\*|\*\/|$)/.exec(rest)!;
    rest = rest.slice(before!.length + (depth > 0 && sign.startsWith('//') ? 2 : sign.length));
    if (depth === 0) left += before;
    if (sign === '/*') depth += 1;
    else if (sign === '*/' && depth > 0) depth -= 1;
    else if (sign === '' && before === '') break;
  }
  return left;
}

fuzz('the header and the guard', 0.96, ownReward, async ({ name, text }) => {
  readRewardFacts(name, text); // what the settings know of it, before anything is checked
  const result = await outcome(
    () => rewardByName(name, { [name]: text }),
    SHADER,
    () => text.slice(0, 300),
  );
  if ('value' in result) {
    const { kernel, range, knobs } = result.value as Reward & { kernel: { wgsl: string; loops: readonly unknown[] } };
    expect(range.every(Number.isFinite) && knobs.every(({ min, max }) => min <= max)).toBe(true);
    expect(kernel.wgsl.split('rollscope_overrun[0]').length - 1).toBe(kernel.loops.length);
  }
  expect(rewardByName('format').wgsl).toBe(shaderText('4-rewards/format'));
  return told(result);
});

const texts = ['<think>a b a b</think><box>1 2 3 4</box><answer>red dog</answer>', '<answer>', 'no tags 12'];
const parsed = await parseTexts(new ReferenceCompute(), texts);
const [completionBytes, spans, numbers] = await Promise.all([parsed.completionBytes, parsed.spans, parsed.numbers].map((array) => array.read())); // prettier-ignore

async function columnOf(name: string, text?: string): Promise<Float32Array> {
  const reward = rewardByName(name, text === undefined ? {} : { [name]: text });
  const { maxTokens } = parsed;
  const blank = reward.signals.map((own) => [own.name, blankSignal(reward.wgsl, own.constant, { rollouts: 3, maxTokens, generations: 3 })] as const); // prettier-ignore
  const pictures = () => Promise.resolve({ size: 4, rgb: [new Float32Array(48).fill(0.5)] });
  const truths = [{ answer: 'red dog', boxes: [[0, 0, 0.5, 0.5] as const] }];
  const ready = { reward, as: name, weight: 1, knobs: knobsOf(reward, {}), signals: reward.signals };
  const sources = {
    parsed,
    generations: 3,
    seed: 1,
    step: 0,
    vocabSize: 256,
    truths,
    pictures,
    signals: new Map(blank),
  };
  const { params, inputs } = await rewardInputs(ready, sources);
  const completions = { completionBytes: completionBytes!, spans: spans!, numbers: numbers! };
  return rawColumn(await testCompute(), reward, params, { ...completions, ...inputs }, parsed.spanNames);
}

const WITNESSES = ['format', 'boxIou', 'repetition'];
let before: readonly Float32Array[] = [];
const witnesses = async () => {
  const columns: Float32Array[] = [];
  for (const name of WITNESSES) columns.push(await columnOf(name));
  return columns;
};
test('what other rewards give, before', async () => {
  before = await witnesses();
  expect(before.every((column) => column.length === 3)).toBe(true);
});

fuzz('compiled and run', 0.04, ownReward, async ({ name, text }) => {
  const result = await outcome(
    () => columnOf(name, text),
    SHADER,
    () => text.slice(0, 300),
  );
  if ('value' in result) {
    expect(result.value).toHaveLength(3);
    // What a compiler takes has no loop without a cap.
    const { kernel } = rewardByName(name, { [name]: text }) as Reward & { kernel: { wgsl: string; loops: readonly unknown[] } }; // prettier-ignore
    expect(withoutComments(kernel.wgsl).match(/\b(?:for|while|loop)\b/g)?.length ?? 0).toBe(kernel.loops.length);
  }
  return told(result);
});

test(`what other rewards give, behind them (ROLLSCOPE_FUZZ_SEED=${SEED})`, async () => {
  expect(await witnesses()).toEqual(before);
});

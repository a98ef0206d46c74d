// What: the named fields of the truth: every field comes out of the buffer as it went in, whatever its length; only named
// fields are packed; what cannot be meant is said. The shader reads them back byte for byte (a reward that hashes texts).
import { describe, expect, it } from 'vitest';
import { TRUTH, TRUTH_COUNT } from '../../src/4-rewards/layout.ts';
import { packTruth } from '../../src/4-rewards/packTruth.ts';
import { scoreRewards } from '../../src/4-rewards/scoreRewards.ts';
import { TRUTH_COLUMNS, READABLE_FIELDS, truthMentions } from '../../src/4-rewards/truthFields.ts';
import type { Truth } from '../../src/4-rewards/types.ts';
import { Rollout } from '../../shaders/4-rewards/prelude.ref.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { shaderText } from '../../src/gpu/kernels.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { parseTexts } from './completionFixtures.ts';

const LONG = 'ä fact of many words '.repeat(12);
const FULL: Truth = {
  answer: '12.5 %',
  acceptedAnswers: ['12.5', 'zwölf'],
  boxes: Array.from({ length: 40 }, (_, i) => [0, 0, 0.5, 0.5 + i / 128] as const),
  labels: ['dog', ''],
  facts: [LONG, { text: 'red', kind: 'colour', weight: 2.5 }, ...new Array<string>(20).fill('x')],
  points: [[0.25, 0.75]],
  order: [3, 1, 2],
  captions: ['A dog.', 'Ein Hund.'],
  triples: [
    ['dog', 'on', 'mat'],
    ['mat', 'is', 'red'],
  ],
  referenceSteps: ['look', 'count'],
  expertText: '<think>yes</think>',
  program: 'plot(1)',
  options: ['A', 'B'],
  answerOption: 1,
  quality: 4.125,
  hiddenSlots: { colour: 'red', size: 'small' },
  question: 'what is it?',
};

function read(words: Uint32Array, generations = 1, r = 0): Rollout {
  return new Rollout({ generations, rollouts: 2 }, { truth: words }, r);
}
const texts = (rollout: Rollout, field: string) =>
  rollout.truthTexts(field).map((bytes) => new TextDecoder().decode(bytes));

describe('packTruth', () => {
  it('keeps every field whole', () => {
    const rollout = read(packTruth([{ answer: 'first' }, FULL]), 1, 1);
    expect(texts(rollout, 'answer')).toEqual(['12.5 %']);
    expect([rollout.truthIsNumber(), rollout.truthNumber()]).toEqual([true, 12.5]);
    expect(texts(rollout, 'acceptedAnswers')).toEqual(FULL.acceptedAnswers);
    expect(rollout.truthBoxes()).toEqual(FULL.boxes);
    expect(texts(rollout, 'labels')).toEqual(['dog', '']);
    expect(texts(rollout, 'facts').slice(0, 3)).toEqual([LONG, 'red', 'x']);
    expect(new TextEncoder().encode(LONG).length).toBeGreaterThan(200);
    expect(texts(rollout, 'facts')).toHaveLength(22);
    expect(texts(rollout, 'factKinds').slice(0, 3)).toEqual(['', 'colour', '']);
    expect(rollout.truthNumbers('factWeights').slice(0, 3)).toEqual([1, 2.5, 1]);
    expect(rollout.truthPoints()).toEqual(FULL.points);
    expect(rollout.truthNumbers('order')).toEqual(FULL.order);
    expect(texts(rollout, 'captions')).toEqual(FULL.captions);
    expect(texts(rollout, 'triples')).toEqual(['dog', 'on', 'mat', 'mat', 'is', 'red']);
    expect(texts(rollout, 'referenceSteps')).toEqual(FULL.referenceSteps);
    expect(texts(rollout, 'expertText')).toEqual([FULL.expertText]);
    expect(texts(rollout, 'program')).toEqual([FULL.program]);
    expect(texts(rollout, 'options')).toEqual(FULL.options);
    expect(rollout.truthNumbers('answerOption')).toEqual([1]);
    expect(rollout.truthNumbers('quality')).toEqual([4.125]);
    expect(texts(rollout, 'slotNames')).toEqual(['colour', 'size']);
    expect(texts(rollout, 'slotValues')).toEqual(['red', 'small']);
    expect(texts(rollout, 'question')).toEqual(['what is it?']);
    expect(Object.keys(FULL).sort()).toEqual([...READABLE_FIELDS].sort());
    expect(TRUTH_COLUMNS.map(({ name }) => name).sort()).toEqual(Object.keys(TRUTH).sort());
  });

  it('packs only the fields that are named, and none of another prompt', () => {
    const [all, some] = [packTruth([FULL, {}]), packTruth([FULL, {}], ['quality', 'answer'])];
    // The table, four zeros, one number, one text of six bytes.
    expect(some).toHaveLength(2 * 2 * TRUTH_COUNT + 4 + 1 + 4 + 2);
    expect(all.length).toBeGreaterThan(500);
    expect(texts(read(some), 'facts')).toEqual([]);
    expect(read(some).truthNumbers('quality')).toEqual([4.125]);
    const empty = read(packTruth([FULL, {}]), 1, 1);
    expect([empty.hasTruthAnswer(), empty.truthBoxes(), empty.facts()]).toEqual([false, [], []]);
    expect(packTruth([])).toHaveLength(4);
    expect(packTruth([{}])).toHaveLength(2 * TRUTH_COUNT + 4);
  });

  it.each<[Truth, RegExp]>([
    [{ boxes: [[0.5, 0, 0.5, 1]] }, /no area/],
    [{ boxes: [[0, 0, NaN, 1]] }, /finite/],
    [{ boxes: [[0, 0, 1] as unknown as [number, number, number, number]] }, /A true box \(0,0,1\) must be 4 finite/],
    [{ points: [[0, Infinity]] }, /finite/],
    [{ quality: NaN }, /quality \(NaN\) must be finite/],
    [{ facts: [{ text: 'a', weight: NaN }] }, /facts \(NaN\)/],
    [{ options: ['a', 'b'], answerOption: 2 }, /answerOption is 2, but there are 2 options/],
    [{ triples: [['a', 'b'] as unknown as [string, string, string]] }, /triple \(a,b\) must be three strings/],
    [{ captions: [7 as unknown as string] }, /captions must hold strings, not number/],
  ])('%o is refused in a sentence', (truth, sentence) => {
    expect(() => packTruth([truth])).toThrow(sentence);
  });

  it('knows which function reads which field', () => {
    const found = truthMentions('a(truthBox(r, 0u));\n// expertText(r)\nfactWeight (r, 1u); slotValue(r, 0u)');
    expect(found).toEqual([
      { field: 'boxes', reader: 'truthBox', line: 1 },
      { field: 'facts', reader: 'factWeight', line: 3 },
      { field: 'hiddenSlots', reader: 'slotValue', line: 3 },
    ]);
    const readers = [...shaderText('4-rewards/truth').matchAll(/^fn (\w+)\([^)]*\)[^{]*\{([^}]*)\}/gm)];
    for (const [, name, body] of readers) {
      if (!/TRUTH_(?!COUNT)/.test(body!)) continue;
      expect(truthMentions(`${name}(r)`), name).toHaveLength(1);
    }
  });
});

/** A reward that adds up everything that the truth says: bytes of texts, numbers. */
const READER = `// What: a test.
// Reward: reader
// Range: [0, 1000000]
// Uses: common/dispatch, 4-rewards/prelude
override WORKGROUP_SIZE: u32 = 64;
struct ReaderParams { rollouts: u32, generations: u32, maxTokens: u32, bytesPerRollout: u32 }
@group(0) @binding(0) var<uniform> params: ReaderParams;
fn sum(text: Text) -> f32 {
  var total = 0u;
  for (var k = 0u; k < text.length; k++) { total += textByte(text, k); }
  return f32(total);
}
@compute @workgroup_size(WORKGROUP_SIZE)
fn reader(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  var total = sum(truthAnswer(r)) + truthNumber(r) + sum(expertText(r)) + sum(truthProgram(r));
  for (var i = 0u; i < acceptedCount(r); i++) { total += sum(acceptedAnswer(r, i)); }
  for (var i = 0u; i < labelCount(r); i++) { total += sum(truthLabel(r, i)); }
  for (var i = 0u; i < factCount(r); i++) { total += sum(factText(r, i)) + sum(factKind(r, i)) + factWeight(r, i); }
  for (var i = 0u; i < orderCount(r); i++) { total += orderAt(r, i) * f32(i); }
  for (var i = 0u; i < captionCount(r); i++) { total += sum(truthCaption(r, i)); }
  for (var i = 0u; i < tripleCount(r); i++) { for (var k = 0u; k < 3u; k++) { total += f32(k + 1u) * sum(tripleText(r, i, k)); } }
  for (var i = 0u; i < referenceStepCount(r); i++) { total += sum(referenceStep(r, i)); }
  for (var i = 0u; i < optionCount(r); i++) { total += sum(optionText(r, i)); }
  for (var i = 0u; i < slotCount(r); i++) { total += sum(slotName(r, i)) + 2.0 * sum(slotValue(r, i)); }
  for (var i = 0u; i < truthBoxCount(r); i++) { total += truthBox(r, i).w + truthBox(r, i).x; }
  for (var i = 0u; i < truthPointCount(r); i++) { total += truthPoint(r, i).y; }
  if (hasAnswerOption(r)) { total += f32(answerOption(r)) + 0.5; }
  if (hasQuality(r)) { total += truthQuality(r); }
  total += 3.0 * sum(truthQuestion(r));
  column[r] = total + truthBox(r, 99u).z + f32(factText(r, 99u).length);
}
`;

it('the shader reads what was packed', async () => {
  const sum = (text: string) => new TextEncoder().encode(text).reduce((total, byte) => total + byte, 0);
  const sums = (list: readonly string[] = []) => list.reduce((total, text) => total + sum(text), 0);
  const wanted =
    sums([FULL.answer!, FULL.expertText!, FULL.program!]) +
    12.5 +
    sums([...FULL.acceptedAnswers!, ...FULL.labels!, ...FULL.captions!, ...FULL.referenceSteps!, ...FULL.options!]) +
    sums(FULL.facts!.map((fact) => (typeof fact === 'string' ? fact : fact.text + fact.kind))) +
    (FULL.facts!.length - 1 + 2.5) +
    (1 * 1 + 2 * 2) +
    FULL.triples!.flatMap((triple) => triple.map((text, k) => (k + 1) * sum(text))).reduce((a, b) => a + b) +
    sums(Object.keys(FULL.hiddenSlots!)) +
    2 * sums(Object.values(FULL.hiddenSlots!)) +
    3 * sum(FULL.question!) +
    FULL.boxes!.reduce((total, box) => total + box[3], 0) +
    (0.75 + 1.5 + 4.125);
  const parsed = await parseTexts(new ReferenceCompute(), ['a', 'b', 'c', 'd']);
  const compute = await testCompute();
  const upload = async (array: { read(): Promise<Float32Array | Int32Array | Uint32Array> }) =>
    compute.upload(await array.read());
  const { columns } = await scoreRewards(compute, {
    parsed: {
      ...parsed,
      completionBytes: await upload(parsed.completionBytes),
      spans: await upload(parsed.spans),
      numbers: await upload(parsed.numbers),
    },
    truths: [{}, FULL],
    generations: 2,
    signals: new Map(),
    uses: [{ name: 'reader' }],
    edited: { reader: READER },
  });
  const [a, b, c, d] = columns[0]!.values;
  expect([a, b]).toEqual([0, 0]);
  expect(c).toBe(d);
  expect(c).toBeCloseTo(wanted, 1);
});

// What: zooms written by a tokenizer that merges across the end of a tag, as byte-level BPE does ('><', '></', '>\n'): each is
// seen, once, and its crop stands behind the token that closes it. The tokenizer is that of the tiny bundle with merges of its own.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { Prefix } from '../../src/2-policy/types.ts';
import { generate } from '../../src/3-rollouts/generate.ts';
import { scorePass } from '../../src/3-rollouts/scorePass.ts';
import { askedAction } from '../../src/3-rollouts/turns.ts';
import type { OpenAction } from '../../src/3-rollouts/types.ts';
import { openBundle, TINY } from '../2-policy/bundleFiles.ts';
import { Lcg, LORA, randomPrompts } from '../2-policy/tinyPolicy.ts';
import { zooms } from './zoomAction.ts';

/** Letters that no text here uses give their places to merged tokens. 'Ċ' is byte-level BPE for a line end. */
const MERGED = { Q: '><', X: '></', Z: '>Ċ', Y: '00', W: '0000', V: '00000000' };
const MERGES = ['> <', '>< /', '> Ċ', '0 0', '00 00', '0000 0000'];

interface TokenizerFile {
  readonly model: { readonly vocab: Record<string, number>; merges: unknown };
  readonly pre_tokenizer: { use_regex: boolean };
}

async function openMerged(compute: ReferenceCompute): Promise<OnnxPolicy> {
  const bundle = await openBundle(TINY, 'onnx/decoder_model_merged_q4.onnx');
  const { model, pre_tokenizer } = bundle.tokenizer as unknown as TokenizerFile;
  for (const [letter, piece] of Object.entries(MERGED)) {
    model.vocab[piece] = model.vocab[letter]!;
    delete model.vocab[letter];
  }
  model.merges = MERGES.map((pair) => pair.split(' '));
  pre_tokenizer.use_regex = false; // merges may cross every border, as '>\n' does in Qwen's and Llama 3's vocabulary
  return OnnxPolicy.create(bundle, { provider: 'wasm', compute, numThreads: 2, lora: LORA });
}

const ZOOM = '<zoom>10 20 60 70</zoom>';
const BOX = [0.1, 0.2, 0.6, 0.7];

const zoom: OpenAction = { tag: 'zoom', slots: 1, answer: () => Promise.resolve(null) };

describe('askedAction', () => {
  it.each([
    [`${ZOOM}</b>`, '</b>'],
    [`a ${ZOOM}\n`, '\n'],
    [`${ZOOM}${ZOOM}`, ZOOM],
    [`<zoom><zoom>1 2${ZOOM}<zo`, '<zo'],
  ])('%j: the first action, and the text behind it', (text, rest) =>
    expect(askedAction(text, [zoom])).toEqual({ action: zoom, text: '10 20 60 70', rest }),
  );
});

describe('merged tokens', () => {
  const compute = new ReferenceCompute();
  let policy: OnnxPolicy;
  let prefix: Prefix;
  beforeAll(async () => {
    policy = await openMerged(compute);
    prefix = await policy.prefill(new Float32Array(policy.info.thetaLength), randomPrompts(policy, ['where?']));
  });
  afterAll(async () => {
    prefix.dispose();
    await policy.dispose();
  });

  /** The crops that each text gets: the box, and the text of the completion before the crop. */
  async function crops(ids: readonly (readonly number[] | Int32Array)[], own = { policy, prefix }, maxTurns = 3) {
    const { info, tokenizer } = own.policy;
    const T = Math.max(...ids.map(({ length }) => length));
    const forcedTokens = new Int32Array(ids.length * T);
    ids.forEach((row, r) => forcedTokens.set(row, r * T));
    const features = new Lcg(4).floats(info.imageTokens * info.hiddenSize, 0.8);
    const rollouts = await generate(own.policy, compute, new Float32Array(info.thetaLength), own.prefix, {
      ...{ generations: ids.length, maxTokens: T, temperature: 1, topK: 0, topP: 1, seed: 0, step: 0 },
      ...{ forcedTokens, forcedLengths: Int32Array.from(ids, ({ length }) => length) },
      turns: zooms(own.policy, maxTurns, () => Promise.resolve(features)),
    });
    const { looks, calls, failures } = rollouts.turns!;
    const seen = ids.map((row, r) =>
      looks
        .filter((look) => look.row === r)
        .map(({ box, after }) => ({ box, before: tokenizer.decode(row.slice(0, after)), after })),
    );
    return { seen, calls, failures, rollouts };
  }
  const ask = (...texts: readonly string[]) => crops(texts.map((text) => policy.tokenizer.encode(text)));
  const tokensOf = (text: string) => Array.from(policy.tokenizer.encode(text), (id) => policy.tokenizer.decode([id]));

  it.each([
    ['></', `a${ZOOM}</b>`, `a${ZOOM}</`],
    ['>\n', `a${ZOOM}\nb`, `a${ZOOM}\n`],
    ['><', `a${ZOOM}<b`, `a${ZOOM}<`],
    ['>', `a${ZOOM}b`, `a${ZOOM}`],
  ])('the token %j closes the tag: the crop stands behind it', async (token, text, before) => {
    expect(tokensOf(text)).toContain(token);
    const { seen, calls, failures } = await ask(text);
    expect(seen[0]!.map((look) => [look.box, look.before])).toEqual([[BOX, before]]);
    expect([calls, failures]).toEqual([1, 0]);
  });

  it('the opening of a second action may lie in the token that closes the first', async () => {
    const { seen, calls } = await ask(`${ZOOM}<zoom>0 0 50 50</zoom>\nb`);
    expect(seen[0]!.map(({ box, before }) => [box, before])).toEqual([
      [BOX, `${ZOOM}<`],
      [[0, 0, 0.5, 0.5], `${ZOOM}<zoom>0 0 50 50</zoom>\n`],
    ]);
    expect(calls).toBe(2);
  });

  it('an action of any length is seen, and one is never seen twice', async () => {
    const long = `<zoom>10.${'0'.repeat(64)} 20.${'0'.repeat(64)} 60 70</zoom>`;
    expect(long.length).toBeGreaterThan(150);
    const { seen, calls } = await ask(`${long} and so on > b </b> c`);
    expect(seen[0]!.map(({ box, before }) => [box, before])).toEqual([[BOX, long]]);
    expect(calls).toBe(1);
  });

  it('tags that are not closed, or hold a tag, ask for nothing', async () => {
    const { seen, calls } = await ask(
      '<zoom>1 2 3 4<zoom>\n',
      '<zoom>1 2 <b> 3 4</zoom>\n',
      '</zoom>\n<zoom',
      'a < b > c',
    );
    expect(seen.flat()).toEqual([]);
    expect(calls).toBe(0);
  });

  it('two actions that one token closes are answered one after the other, and none behind the end', async () => {
    // A vocabulary with a whole action as one token: the byte table says so, the network does not care.
    const { tokenBytes } = policy.tokenizer;
    const id = policy.tokenizer.encode('A')[0]!;
    const second = new TextEncoder().encode(`>${ZOOM}`);
    const [start, end] = [tokenBytes.offsets[id]!, tokenBytes.offsets[id + 1]!];
    const bytes = Uint8Array.of(...tokenBytes.bytes.subarray(0, start), ...second, ...tokenBytes.bytes.subarray(end));
    const offsets = tokenBytes.offsets.map((offset, v) => (v > id ? offset + second.length - (end - start) : offset));
    const tokenizer = { ...policy.tokenizer, tokenBytes: { offsets, bytes } };
    const own = { policy: Object.create(policy, { tokenizer: { value: tokenizer } }) as OnnxPolicy, prefix };
    const first = [...policy.tokenizer.encode('<zoom>0 0 50 50</zoom'), id];
    const rest = [...policy.tokenizer.encode('bc')];
    const { seen, calls } = await crops([[...first, ...rest], first, [...first, rest[0]!]], own);
    expect(seen[0]!.map(({ box, after }) => [box, after])).toEqual([
      [[0, 0, 0.5, 0.5], first.length],
      [BOX, first.length + 1],
    ]);
    expect(seen[1]).toEqual([]); // the answer ends with that token
    expect(seen[2]!.map(({ after }) => after)).toEqual([first.length]);
    expect(calls).toBe(3);
  });

  it('what is scored is what was sampled: the crop lies between the same tokens', async () => {
    const { rollouts } = await ask(`a${ZOOM}</b>c`, `${ZOOM}\nb`);
    const { logProbs } = await scorePass(policy, new Float32Array(policy.info.thetaLength), prefix, rollouts, 1);
    logProbs.forEach((value, i) => expect(Math.abs(value - rollouts.oldLogProbs[i]!)).toBeLessThan(1e-4));
  });
});

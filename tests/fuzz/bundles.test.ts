// What: the texts of a model bundle (config, tokenizer, preprocessor, generation, files.json), damaged: the bundle opens and its
// tokenizer encodes to tokens of the network, or one sentence. Where the damage does not touch the tokenizer, texts come back.
import fc from 'fast-check';
import { expect } from 'vitest';
import { imageFacts, maxPositions } from '../../src/2-policy/bundle/imageFacts.ts';
import { loadBundle } from '../../src/2-policy/bundle/loadBundle.ts';
import { makeTokenizer } from '../../src/2-policy/bundle/tokenizer.ts';
import { readingProblem } from '../../src/2-policy/readingProblem.ts';
import { GraphBuilder } from '../../src/onnx/graphBuilder.ts';
import { writeModel } from '../../src/onnx/writeModel.ts';
import type { Policy } from '../../src/2-policy/types.ts';
import { folderFiles, TINY } from '../2-policy/bundleFiles.ts';
import { anyJson, damagedJson, damagedOf, utf8 } from './bytes.ts';
import { fuzzKind, outcome, told } from './fuzz.ts';

const fuzz = fuzzKind('bundles', 500);
const BUNDLE = { errors: ['BundleError', 'OnnxError'], begins: /^[\w./-]+(\.json|\.onnx)\b/ };
const VOCABULARY = 96;

const files = folderFiles(TINY);
delete files['files.json'];
// The networks are onnx.test.ts's business: three that hold nothing are read faster.
const network = new Blob([Uint8Array.from(writeModel(new GraphBuilder('none').build()))]);
for (const path of Object.keys(files)) if (path.endsWith('.onnx')) files[path] = network;
const TEXTS = ['config.json', 'tokenizer.json', 'preprocessor_config.json', 'generation_config.json', 'tokenizer_config.json']; // prettier-ignore
const values = new Map(await Promise.all(TEXTS.map(async (path) => [path, JSON.parse(await files[path]!.text()) as unknown] as const))); // prettier-ignore

async function open(path: string, content: BlobPart) {
  const bundle = await loadBundle({ kind: 'files', files: { ...files, [path]: new Blob([content]) } }, { provider: 'wasm' }); // prettier-ignore
  const facts = imageFacts(bundle);
  const positions = maxPositions(bundle.config);
  return { facts, positions, tokenizer: makeTokenizer(bundle, facts.imageTokens, VOCABULARY) };
}

const TEXT = 'Where is the dog? <box>1 2</box>';

async function check(path: string, content: BlobPart, show: string) {
  const result = await outcome(async () => {
    const { facts, positions, tokenizer } = await open(path, content);
    const ids = tokenizer.encodePrompt(TEXT, 1);
    const policy = { info: { maxPositions: positions }, tokenizer } as Pick<Policy, 'info' | 'tokenizer'>;
    const problem = readingProblem(policy, { question: TEXT, pictures: 1 }, 48);
    return { facts, positions, tokenizer, ids, problem, decoded: tokenizer.decode(ids) };
  }, BUNDLE, () => show.slice(0, 600)); // prettier-ignore
  if ('sentence' in result) return 'refused' as const;
  const { facts, positions, tokenizer, ids, problem } = result.value;
  expect(ids.every((id) => id >= 0 && id < VOCABULARY)).toBe(true);
  expect([...tokenizer.stopIds, tokenizer.padId, tokenizer.imageTokenId].every((id) => Number.isInteger(id) && id >= 0 && id < VOCABULARY)).toBe(true); // prettier-ignore
  expect(ids.length).toBeLessThan(20_000);
  expect(tokenizer.tokenBytes.offsets.length).toBe(VOCABULARY + 1);
  expect([facts.imageSize, facts.imageTokens, positions].every((n) => Number.isSafeInteger(n) && n > 0)).toBe(true);
  expect(facts.imageStd.every((n) => n > 0) && facts.imageMean.every(Number.isFinite)).toBe(true);
  if (problem !== null) expect(problem).toMatch(/\.$/);
  if (path === 'tokenizer.json' || path === 'tokenizer_config.json') return told(result);
  expect(tokenizer.decode(tokenizer.encode(TEXT))).toBe(TEXT);
  return told(result);
}

const NAMES = ['added_tokens', 'model', 'vocab', 'merges', 'vision_config', 'text_config', 'image_size', 'eos_token_id', 'image_token_id', 'pre_tokenizer', 'decoder', 'normalizer', 'type', 'content', 'id', 'special']; // prettier-ignore
const part = fc.oneof(anyJson, fc.constantFrom<unknown>('ByteLevel', 'BPE', 'Sequence', 'WordPiece', 'Unigram', { type: 'Split', pattern: { Regex: '(' } }, { type: 'BPE' }, [['a', 'b']], 96, 1e6)); // prettier-ignore
const damaged = fc
  .constantFrom(...TEXTS)
  .chain((path) => damagedJson(values.get(path), part, NAMES).map((value) => [path, JSON.stringify(value) ?? 'null'] as const)); // prettier-ignore

fuzz('damaged values', 0.7, damaged, ([path, text]) => check(path, text, `${path}: ${text}`));

const brokenText = fc.constantFrom(...TEXTS).chain((path) => damagedOf([utf8(JSON.stringify(values.get(path)))]).map((bytes) => [path, bytes] as const)); // prettier-ignore
fuzz('damaged texts', 0.2, brokenText, ([path, bytes]) => check(path, bytes, path));

const entry = fc.oneof(
  anyJson,
  fc.record({ path: fc.oneof(fc.constantFrom(...TEXTS), fc.string()), bytes: fc.oneof(fc.nat(5000), anyJson), sha256: fc.oneof(fc.stringMatching(/^[0-9a-f]{64}$/), anyJson) }, { requiredKeys: [] }), // prettier-ignore
);
const list = fc.oneof(anyJson, fc.record({ files: fc.oneof(anyJson, fc.array(entry, { maxLength: 3 })), canary: anyJson }, { requiredKeys: [] })); // prettier-ignore
fuzz('files.json', 0.1, list, (value) => check('files.json', JSON.stringify(value), JSON.stringify(value)));

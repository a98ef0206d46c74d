// What: JSON that is nested as deep as no program nests, in everything that a stranger may send: a sentence, never the end of the stack.
// Found by hand, since damage to whole files does not make it.
import { expect, test } from 'vitest';
import { imageFacts } from '../../src/2-policy/bundle/imageFacts.ts';
import { loadBundle } from '../../src/2-policy/bundle/loadBundle.ts';
import { makeTokenizer } from '../../src/2-policy/bundle/tokenizer.ts';
import { gzip } from '../../src/9-curves/gzip.ts';
import { packValue } from '../../src/9-curves/packValue.ts';
import { setLeaves } from '../../src/config/setLeaf.ts';
import { shownValue } from '../../src/config/shownValue.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { readAdapter } from '../../src/store/adapter/readAdapter.ts';
import { writeSafetensors } from '../../src/store/adapter/safetensors.ts';
import { toBase64url } from '../../src/store/container/base64url.ts';
import { readLink } from '../../src/store/link/decodeLink.ts';
import { readRunFile } from '../../src/store/run/runFile.ts';
import { folderFiles, TINY } from '../2-policy/bundleFiles.ts';
import { utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { outcome } from './fuzz.ts';

const DEPTH = 20_000;
const DEEP = [
  ['lists', `${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}`],
  ['objects', `${'{"a":'.repeat(DEPTH)}1${'}'.repeat(DEPTH)}`],
] as const;

/** A container whose value is this JSON, which packValue itself could not write. */
function packed(kind: string, value: string): Bytes {
  const header = utf8(JSON.stringify({ kind, parts: [], value: 'DEEP' }).replace('"DEEP"', value));
  const bytes = new Uint8Array(Math.ceil((12 + header.length) / 8) * 8);
  bytes.set(packValue(kind, 0).subarray(0, 8));
  new DataView(bytes.buffer).setUint32(8, header.length, true);
  bytes.set(header, 12);
  return bytes;
}

const link = async (value: string) => readLink(`#z=${toBase64url(await gzip(packed('link', value)))}`);
const state = (leaf: string) => `{"version":1,"recipe":"grpo","leaves":{"seed":${leaf}},"layout":{},"prompts":[],"rewards":[]}`; // prettier-ignore

test.each(DEEP)('%s in a run file and in a link', async (_, deep) => {
  const run = await outcome(
    async () => readRunFile(new Blob([await gzip(packed('run', deep))]), 'mine.rollscope'),
    { errors: ['Error'] },
  ); // prettier-ignore
  expect(run).toEqual({ sentence: expect.stringMatching(/^“mine\.rollscope” cannot be opened: .* is unchanged\.$/) });
  for (const value of [deep, state(deep)])
    expect(await outcome(() => link(value), { errors: ['LinkError'] })).toHaveProperty('sentence');
});

test.each(DEEP)('%s as a setting', async (_, deep) => {
  const errors = { errors: ['ConfigError', 'GrammarError'], begins: /^[a-z_]+ / };
  for (const leaf of ['views', 'reward_funcs', 'grammar'])
    expect(await outcome(() => setLeaves(defaultConfig(), [[leaf, deep]]), errors)).toHaveProperty('sentence');
  const config = { ...defaultConfig(), grammar: JSON.parse(deep) as string };
  expect(await outcome(() => validateConfig(config), errors)).toHaveProperty('sentence');
  expect(shownValue(JSON.parse(deep)).length).toBeLessThan(100);
});

test.each(DEEP)('%s in an adapter', async (_, deep) => {
  const weights = writeSafetensors(new Map([['a.lora_A.weight', { shape: [1], values: Float32Array.of(1) }]]));
  for (const field of ['target_modules', 'rank_pattern', 'r']) {
    const config = `{"peft_type":"LORA","r":2,"lora_alpha":4,"target_modules":["q_proj"],"${field}":${deep}}`;
    const files = { 'adapter_model.safetensors': new Blob([weights]), 'adapter_config.json': new Blob([config]) };
    const errors = { errors: ['AdapterError', 'SafetensorsError'], begins: /^(adapter_|has )/ };
    expect(await outcome(() => readAdapter(files), errors), field).toHaveProperty('sentence');
  }
});

test.each(DEEP)('%s in the texts of a bundle', async (_, deep) => {
  const { 'files.json': list, ...files } = folderFiles(TINY);
  expect(list).toBeDefined();
  const parts = [['config.json', 'scale_factor'], ['config.json', 'vision_config'], ['tokenizer.json', 'model'], ['tokenizer.json', 'pre_tokenizer'], ['preprocessor_config.json', 'image_mean']] as const; // prettier-ignore
  for (const [path, field] of parts) {
    const whole = JSON.parse(await files[path]!.text()) as object;
    const text = JSON.stringify({ ...whole, [field]: 'DEEP' }).replace('"DEEP"', deep);
    const open = async () => {
      const own = { ...files, [path]: new Blob([text]) };
      const bundle = await loadBundle({ kind: 'files', files: own }, { provider: 'wasm' });
      makeTokenizer(bundle, imageFacts(bundle).imageTokens, 96);
    };
    const errors = { errors: ['BundleError', 'OnnxError'], begins: /^[\w./-]+\.json\b/ };
    expect(await outcome(open, errors), `${path} ${field}`).toHaveProperty('sentence');
  }
});

// What: “Will it train?” as a whole: what is told of a bundle of the repository, of one with holes, and in which words.
import { describe, expect, test } from 'vitest';
import { defaultConfig } from '../../../src/config/validateConfig.ts';
import { setLeaf } from '../../../src/config/setLeaf.ts';
import { answerOf, answerSentence, estimateRows } from '../../../src/training/estimate/estimateWords.ts';
import { estimateModel } from '../../../src/training/estimate/estimateModel.ts';
import type { ModelEstimate } from '../../../src/training/estimate/estimateModel.ts';
import { folderOfFiles } from '../../../src/training/estimate/modelFolder.ts';
import { productSpeed } from '../../../src/training/estimate/productSpeed.ts';
import { openBundle, folderFiles, TINY } from '../../2-policy/bundleFiles.ts';

const config = defaultConfig();
const pocket = folderFiles('public/models/pocket');
const at = (speed: number, files = pocket, settings = config) =>
  estimateModel(folderOfFiles(files), settings, () => Promise.resolve(speed));

describe('a bundle', () => {
  test('Pocket: its files, no operator without a gradient, pictures', async () => {
    const said = await at(20e9);
    expect(said.readsPictures).toBe(true);
    expect(said.sizes.bits).toBe(4);
    expect(said.files.map(({ path }) => path).sort()).toEqual([
      'onnx/decoder_model_merged_q4.onnx',
      'onnx/embed_tokens.onnx',
      'onnx/vision_encoder.onnx',
    ]);
    const { bytes } = await openBundle('public/models/pocket');
    // What loading counts has the texts beside the networks.
    expect(said.bytes! / bytes).toBeGreaterThan(0.98);
    expect(said.bytes!).toBeLessThanOrEqual(bytes);
    expect([said.missing, said.operators]).toEqual([[], []]);
    expect(answerOf(said)).toBe('yes');
  });

  test('half the speed takes twice the time of the products; overheads stay', async () => {
    const [fast, slow, slower] = [await at(20e9), await at(10e9), await at(5e9)];
    expect(slower.seconds - slow.seconds).toBeCloseTo(2 * (slow.seconds - fast.seconds), 6);
    expect(slow.seconds).toBeGreaterThan(fast.seconds);
  });

  test('what is missing is named, the network by the name that is wanted most', async () => {
    const holes = Object.fromEntries(Object.entries(pocket).filter(([path]) => !/decoder|tokenizer\.json/.test(path)));
    const said = await at(20e9, holes);
    expect(said.missing).toEqual(['tokenizer.json', 'onnx/decoder_model_merged_q4.onnx']);
    expect(answerSentence(said)).toBe(
      'It cannot be loaded: tokenizer.json and onnx/decoder_model_merged_q4.onnx are missing. Use a folder as transformers.js loads it.',
    );
    const noConfig = Object.fromEntries(Object.entries(pocket).filter(([path]) => path !== 'config.json'));
    expect(() => folderOfFiles(noConfig)).toThrow('There is no config.json');
  });

  test('a decoder that is no ONNX file leaves the operators open', async () => {
    const odd = { ...pocket, 'onnx/decoder_model_merged_q4.onnx': new Blob(['nothing of the kind']) };
    const said = await at(20e9, odd);
    expect(said.operators).toBeNull();
    expect(estimateRows(said)).toContainEqual(['Gradients', 'told when it is loaded']);
  });

  test('a word model is one network; weights beside it belong to it', async () => {
    const tiny = folderFiles(TINY);
    const config_ = JSON.parse(await tiny['config.json']!.text()) as { text_config: object };
    const files = {
      'config.json': new Blob([JSON.stringify({ ...config_.text_config, tie_word_embeddings: true })]),
      'tokenizer.json': tiny['tokenizer.json']!,
      'onnx/model_q4.onnx': new Blob(['x']),
      'onnx/model_q4.onnx_data': new Blob(['0123456789']),
    };
    const said = await at(20e9, files);
    expect(said.readsPictures).toBe(false);
    expect(said.files.reduce((sum, { bytes }) => sum + bytes!, 0)).toBe(11);
    expect(said.pictureSeconds).toBe(0);
  });

  test('a folder of ONNX Runtime GenAI has its sizes in genai_config.json, and the width of the MLP in its nodes', async () => {
    const decoder = {
      ...{ filename: 'model.onnx', hidden_size: 256, num_hidden_layers: 5, num_attention_heads: 8 },
      ...{ num_key_value_heads: 4, head_size: 32 },
    };
    const genai = { model: { type: 'llama', vocab_size: 1472, context_length: 512, decoder } };
    const said = await at(20e9, {
      'genai_config.json': new Blob([JSON.stringify(genai)]),
      'tokenizer.json': pocket['tokenizer.json']!,
      // The decoder of Pocket: what stands in its nodes is what its config.json says.
      'model.onnx': pocket['onnx/decoder_model_merged_q4.onnx']!,
    });
    const { sizes } = await at(20e9);
    expect(said.sizes).toEqual({ ...sizes, imageTokens: 0, patches: 0 });
    expect([said.missing, said.operators]).toEqual([[], []]);
  });

  test('the speed is measured in operations a second, for float and for packed weights', async () => {
    for (const bits of [null, 4]) {
      const found = await productSpeed({ rows: 8, K: 64, N: 64, bits }, 1);
      expect(found).toBeGreaterThan(1e6);
      expect(found).toBeLessThan(1e13);
    }
  });
});

describe('in words', () => {
  const base = (own: Partial<ModelEstimate>) => async () => ({ ...(await at(20e9)), ...own });
  const GiB = 2 ** 30;
  test.each([
    [
      'yes',
      { memory: 1.2 * GiB, seconds: 12 },
      'Yes: a step takes about 12 s on this device and about 1229 MiB of memory.',
    ],
    [
      'tight',
      { memory: 3.5 * GiB },
      'It may just fit: a step takes about 3584 MiB of memory of the 4096 MiB that a page has.',
    ],
    [
      'no',
      { memory: 5 * GiB },
      'It does not fit: a step would take about 5120 MiB of memory, and a page has 4096 MiB.',
    ],
    ['slow', { memory: GiB, seconds: 300 }, 'It fits, but a step takes about 5 min on this device.'],
    [
      'no',
      { operators: ['If'] },
      'It can answer but not be trained: there is no gradient for If. Take an export without it,',
    ],
  ] as const)('%s', async (answer, own, sentence) => {
    const said = await base(own as Partial<ModelEstimate>)();
    expect(answerOf(said)).toBe(answer);
    expect(answerSentence(said)).toContain(sentence);
  });

  test('settings count: fewer answers take less of both', async () => {
    const few = await at(20e9, pocket, setLeaf(config, 'generation_batch_size', '8'));
    const many = await at(20e9);
    expect(few.seconds).toBeLessThan(many.seconds);
    expect(few.memory).toBeLessThan(many.memory);
  });
});

// What: sizes from config.json against the graphs themselves: weights, features, adapter, keys and values; work and memory by what they must grow with.
import { describe, expect, test } from 'vitest';
import { findLinearLayers } from '../../../src/onnx/insertLoraLayers.ts';
import { decoderGraphs } from '../../../src/onnx/decoderGraphs.ts';
import { setLeaves } from '../../../src/config/setLeaf.ts';
import { defaultConfig } from '../../../src/config/validateConfig.ts';
import { modelSizes } from '../../../src/training/estimate/modelSizes.ts';
import { decodingWeights, stepMemory } from '../../../src/training/estimate/stepMemory.ts';
import { stepWork } from '../../../src/training/estimate/stepWork.ts';
import { openBundle, SHAPES, TINY } from '../../2-policy/bundleFiles.ts';

const config = defaultConfig();
const withSettings = (settings: Record<string, string>) => setLeaves(config, Object.entries(settings));

describe('sizes from config.json', () => {
  test.each([TINY, SHAPES, 'public/models/pocket'])('%s: as its graph has them', async (folder) => {
    const bundle = await openBundle(folder);
    const sizes = modelSizes(bundle.config, bundle.preprocessor, []);
    const stack = findLinearLayers(bundle.decoder).filter(({ layer }) => layer >= 0);
    const sum = (of: (inFeatures: number, outFeatures: number) => number) =>
      stack.reduce((total, { inFeatures, outFeatures }) => total + of(inFeatures, outFeatures), 0);
    expect(sizes.stackWeights).toBe(sum((a, b) => a * b));
    const lora = { targets: [...config.adapter.lora_target_modules], rank: 4, alpha: 8 };
    const graphs = decoderGraphs(bundle.decoder, lora);
    expect(4 * sizes.stackFeatures).toBe(graphs.thetaLength);
    expect([sizes.layers, sizes.hidden, sizes.vocabulary]).toEqual([
      graphs.numLayers,
      graphs.hiddenSize,
      graphs.vocabSize,
    ]);
    const past = bundle.decoder.inputs.filter(({ name }) => /past_key_values.*(key|value)$/.test(name));
    const floats = past.reduce((total, { shape }) => total + Number(shape[1]) * Number(shape[3]), 0);
    expect(sizes.keyValues).toBe(floats);
  });

  test('a config.json without sizes gets a sentence', () => {
    expect(() => modelSizes({ num_hidden_layers: 2 }, {}, [])).toThrow('config.json does not say hidden_size');
    expect(() => modelSizes({ hidden_size: 1.5, num_hidden_layers: 2 }, {}, [])).toThrow('a whole number above 0');
  });

  test('SmolVLM-256M: what its card says, from its config.json', () => {
    const text = {
      ...{ hidden_size: 576, num_hidden_layers: 30, num_attention_heads: 9, num_key_value_heads: 3 },
      ...{ intermediate_size: 1536, vocab_size: 49280 },
    };
    const sizes = modelSizes({ text_config: text }, {}, []);
    // 256,891,845 weights, of which SigLIP and the connector have some 93 million, the norms 35 thousand, and the table 49280 · 576 stands twice.
    expect(sizes.stackWeights).toBe(106_168_320);
    expect(sizes.stackWeights + 576 * 49280 + 61 * 576).toBe(134_588_736);
  });
});

describe('work and memory', () => {
  const sizes = modelSizes(
    { hidden_size: 64, num_hidden_layers: 2, num_attention_heads: 4, intermediate_size: 256, vocab_size: 1000 },
    {},
    [],
  );
  const files = { decoder: 1e6, embed: 1e6, vision: 0 };

  test('without a KL term there is no reference pass, without prompts of pictures no tokens of them', () => {
    const [with_, without] = [stepWork(sizes, config), stepWork(sizes, withSettings({ beta: '0' }))];
    expect(without.few).toBe(with_.few);
    const forward = 2 * (sizes.stackWeights + 16 * sizes.stackFeatures);
    const reference = forward * (with_.promptTokens + with_.answerTokens) + 2 * 64 * 1000 * with_.answerTokens;
    expect(with_.many - without.many).toBe(reference);
    expect(with_.promptTokens).toBe(4 * 40);
  });

  test('a language model that fits decodes on float32, which a picture model of its size does not', () => {
    const text = { hidden_size: 576, num_hidden_layers: 30, num_attention_heads: 9, num_key_value_heads: 3, intermediate_size: 1536, vocab_size: 49152 }; // prettier-ignore
    const words = modelSizes(text, {}, []);
    const pictures = { ...words, imageTokens: 64 };
    expect([decodingWeights(words), decodingWeights(pictures)]).toEqual(['float32', 'as in the file']);
    const memory = (own: typeof words) => stepMemory(own, stepWork(words, config), files, config);
    // Both grow by as much beyond what they need.
    expect(memory(words) - memory(pictures)).toBe(4 * (words.stackWeights + 576 * 49152) - files.decoder);
  });

  test('twice the length is twice the decoding; memory grows with rows, rank and files, and never falls', () => {
    const longer = withSettings({ max_completion_length: '96' });
    expect(stepWork(sizes, longer).few).toBe(2 * stepWork(sizes, config).few);
    const memory = (settings: Record<string, string>, more = 0) => {
      const own = withSettings(settings);
      return stepMemory(sizes, stepWork(sizes, own), { ...files, vision: more }, own);
    };
    const least = memory({ generation_batch_size: '8' });
    expect(memory({ generation_batch_size: '64' })).toBeGreaterThan(least);
    expect(memory({ generation_batch_size: '8', lora_r: '64' })).toBeGreaterThan(least);
    expect(memory({ generation_batch_size: '8' }, 1e6)).toBeCloseTo(least + 1.2e6, 0);
  });
});

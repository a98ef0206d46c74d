// What: networks that cannot be run or trained are refused while loading, with the name of what is wrong.
import { describe, expect, it } from 'vitest';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import type { Bundle } from '../../src/2-policy/bundle/loadBundle.ts';
import { OnnxPolicy } from '../../src/2-policy/onnxPolicy.ts';
import type { OnnxGraph } from '../../src/onnx/graph.ts';
import { openBundle } from './bundleFiles.ts';
import { LORA } from './tinyPolicy.ts';

const create = (bundle: Bundle, targets = LORA.targets) =>
  OnnxPolicy.create(bundle, {
    provider: 'wasm',
    compute: new ReferenceCompute(),
    numThreads: 2,
    lora: { ...LORA, targets },
  });

const without = (graph: OnnxGraph, input: string): OnnxGraph => ({
  ...graph,
  inputs: graph.inputs.map((info) => (info.name === input ? { ...info, name: 'other' } : info)),
});

/** The decoder with its Sigmoid nodes replaced. */
const replaced = (graph: OnnxGraph, opType: string): OnnxGraph => ({
  ...graph,
  nodes: graph.nodes.map((node) => (node.opType === 'Sigmoid' ? { ...node, opType } : node)),
});

describe('a bundle is refused', () => {
  it('for an operator that nobody knows', async () => {
    const bundle = await openBundle();
    await expect(create({ ...bundle, decoder: replaced(bundle.decoder, 'Frobnicate') })).rejects.toThrow(/Frobnicate/);
  });

  it('for an operator that cannot be differentiated', async () => {
    const bundle = await openBundle();
    await expect(create({ ...bundle, decoder: replaced(bundle.decoder, 'Mish') })).rejects.toThrow(/Mish/);
  });

  it.each([
    ['decoder', 'inputs_embeds'],
    ['vision', 'pixel_values'],
    ['embed', 'input_ids'],
  ] as const)('for a %s without %s', async (part, input) => {
    const bundle = await openBundle();
    await expect(create({ ...bundle, [part]: without(bundle[part]!, input) })).rejects.toThrow(
      new RegExp(`no input ${input}`),
    );
  });

  it('for LoRA targets that it does not have', async () => {
    await expect(create(await openBundle(), ['q_projection'])).rejects.toThrow(/q_projection.*linear layers/s);
  });

  it('for a config without a picture model, and a tokenizer without pictures', async () => {
    const bundle = await openBundle();
    await expect(create({ ...bundle, config: { model_type: 'llama' } })).rejects.toThrow(/vision_config/);
    const config = { ...bundle.config, image_token_id: undefined };
    const tokens = bundle.tokenizer['added_tokens'] as { content: string }[];
    const tokenizer = { ...bundle.tokenizer, added_tokens: tokens.filter(({ content }) => content !== '<image>') };
    const model = structuredClone(bundle.tokenizer['model']) as { vocab: Record<string, number> };
    delete model.vocab['<image>'];
    await expect(create({ ...bundle, config, tokenizer: { ...tokenizer, model } })).rejects.toThrow(/no token <image>/);
  });
});

describe('a policy refuses', () => {
  it('prompts without tokens, without their pictures, or too long', async () => {
    const policy = await create(await openBundle());
    const theta = new Float32Array(policy.info.thetaLength);
    const ids = policy.tokenizer.encodePrompt('Where?', 1);
    const features = new Float32Array(policy.info.imageTokens * policy.info.hiddenSize);
    await expect(policy.prefill(theta, [{ ids: new Int32Array(0), imageFeatures: [] }])).rejects.toThrow('no tokens');
    await expect(policy.prefill(theta, [{ ids, imageFeatures: [] }])).rejects.toThrow('places for 1 pictures');
    const long = policy.tokenizer.encodePrompt('x'.repeat(500), 0);
    await expect(policy.prefill(theta, [{ ids: long, imageFeatures: [] }])).rejects.toThrow('at most 128');
    const prefix = await policy.prefill(theta, [{ ids, imageFeatures: [features] }]);
    const rows = policy.startRows(prefix, 2, 1);
    await policy.decode(theta, rows, Int32Array.of(5, 6));
    await expect(policy.decode(theta, rows, Int32Array.of(5, 6))).rejects.toThrow('Give startRows a larger capacity');
    await expect(policy.decode(theta, rows, Int32Array.of(5))).rejects.toThrow('one per row');
    prefix.dispose();
    await expect(policy.decode(theta, policy.startRows(prefix, 2, 1), Int32Array.of(5, 6))).rejects.toThrow('disposed');
    await policy.dispose();
  });
});

// What: how large a decoder is, from config.json and, where they could be read, from its nodes: 4-bit products state their sizes.
// Formula: per layer, weights = D·(heads + 2·kvHeads)·hd + heads·hd·D + 3·D·I (gated MLP); features = Σ (in + out) over those products, which is
//   what LoRA and the backward pass grow with; head = D·V.
// Source: config.json of Llama, Qwen2, Idefics3 / SmolVLM in transformers (text_config, vision_config).
import { BundleError } from '../../2-policy/bundle/bundleError.ts';
import { imageFacts } from '../../2-policy/bundle/imageFacts.ts';
import type { Json } from '../../2-policy/bundle/json.ts';
import { isPictureModel } from '../../2-policy/bundle/textForms.ts';
import { textConfig } from '../../2-policy/bundle/tokenizer.ts';
import type { NodeHead } from '../../onnx/readNodes.ts';

export interface ModelSizes {
  readonly layers: number;
  readonly hidden: number;
  readonly intermediate: number;
  readonly vocabulary: number;
  /** Weights of the products of all layers. */
  readonly stackWeights: number;
  /** Σ (in + out) over the products of all layers. */
  readonly stackFeatures: number;
  /** Floats of keys and values of one token, all layers. */
  readonly keyValues: number;
  /** Bits of a weight of the products as they lie in the file; null = not known. */
  readonly bits: number | null;
  /** Tokens of one picture; 0 = the model reads words only. */
  readonly imageTokens: number;
  /** Weights of the picture encoder, and the patches that it looks at; 0 = none. */
  readonly visionWeights: number;
  readonly patches: number;
}

/** What genai_config.json says about the sizes, under the names of config.json; it does not know how wide the MLP is. */
export function genaiSizes(genai: Json): Json {
  const model = fieldsOf(genai['model']);
  const { hidden_size, num_hidden_layers, num_attention_heads, num_key_value_heads, head_size } = fieldsOf(
    model['decoder'],
  );
  const head_dim = head_size;
  const sizes = { hidden_size, num_hidden_layers, num_attention_heads, num_key_value_heads, head_dim };
  return { ...sizes, vocab_size: model['vocab_size'] };
}

const fieldsOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

function wholeNumber(fields: Json, name: string, otherwise?: number): number {
  const value = fields[name] ?? otherwise;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new BundleError(
    `config.json does not say ${name}, a whole number above 0; without it the size of the model is not known. Download it again.`,
  );
}

export function modelSizes(config: Json, preprocessor: Json, nodes: readonly NodeHead[]): ModelSizes {
  const text = textConfig(config);
  const [hidden, layers] = [wholeNumber(text, 'hidden_size'), wholeNumber(text, 'num_hidden_layers')];
  const up = nodes.find(({ opType, name }) => opType === 'MatMulNBits' && /up_proj|gate_proj/.test(name));
  const intermediate = wholeNumber(text, 'intermediate_size', up?.integers['N'] ?? 4 * hidden);
  const heads = wholeNumber(text, 'num_attention_heads');
  const kvHeads = wholeNumber(text, 'num_key_value_heads', heads);
  const headSize = wholeNumber(text, 'head_dim', Math.floor(hidden / heads));
  const [query, keyValue] = [heads * headSize, kvHeads * headSize];
  const isPicture = isPictureModel(config);
  const vision = isPicture ? visionSizes(fieldsOf(config['vision_config'])) : { visionWeights: 0, patches: 0 };
  return {
    layers,
    hidden,
    intermediate,
    vocabulary: wholeNumber(text, 'vocab_size', config['vocab_size'] as number | undefined),
    stackWeights: layers * (hidden * (2 * query + 2 * keyValue) + 3 * hidden * intermediate),
    stackFeatures: layers * (2 * (hidden + query) + 2 * (hidden + keyValue) + 3 * (hidden + intermediate)),
    keyValues: 2 * layers * keyValue,
    bits: nodes.find(({ opType }) => opType === 'MatMulNBits')?.integers['bits'] ?? null,
    imageTokens: isPicture ? imageFacts({ config, preprocessor }).imageTokens : 0,
    ...vision,
  };
}

/** A plain vision transformer: four square products of attention and two of the MLP per layer. */
function visionSizes(vision: Json): Pick<ModelSizes, 'visionWeights' | 'patches'> {
  const [size, patch] = [wholeNumber(vision, 'image_size'), wholeNumber(vision, 'patch_size')];
  const hidden = vision['hidden_size'];
  const layers = vision['num_hidden_layers'];
  const patches = Math.floor(size / patch) ** 2;
  if (typeof hidden !== 'number' || typeof layers !== 'number') return { visionWeights: 0, patches };
  const intermediate = wholeNumber(vision, 'intermediate_size', 4 * hidden);
  return { visionWeights: layers * (4 * hidden * hidden + 2 * hidden * intermediate), patches };
}

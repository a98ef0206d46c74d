// What: language models without pictures: under which names their one network comes, and what genai_config.json says in place of config.json.
// Source: transformers.js (onnx/model*.onnx), Optimum (decoder_model_merged.onnx), onnxruntime-genai (genai_config.json, model.onnx).
import { BundleError } from './bundleError.ts';
import type { Json } from './json.ts';

/** 4-bit first: it stays 4-bit in memory. The folder onnx/ before the root. */
export const TEXT_NETWORKS: readonly string[] = ['onnx/', ''].flatMap((folder) =>
  ['model', 'decoder_model_merged'].flatMap((stem) =>
    (folder === '' ? ['_q4', ''] : ['_q4', '', '_fp16']).map((suffix) => `${folder}${stem}${suffix}.onnx`),
  ),
);

export const isPictureModel = (config: Json): boolean => {
  const vision = config['vision_config'];
  return typeof vision === 'object' && vision !== null;
};

export const GENAI = 'genai_config.json';

export interface GenaiFacts {
  readonly config: Json;
  /** Of the network, where it says one. */
  readonly file: string | undefined;
}

const fieldsOf = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

export function readGenai(genai: Json): GenaiFacts {
  const model = fieldsOf(genai['model']);
  const other = ['vision', 'speech', 'encoder', 'embedding'].find((part) => model[part] !== undefined);
  if (other)
    throw new BundleError(
      `${GENAI} describes a model with a part “${other}”; in the form of ONNX Runtime GenAI only language models are read here. Use a folder as transformers.js loads it.`,
    );
  const { filename } = fieldsOf(model['decoder']);
  const { context_length, eos_token_id, pad_token_id, type } = model;
  return {
    config: {
      ...{ model_type: type, eos_token_id, pad_token_id },
      ...(context_length !== undefined && { max_position_embeddings: context_length }),
    },
    file: typeof filename === 'string' && /\.onnx$/.test(filename) ? filename : undefined,
  };
}

/** The template for a conversation: tokenizer_config.json holds one, or several by name. */
export function templateIn(tokenizerConfig: Json): string | null {
  const { chat_template: template } = tokenizerConfig;
  if (typeof template === 'string') return template;
  if (!Array.isArray(template)) return null;
  const named = template.map(fieldsOf).find(({ name }) => name === 'default') ?? fieldsOf(template[0]);
  return typeof named['template'] === 'string' ? named['template'] : null;
}

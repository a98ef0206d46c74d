// What: the folder of a model: config.json and networks in the layout of transformers.js. A model in another form is told what it is.
import { loadModelFiles, say } from '../../actions.ts';
import { isPart } from '../../adapter/adapterFolder.ts';
import { MODEL_TEXTS } from '../../texts/model.ts';
import { withoutMarks } from '../copies.ts';
import type { FileTaker, PathFile } from '../fileTaker.ts';

const nameOf = (path: string) => path.split('/').at(-1)!;
const NETWORK = /\.onnx$/i;
/** Networks, weights, and the texts that come with them. */
const OWN =
  /\.(onnx|onnx[._-]?data(_\d+)?|data|safetensors|bin|gguf|ggml|pt|pth|h5|msgpack|model|ort)$|^(.*_)?config\.json$|^(tokenizer|preprocessor|processor|generation|special_tokens|added_tokens|chat_template|vocab|merges|files|quantize|quant)\w*\.(json|txt|jinja)$|\.index\.json$|^(readme|license|\.gitattributes)/i;
const FOREIGN =
  /^(model|pytorch_model|consolidated|diffusion_pytorch_model|tf_model|flax_model)\b.*\.(safetensors|bin|pth?|h5|msgpack)$|\.gguf$/i;

const renamed = (files: readonly PathFile[]): readonly PathFile[] => {
  const names = withoutMarks(files.map(({ path }) => path));
  return files.map(({ path, file }) => ({ path: names.get(path) ?? path, file }));
};

/** 'model' = it can be loaded; null = no model at all; else the sentence about one that cannot. */
function verdictOn(files: readonly PathFile[]): string | null {
  const find = (is: (name: string) => boolean) => files.map(({ path }) => nameOf(path)).find(is);
  const config = find((name) => name === 'config.json');
  const network = find((name) => NETWORK.test(name));
  if (config && network) return MODEL;
  if (files.some(({ path }) => isPart(path))) return null; // an adapter
  if (network) return find((name) => name === 'genai_config.json') ? genaiVerdict(find) : MODEL_TEXTS.noConfig(network);
  const weights = find((name) => FOREIGN.test(name));
  if (weights) return MODEL_TEXTS.noNetworks(weights);
  return config && find((name) => name === 'tokenizer.json') ? MODEL_TEXTS.textsOnly : null;
}
const MODEL = 'model';

/** ONNX Runtime GenAI: language models are read; the parts of others are named by what loads them (2-policy/bundle/textForms.ts). */
const genaiVerdict = (find: (is: (name: string) => boolean) => string | undefined): string =>
  find((name) => name === 'tokenizer.json') ? MODEL : MODEL_TEXTS.genai;

export const taker: FileTaker = {
  order: 10,
  claim: (files) => {
    const verdict = verdictOn(renamed(files));
    if (verdict === MODEL) return files;
    return verdict === null ? [] : files.filter(({ path }) => OWN.test(nameOf(path)));
  },
  take: async (files) => {
    const own = renamed(files);
    const verdict = verdictOn(own);
    if (verdict !== MODEL) return say(verdict!);
    await loadModelFiles(Object.fromEntries(own.map(({ path, file }) => [path, file])));
  },
};

// What: “Will it train?”, before a model is downloaded: which files, how large, which operators have no gradient, how much memory and how many
//   seconds a step takes on this device at most. From config.json, the list of files and the first bytes of the decoder.
// Formula: seconds of a step = few / (speed over few rows) + many / (speed over many rows) + runs · layers · (overhead of a layer in a run).
// Measured against it: npm run bench -- --estimate.
import type { Config } from '../../config/config.ts';
import { networkPaths } from '../../2-policy/bundle/bundleParts.ts';
import type { NetworkPart } from '../../2-policy/bundle/bundleParts.ts';
import { BundleError } from '../../2-policy/bundle/bundleError.ts';
import { isWebPage, parseJson } from '../../2-policy/bundle/checkFile.ts';
import type { Json } from '../../2-policy/bundle/json.ts';
import { GENAI, isPictureModel, readGenai } from '../../2-policy/bundle/textForms.ts';
import { textConfig } from '../../2-policy/bundle/tokenizer.ts';
import { missingRules } from '../../onnx/missingRules.ts';
import { readNodes } from '../../onnx/readNodes.ts';
import type { NodeHead } from '../../onnx/readNodes.ts';
import type { ModelFolder } from './modelFolder.ts';
import { genaiSizes, modelSizes } from './modelSizes.ts';
import type { ModelSizes } from './modelSizes.ts';
import type { Product } from './productSpeed.ts';
import { decodingWeights, HEAP_LIMIT, stepMemory } from './stepMemory.ts';
import { stepWork } from './stepWork.ts';

export interface ModelEstimate {
  readonly name: string;
  readonly readsPictures: boolean;
  readonly sizes: ModelSizes;
  /** Weights of the language model, its embedding table included. */
  readonly parameters: number;
  /** Of the adapter with the current settings. */
  readonly trained: number;
  /** What loading would read. */
  readonly files: readonly { readonly path: string; readonly bytes: number | null }[];
  /** Null where the size of a file is not told. */
  readonly bytes: number | null;
  /** Files that it needs and does not have. */
  readonly missing: readonly string[];
  /** Operators of the decoder without a gradient; null = its nodes could not be read beforehand. */
  readonly operators: readonly string[] | null;
  /** Bytes of the heap of WebAssembly, and the most that it can have. */
  readonly memory: number;
  readonly memoryLimit: number;
  /** Of a step whose answers are all as long as they may be. */
  readonly seconds: number;
  /** More, once per new picture. */
  readonly pictureSeconds: number;
}

/** Of the decoder; the nodes of a model with 32 layers take 400 kB. */
const FIRST_BYTES = 2 ** 21;
const TEXT_BYTES = 2 ** 22;
/** A layer in a run of the decoder beside its products: some 165 small operators of 10 µs. */
const LAYER_SECONDS = 165 * 10e-6;
const MANY_ROWS = 256;
/** 64 MB as float32: more than the caches of most processors. */
const PROBED_WEIGHTS = 2 ** 24;

export type Speed = (product: Product) => Promise<number>;

export async function estimateModel(
  folder: ModelFolder,
  config: Config,
  speed: Speed,
  provider: 'webgpu' | 'wasm' = 'wasm',
): Promise<ModelEstimate> {
  const texts = await readTexts(folder);
  const readsPictures = isPictureModel(texts.config);
  const decoder = pathOf(folder, readsPictures ? 'decoder' : 'text', provider, texts.file);
  const nodes = decoder === null ? null : await nodesOf(folder, decoder);
  const sizes = modelSizes(texts.config, texts.preprocessor, nodes ?? []);
  const parts = readsPictures
    ? { decoder, embed: pathOf(folder, 'embed', provider), vision: pathOf(folder, 'vision', provider) }
    : { decoder };
  const files = filesOf(folder, Object.values(parts));
  const bytesOf = (path: string | null | undefined) =>
    filesOf(folder, [path ?? null]).reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  const work = stepWork(sizes, config);
  const product = { K: sizes.hidden, N: probedFeatures(sizes), bits: sizes.bits };
  const few = await speed({
    ...product,
    rows: work.rows,
    bits: decodingWeights(sizes) === 'float32' ? null : sizes.bits,
  });
  const many = await speed({ ...product, rows: Math.min(MANY_ROWS, work.answerTokens) });
  const table = sizes.hidden * sizes.vocabulary;
  const fileBytes = {
    decoder: bytesOf(decoder),
    embed: bytesOf(parts.embed),
    vision: bytesOf(parts.vision),
  };
  return {
    ...{ name: folder.name, readsPictures, sizes, files },
    parameters: sizes.stackWeights + (isTied(texts.config) ? 1 : 2) * table,
    trained: config.adapter.lora_r * sizes.stackFeatures,
    bytes: files.some(({ bytes }) => bytes === null) ? null : files.reduce((sum, { bytes }) => sum + bytes!, 0),
    missing: [
      ...(folder.sizes.has('tokenizer.json') ? [] : ['tokenizer.json']),
      ...Object.entries(parts).flatMap(([part, path]) =>
        path === null
          ? [networkPaths(part === 'decoder' && !readsPictures ? 'text' : (part as NetworkPart), provider, null)[0]!]
          : [],
      ),
    ],
    operators: nodes && missingRules(nodes),
    memory: stepMemory(sizes, work, fileBytes, config),
    memoryLimit: HEAP_LIMIT,
    seconds: work.few / few + work.many / many + work.decodeRuns * sizes.layers * LAYER_SECONDS,
    pictureSeconds: work.picture / many,
  };
}

/** One table serves as embedding and head. */
const isTied = (config: Json): boolean =>
  (textConfig(config)['tie_word_embeddings'] ?? config['tie_word_embeddings']) === true;

/** So wide that its weights do not stay in the cache where those of the model would not. */
const probedFeatures = ({ hidden, intermediate, stackWeights }: ModelSizes): number =>
  Math.max(intermediate, Math.floor(Math.min(stackWeights, PROBED_WEIGHTS) / hidden));

interface Texts {
  readonly config: Json;
  readonly preprocessor: Json;
  readonly file: string | undefined;
}

async function readTexts(folder: ModelFolder): Promise<Texts> {
  const json = async (path: string): Promise<Json | null> => {
    const bytes = folder.sizes.has(path) ? await folder.read(path, TEXT_BYTES) : null;
    return bytes && !isWebPage(bytes) ? parseJson(bytes, path) : null;
  };
  const config = await json('config.json');
  const preprocessor = (await json('preprocessor_config.json')) ?? {};
  if (config) return { config, preprocessor, file: undefined };
  const genai = await json(GENAI);
  if (!genai)
    throw new BundleError(
      `The file config.json is missing in ${folder.name}. Use a model folder as transformers.js loads it.`,
    );
  const read = readGenai(genai);
  return { ...read, config: { ...genaiSizes(genai), ...read.config }, preprocessor };
}

/** The network that loading would take; null = it is not there. */
function pathOf(
  { sizes }: ModelFolder,
  part: NetworkPart,
  provider: 'webgpu' | 'wasm',
  wanted?: string,
): string | null {
  const names = wanted === undefined ? networkPaths(part, provider, [...sizes.keys()]) : [wanted];
  return names.find((path) => sizes.has(path)) ?? null;
}

/** Networks with the weights beside them, under the usual names. */
function filesOf({ sizes }: ModelFolder, paths: readonly (string | null)[]): { path: string; bytes: number | null }[] {
  const stems = paths.filter((path) => path !== null);
  const isOf = (path: string) =>
    stems.some(
      (stem) => path === stem || (path.startsWith(stem) && /^[._-]data(_\d+)?$/.test(path.slice(stem.length))),
    );
  return [...sizes].flatMap(([path, bytes]) => (isOf(path) ? [{ path, bytes }] : []));
}

/** Null where they do not stand at the beginning of the file. */
async function nodesOf(folder: ModelFolder, path: string): Promise<readonly NodeHead[] | null> {
  const bytes = await folder.read(path, FIRST_BYTES);
  if (!bytes || isWebPage(bytes)) return null;
  try {
    const { nodes, isWhole } = readNodes(bytes);
    return isWhole ? nodes : null;
  } catch {
    return null;
  }
}

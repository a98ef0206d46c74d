// What: reads a policy bundle: the folder of a Hugging Face VLM as transformers.js loads it, three networks and five texts; or that of a
//   language model, whose one network is cut behind its embedding table (textForms.ts).
//   files.json, where there, gives sizes and hashes.
// Source: DESIGN §2, policy bundle.
import { cutEmbedding, readsTokens } from '../../onnx/cutEmbedding.ts';
import { externalLocations } from '../../onnx/externalLocations.ts';
import type { OnnxGraph } from '../../onnx/graph.ts';
import { qdqProducts } from '../../onnx/qdqProducts.ts';
import { readModel } from '../../onnx/readModel.ts';
import { BundleError } from './bundleError.ts';
import { networkPaths } from './bundleParts.ts';
import type { NetworkPart } from './bundleParts.ts';
import { openSource, type BundleSource, type FileStore, type FileWish } from './bundleSource.ts';
import { checkFile, isWebPage, parseJson } from './checkFile.ts';
import type { Json } from './json.ts';
import { GENAI, isPictureModel, readGenai, templateIn, type GenaiFacts } from './textForms.ts';

export interface Bundle {
  readonly name: string;
  readonly config: Json;
  readonly generation: Json;
  readonly preprocessor: Json;
  readonly tokenizer: Json;
  readonly tokenizerConfig: Json;
  readonly decoder: OnnxGraph;
  readonly embed: OnnxGraph;
  /** Null where the model reads words only. */
  readonly vision: OnnxGraph | null;
  /** The conversation's template of a language model; picture models have theirs in tokenizer.ts. */
  readonly chatTemplate: string | null;
  /** Bytes of the files that were loaded. */
  readonly bytes: number;
  /** The canary of files.json, unchecked (training/session/canary.ts). */
  readonly canary?: unknown;
}

export interface BundleOptions {
  readonly provider: 'webgpu' | 'wasm';
  /** Path of the decoder inside the bundle, where the usual choice is not wanted. */
  readonly decoderFile?: string;
  readonly onProgress?: (what: string, doneBytes: number, totalBytes: number) => void;
}

export async function loadBundle(source: BundleSource, options: BundleOptions): Promise<Bundle> {
  const files = await BundleReader.open(source, options);
  const { config, file } = await files.config();
  const tokenizer = await files.json('tokenizer.json');
  const optional = async (path: string): Promise<Json> => (await files.jsonIfThere(path)) ?? {};
  const texts = {
    generation: await optional('generation_config.json'),
    preprocessor: await optional('preprocessor_config.json'),
    tokenizerConfig: await optional('tokenizer_config.json'),
  };
  const networks = isPictureModel(config)
    ? await pictureNetworks(files, options)
    : await textNetworks(files, texts.tokenizerConfig, options.decoderFile ?? file);
  return { name: files.name, config, tokenizer, ...texts, ...networks, bytes: files.bytes, canary: files.canary };
}

type Networks = Pick<Bundle, 'decoder' | 'embed' | 'vision' | 'chatTemplate'>;

async function pictureNetworks(files: BundleReader, { decoderFile }: BundleOptions): Promise<Networks> {
  const { graph: decoder } = await files.network('decoder', decoderFile);
  const { graph: embed } = await files.network('embed');
  const { graph: vision } = await files.network('vision');
  return { decoder, embed, vision, chatTemplate: null };
}

async function textNetworks(files: BundleReader, tokenizerConfig: Json, wanted?: string): Promise<Networks> {
  const chatTemplate = templateIn(tokenizerConfig) ?? (await files.textIfThere('chat_template.jinja'));
  const { path, graph } = await files.network('text', wanted);
  const more = { vision: null, chatTemplate };
  if (!readsTokens(graph)) return { decoder: graph, embed: (await files.network('embed')).graph, ...more };
  try {
    return { ...cutEmbedding(graph), ...more };
  } catch (error) {
    throw new BundleError(`${path}: ${(error as Error).message}`);
  }
}

class BundleReader {
  bytes = 0;
  readonly name: string;

  private constructor(
    private readonly store: FileStore,
    private readonly wishes: ReadonlyMap<string, FileWish> | null,
    private readonly options: BundleOptions,
    readonly canary: unknown,
  ) {
    this.name = store.name;
  }

  static async open(source: BundleSource, options: BundleOptions): Promise<BundleReader> {
    const store = openSource(source);
    const bytes = await store.read({ path: 'files.json' });
    const { files, canary } = bytes && !isWebPage(bytes) ? parseJson(bytes, 'files.json') : {};
    const listed = files === undefined ? null : new Map(readWishes(files).map((wish) => [wish.path, wish]));
    return new BundleReader(store, listed, options, canary);
  }

  async json(path: string): Promise<Json> {
    return parseJson((await this.read(path)) ?? this.missing(path), path);
  }

  async jsonIfThere(path: string): Promise<Json | null> {
    const bytes = this.has(path) ? await this.read(path, true) : null;
    return bytes && parseJson(bytes, path);
  }

  /** config.json, or what stands in its place in a folder of ONNX Runtime GenAI. */
  async config(): Promise<GenaiFacts> {
    const own = this.has('config.json') ? await this.read('config.json') : null;
    if (own) return { config: parseJson(own, 'config.json'), file: undefined };
    const genai = await this.jsonIfThere(GENAI);
    return genai ? readGenai(genai) : this.missing('config.json');
  }

  async textIfThere(path: string): Promise<string | null> {
    const bytes = this.has(path) ? await this.read(path, true) : null;
    return bytes && new TextDecoder().decode(bytes);
  }

  async network(part: NetworkPart, wanted?: string): Promise<{ readonly path: string; readonly graph: OnnxGraph }> {
    const names = networkPaths(part, this.options.provider, this.store.paths);
    for (const path of wanted ? [wanted] : names) {
      const bytes = this.has(path) ? await this.read(path, true) : null;
      if (!bytes) continue;
      const externalData = await this.externalData(path, externalLocations(bytes));
      try {
        const graph = readModel(bytes, { externalData });
        // The others are only run: ORT writes their weights out once.
        return { path, graph: part === 'decoder' || part === 'text' ? qdqProducts(graph) : graph };
      } catch (error) {
        throw new BundleError(`${path}: ${(error as Error).message}`);
      }
    }
    const others = names.slice(1).filter((path) => part !== 'text' || /onnx\/model/.test(path));
    return this.missing(wanted ?? names[0]!, wanted ? '' : ` (nor ${others.join(', ')})`);
  }

  /** Weights beside the network, under the names that it gives them; a missing one is named by readModel. */
  private async externalData(path: string, locations: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const data = new Map<string, Uint8Array>();
    const usual = locations.length === 1 ? [`${path}_data`, `${path}.data`] : [];
    for (const location of locations) {
      for (const name of [besideOf(path, location), ...usual]) {
        const there = name === null ? null : this.find(name);
        const bytes = there === null ? null : await this.read(there, true);
        if (!bytes) continue;
        data.set(location, bytes);
        break;
      }
    }
    return data;
  }

  /** The path itself, or the only file of that name where all files are known; null = it is not there. */
  private find(path: string): string | null {
    const { paths } = this.store;
    if (!paths || paths.includes(path)) return path;
    const name = path.split('/').at(-1)!;
    const alike = paths.filter((other) => other.split('/').at(-1) === name);
    return alike.length === 1 ? alike[0]! : null;
  }

  /** False only where a list says so. */
  private has(path: string): boolean {
    return (this.store.paths?.includes(path) ?? true) && (this.wishes?.has(path) ?? true);
  }

  private async read(path: string, optional = false): Promise<Uint8Array<ArrayBuffer> | null> {
    const wish = this.wishes?.get(path) ?? { path };
    const before = this.bytes;
    const total = [...(this.wishes?.values() ?? [])].reduce((sum, { bytes = 0 }) => sum + bytes, 0);
    const bytes = await this.store.read(wish, (received, size) =>
      this.options.onProgress?.(path, before + received, Math.max(total, before + size)),
    );
    if (!bytes) return null;
    if (isWebPage(bytes)) await this.store.forget(wish);
    if (optional && !this.wishes && isWebPage(bytes)) return null;
    try {
      await checkFile(bytes, wish);
    } catch (error) {
      await this.store.forget(wish);
      throw error;
    }
    this.bytes = before + bytes.length;
    return bytes;
  }

  private missing(path: string, more = ''): never {
    const there = this.store.paths?.filter((other) => other.endsWith('.onnx')) ?? [];
    const others =
      path.endsWith('.onnx') && there.length > 0 ? ` Its networks are ${there.slice(0, 8).join(', ')}.` : '';
    throw new BundleError(
      `The file ${path}${more} is missing in ${this.name}.${others} Use a model folder as transformers.js loads it.`,
    );
  }
}

/** What files.json says about the files. */
function readWishes(files: unknown): readonly FileWish[] {
  const isWish = (value: unknown): value is FileWish => {
    const { path, bytes = 0, sha256 = '' } = (value ?? {}) as Record<string, unknown>;
    return typeof path === 'string' && Number.isSafeInteger(bytes) && typeof sha256 === 'string';
  };
  if (Array.isArray(files) && files.every(isWish)) return files;
  throw new BundleError(
    'files.json is no list of files with path, bytes and sha256. Download it again, or leave it out.',
  );
}

/** A location is relative to the folder of the network; null where it would lead out of the bundle. */
function besideOf(network: string, location: string): string | null {
  const parts = network.split('/').slice(0, -1);
  for (const part of location.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}

// What: where the files of a bundle come from: an address (public/ folder, hub, any server) or files that the visitor
// dropped. Downloads are cached by the browser, keyed by address and hash; nothing is cached where the Cache API lacks.
// Source: file layout of transformers.js; hub addresses https://huggingface.co/<owner>/<name>/resolve/main/.
import { BundleError } from './bundleError.ts';
import { download, DownloadCutError } from './download.ts';
import type { OnBytes, Part } from './download.ts';

export type BundleSource =
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'files'; readonly files: Readonly<Record<string, Blob>> };

export interface FileWish {
  readonly path: string;
  /** From files.json, where it is there. */
  readonly bytes?: number;
  readonly sha256?: string;
}

export interface FileStore {
  /** The last part of the address or folder: what the page calls the model. */
  readonly name: string;
  /** All paths of the bundle, where they are known without asking for each. */
  readonly paths: readonly string[] | null;
  /** null = the file is not there. */
  read(wish: FileWish, onBytes?: OnBytes): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Takes a file that turned out to be wrong out of the cache, so that the next load downloads it again. */
  forget(wish: FileWish): Promise<void>;
}

export function openSource(source: BundleSource): FileStore {
  return source.kind === 'files' ? new DroppedFiles(source.files) : new AddressFiles(source.url);
}

class DroppedFiles implements FileStore {
  readonly name: string;
  readonly paths: readonly string[];
  private readonly files = new Map<string, Blob>();

  constructor(files: Readonly<Record<string, Blob>>) {
    const named = (name: string) =>
      Object.keys(files)
        .filter((path) => path === name || path.endsWith(`/${name}`))
        .sort((a, b) => a.length - b.length)[0];
    const config = named('config.json') ?? named('genai_config.json');
    if (config === undefined)
      throw new BundleError('There is no config.json among the files. Drop the whole folder of the model.');
    const root = config.slice(0, config.lastIndexOf('/') + 1);
    for (const [path, blob] of Object.entries(files))
      if (path.startsWith(root)) this.files.set(path.slice(root.length), blob);
    this.paths = [...this.files.keys()];
    this.name = root.split('/').at(-2) ?? 'dropped files';
  }

  async read({ path }: FileWish, onBytes?: OnBytes): Promise<Uint8Array<ArrayBuffer> | null> {
    const blob = this.files.get(path);
    if (!blob) return null;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    onBytes?.(bytes.length, bytes.length);
    return bytes;
  }

  forget(): Promise<void> {
    return Promise.resolve();
  }
}

const CACHE_NAME = 'rollscope-models';

class AddressFiles implements FileStore {
  readonly name: string;
  readonly paths = null;
  private readonly base: string;

  constructor(url: string) {
    const hub = /^https:\/\/huggingface\.co\/([^/]+\/[^/]+)\/?$/.exec(url);
    const full = hub ? `https://huggingface.co/${hub[1]}/resolve/main/` : url;
    this.base = full.endsWith('/') ? full : `${full}/`;
    this.name = (hub ? hub[1]! : url).split('/').filter(Boolean).at(-1) ?? url;
  }

  async read(wish: FileWish, onBytes?: OnBytes): Promise<Uint8Array<ArrayBuffer> | null> {
    const url = this.base + wish.path;
    const cache = await openCache();
    const key = this.keyOf(wish);
    // A file of known hash, or a network, never changes under its key; small texts are asked for anew when online.
    const first = wish.sha256 !== undefined || !wish.path.endsWith('.json');
    const kept = await cache?.match(key).catch(() => undefined);
    if (kept && first) return bytesOf(kept);
    const part = await this.partOf(wish, cache);
    let bytes: Uint8Array<ArrayBuffer> | null;
    try {
      bytes = await download(url, { bytes: wish.bytes, isHashed: wish.sha256 !== undefined, part, onBytes });
    } catch (error) {
      if (!(error instanceof DownloadCutError)) throw error;
      if (kept) return bytesOf(kept);
      const keeping = error.part && cache?.put(this.partKeyOf(wish), partResponse(error.part));
      const isKept = keeping
        ? await keeping.then(
            () => true,
            () => false,
          )
        : false;
      throw new BundleError(cutSentence(url, error, isKept));
    }
    if (part) await cache?.delete(this.partKeyOf(wish)).catch(() => false);
    // A full disk must not stop the visitor: the file is then downloaded again next time.
    if (bytes) await cache?.put(key, new Response(bytes)).catch(() => undefined);
    return bytes;
  }

  async forget(wish: FileWish): Promise<void> {
    const cache = await openCache();
    for (const key of [this.keyOf(wish), this.partKeyOf(wish)]) await cache?.delete(key).catch(() => false);
  }

  private partKeyOf(wish: FileWish): string {
    const key = this.keyOf(wish);
    return `${key}${key.includes('?') ? '&' : '?'}part`;
  }

  /** What arrived at an earlier visit before the connection failed. */
  private async partOf(wish: FileWish, cache: Cache | null): Promise<Part | null> {
    const kept = await cache?.match(this.partKeyOf(wish)).catch(() => undefined);
    return kept ? { bytes: await bytesOf(kept), etag: kept.headers.get('etag') } : null;
  }

  private keyOf({ path, sha256 }: FileWish): string {
    return `${this.base}${path}${sha256 ? `?sha256=${sha256}` : ''}`;
  }
}

const bytesOf = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer());

const partResponse = ({ bytes, etag }: Part) => new Response(bytes, etag === null ? {} : { headers: { etag } });

function cutSentence(url: string, { message, part }: DownloadCutError, isKept: boolean): string {
  const arrived = part && isKept ? ` What had arrived (${(part.bytes.length / 2 ** 20).toFixed(1)} MiB) is kept.` : '';
  return `${url} could not be downloaded (${message}).${arrived} Check the address and the connection, then load the model again.`;
}

async function openCache(): Promise<Cache | null> {
  try {
    return typeof caches === 'undefined' ? null : await caches.open(CACHE_NAME);
  } catch {
    return null; // where storage is denied, looking at `caches` throws
  }
}

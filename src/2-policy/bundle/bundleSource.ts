// What: where the files of a bundle come from: an address (public/ folder, hub, any server) or files that the visitor
// dropped. Downloads are cached by the browser, keyed by address and hash; nothing is cached where the Cache API lacks.
// Source: file layout of transformers.js; hub addresses https://huggingface.co/<owner>/<name>/resolve/main/.

export type BundleSource =
  | { readonly kind: 'address'; readonly url: string }
  | { readonly kind: 'files'; readonly files: Readonly<Record<string, Blob>> };

/** Thrown for a bundle that cannot be used; the message says what to do. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

export interface FileWish {
  readonly path: string;
  /** From files.json, where it is there. */
  readonly bytes?: number;
  readonly sha256?: string;
}

export type OnBytes = (received: number, total: number) => void;

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
    const roots = Object.keys(files).filter((path) => /(^|\/)config\.json$/.test(path));
    const config = roots.sort((a, b) => a.length - b.length)[0];
    if (config === undefined)
      throw new BundleError('There is no config.json among the files. Drop the whole folder of the model.');
    const root = config.slice(0, -'config.json'.length);
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
    let bytes: Uint8Array<ArrayBuffer> | null;
    try {
      bytes = await download(url, wish, onBytes);
    } catch (error) {
      if (kept && !(error instanceof BundleError)) return bytesOf(kept);
      throw error instanceof BundleError
        ? error
        : new BundleError(
            `${url} could not be downloaded (${(error as Error).message}). Check the address and the connection.`,
          );
    }
    // A full disk must not stop the visitor: the file is then downloaded again next time.
    if (bytes) await cache?.put(key, new Response(bytes)).catch(() => undefined);
    return bytes;
  }

  async forget(wish: FileWish): Promise<void> {
    await (await openCache())?.delete(this.keyOf(wish)).catch(() => false);
  }

  private keyOf({ path, sha256 }: FileWish): string {
    return `${this.base}${path}${sha256 ? `?sha256=${sha256}` : ''}`;
  }
}

const bytesOf = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer());

async function openCache(): Promise<Cache | null> {
  if (typeof caches === 'undefined') return null;
  return caches.open(CACHE_NAME).catch(() => null);
}

async function download(url: string, wish: FileWish, onBytes?: OnBytes): Promise<Uint8Array<ArrayBuffer> | null> {
  const response = await fetch(url);
  if (response.status === 404 || response.status === 403 || response.status === 410) return null;
  if (response.status === 401)
    throw new BundleError(`${url} asks for a login. Choose a public model, or drop its files.`);
  if (!response.ok) throw new BundleError(`${url} answered with status ${response.status}. Try again later.`);
  const encoded = response.headers.get('content-encoding');
  const declared = encoded ? undefined : Number(response.headers.get('content-length') ?? NaN);
  const total = wish.bytes ?? (Number.isFinite(declared) ? declared! : 0);
  const bytes = response.body ? await readStream(response.body, total, onBytes) : await bytesOf(response);
  if (Number.isFinite(declared) && bytes.length < declared!)
    throw new BundleError(`${url} is truncated: ${bytes.length} of ${declared} bytes arrived. Load the model again.`);
  return bytes;
}

async function readStream(
  stream: ReadableStream<Uint8Array>,
  total: number,
  onBytes?: OnBytes,
): Promise<Uint8Array<ArrayBuffer>> {
  let buffer = new Uint8Array(total || 2 ** 16);
  let received = 0;
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return buffer.subarray(0, received);
    if (received + value.length > buffer.length) {
      const larger = new Uint8Array(Math.max(received + value.length, 2 * buffer.length));
      larger.set(buffer.subarray(0, received));
      buffer = larger;
    }
    buffer.set(value, received);
    received += value.length;
    onBytes?.(received, Math.max(total, received));
  }
}

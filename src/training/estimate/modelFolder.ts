// What: the files of a model before it is loaded: names, sizes, and the beginning of a file. From dropped files, from files.json, from the list that
//   the hub keeps of a repository, or, on any other server, by asking for the header of each file that a bundle may have.
// Source: the Hugging Face hub's interface, GET /api/models/<owner>/<name>/tree/main?recursive=true; RFC 9110 (HEAD, Range).
import { BundleError } from '../../2-policy/bundle/bundleError.ts';
import { isWebPage, parseJson } from '../../2-policy/bundle/checkFile.ts';
import type { BundleFiles } from '../protocol.ts';

export interface ModelFolder {
  readonly name: string;
  /** Bytes by path; null = the file is there, but how large it is was not told. */
  readonly sizes: ReadonlyMap<string, number | null>;
  /** At most so many bytes from the beginning of a file; null = it is not there. */
  read(path: string, most: number): Promise<Uint8Array<ArrayBuffer> | null>;
}

export function folderOfFiles(files: BundleFiles): ModelFolder {
  const paths = Object.keys(files);
  const config = paths
    .filter((path) => /(^|\/)(genai_)?config\.json$/.test(path))
    .sort((a, b) => a.length - b.length || b.localeCompare(a))[0];
  if (config === undefined)
    throw new BundleError('There is no config.json among the files. Choose the whole folder of the model.');
  const root = config.slice(0, config.lastIndexOf('/') + 1);
  const own = new Map(paths.filter((path) => path.startsWith(root)).map((path) => [path.slice(root.length), path]));
  return {
    name: root.split('/').at(-2) ?? 'dropped files',
    sizes: new Map([...own].map(([path, full]) => [path, files[full]!.size])),
    read: async (path, most) => {
      const full = own.get(path);
      return full === undefined ? null : new Uint8Array(await files[full]!.slice(0, most).arrayBuffer());
    },
  };
}

const HUB = /^(?:https:\/\/huggingface\.co\/)?([\w.-]+\/[\w.-]+)\/?$/;
/** Folders of this page look like the name of a repository. */
const OWN = /^models\//;

/** `likely`: paths that a bundle may have, for servers that have no list. */
export async function folderAtAddress(address: string, likely: readonly string[]): Promise<ModelFolder> {
  const id = OWN.test(address) ? undefined : HUB.exec(address)?.[1];
  const base = id ? `https://huggingface.co/${id}/resolve/main/` : address.endsWith('/') ? address : `${address}/`;
  const read: ModelFolder['read'] = (path, most) => readStart(base + path, most);
  const name = (id ?? base).split('/').filter(Boolean).at(-1) ?? address;
  if (id) return { name, sizes: await hubSizes(id), read };
  const list = await read('files.json', 2 ** 20);
  const files: unknown = list && !isWebPage(list) ? parseJson(list, 'files.json')['files'] : undefined;
  if (Array.isArray(files)) return { name, sizes: new Map(files.flatMap(listedSize)), read };
  const sizes = await Promise.all(likely.map(async (path) => [path, await sizeAt(base + path)] as const));
  return { name, sizes: new Map(sizes.flatMap(([path, size]) => (size === undefined ? [] : [[path, size]]))), read };
}

function listedSize(file: unknown): [string, number | null][] {
  const { path, bytes, size, type } = (file ?? {}) as Record<string, unknown>;
  const length = bytes ?? size;
  return typeof path === 'string' && type !== 'directory' ? [[path, typeof length === 'number' ? length : null]] : [];
}

async function hubSizes(id: string): Promise<ReadonlyMap<string, number | null>> {
  const url = `https://huggingface.co/api/models/${id}/tree/main?recursive=true`;
  const response = await ask(url);
  if (response.status === 401 || response.status === 403)
    throw new BundleError(
      `The hub has no public model ${id}: it asks for a login. Choose a public model, or its files.`,
    );
  if (response.status === 404) throw new BundleError(`The hub has no model ${id}. Check its owner and name.`);
  if (!response.ok) throw new BundleError(`The hub answered with status ${response.status}. Try again later.`);
  const rows: unknown = await response.json().catch(() => null);
  if (!Array.isArray(rows))
    throw new BundleError(`The hub’s list of files of ${id} could not be read. Try again later.`);
  return new Map(rows.flatMap(listedSize));
}

/** Undefined = the file is not there. */
async function sizeAt(url: string): Promise<number | null | undefined> {
  const response = await ask(url, { method: 'HEAD' });
  // A server that answers every address with its page.
  if (!response.ok || /text\/html/.test(response.headers.get('content-type') ?? '')) return undefined;
  const length = response.headers.get('content-length');
  // What is packed for the way has another length when it is unpacked.
  return length === null || response.headers.has('content-encoding') ? null : Number(length);
}

async function readStart(url: string, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const response = await ask(url, { headers: { range: `bytes=0-${most - 1}` } });
  if (response.status === 404 || response.status === 416) return null;
  if (!response.ok || !response.body)
    throw new BundleError(`${url} answered with status ${response.status}. Try again later.`);
  // A server that knows no ranges sends the whole file: what is not wanted is not waited for.
  const parts: Uint8Array[] = [];
  const reader = response.body.getReader();
  for (let length = 0; length < most;) {
    const { value, done } = await reader.read();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  await reader.cancel().catch(() => undefined);
  return new Uint8Array(await new Blob(parts as BlobPart[]).slice(0, most).arrayBuffer());
}

async function ask(url: string, options: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch {
    throw new BundleError(`${url} could not be reached. Check the address and the connection.`);
  }
}

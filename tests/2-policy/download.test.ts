// What: downloads over connections that break, stall or lie: a server that behaves so, and what arrives.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openSource } from '../../src/2-policy/bundle/bundleSource.ts';
import { download, DownloadCutError } from '../../src/2-policy/bundle/download.ts';

const FILE = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 251);
const quick = { restsMs: [1, 1, 1] };

type Answer = (request: IncomingMessage, response: ServerResponse, from: number) => void;
let answers: Answer[] = [];
let asked: { from: number; url: string }[] = [];
const server = createServer((request, response) => {
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  asked.push({ from, url: request.url! });
  (answers.shift() ?? whole())(request, response, from);
});
let address: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => {
  answers = [];
  asked = [];
  vi.unstubAllGlobals();
});

interface Manner {
  /** Bytes after which the connection breaks. */
  readonly cutAfter?: number;
  readonly stalls?: boolean;
  readonly etag?: string;
  readonly ranges?: boolean;
  readonly file?: Uint8Array;
}

/** The file, or the rest of it that was asked for. */
function whole({ cutAfter, stalls = false, etag = '"one"', ranges = true, file = FILE }: Manner = {}): Answer {
  return (_request, response, from) => {
    const start = ranges ? from : 0;
    const rest = file.subarray(start);
    const headers: Record<string, string | number> = { 'content-length': rest.length, etag };
    if (start > 0) headers['content-range'] = `bytes ${start}-${file.length - 1}/${file.length}`;
    response.writeHead(start > 0 ? 206 : 200, headers);
    if (cutAfter === undefined && !stalls) return void response.end(rest);
    response.write(rest.subarray(0, cutAfter), () => setTimeout(() => !stalls && response.destroy(), 20));
  };
}
const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(code, headers).end('x');

const get = (options: Parameters<typeof download>[1] = {}) => download(`${address}a.onnx`, { ...quick, ...options });
const starts = () => asked.map(({ from }) => from);

describe('a connection that breaks', () => {
  test('is taken up again where it was', async () => {
    answers = [whole({ cutAfter: 30_000 }), whole({ cutAfter: 20_000 }), whole()];
    const progress: number[] = [];
    expect(await get({ onBytes: (received) => progress.push(received) })).toEqual(FILE);
    expect(starts()).toEqual([0, 30_000, 50_000]);
    expect(progress).toEqual([...progress].sort((a, b) => a - b)); // it never goes back
    expect(progress.at(-1)).toBe(FILE.length);
  });

  test('that stalls, too', async () => {
    answers = [whole({ cutAfter: 10_000, stalls: true }), whole()];
    expect(await get({ stallMs: 1500 })).toEqual(FILE);
    expect(starts().slice(0, 2)).toEqual([0, 10_000]); // a busy machine may seem to stall once more
  });

  test('on a server without ranges begins anew', async () => {
    answers = [whole({ cutAfter: 30_000, ranges: false }), whole({ ranges: false })];
    expect(await get()).toEqual(FILE);
    expect(starts()).toEqual([0, 30_000]);
  });

  test('begins anew where the file has changed meanwhile', async () => {
    const other = FILE.map((byte) => byte ^ 255);
    answers = [
      whole({ cutAfter: 30_000 }),
      whole({ etag: '"two"', file: other }),
      whole({ etag: '"two"', file: other }),
    ];
    expect(await get()).toEqual(other);
    expect(starts()).toEqual([0, 30_000, 0]);
  });

  test.each(['W/"weak"', ''])('begins anew where the version is not told (%s), unless a hash tells', async (etag) => {
    answers = [whole({ cutAfter: 30_000, etag }), whole({ etag })];
    expect(await get()).toEqual(FILE);
    expect(starts()).toEqual([0, 0]);
    asked = [];
    answers = [whole({ cutAfter: 30_000, etag }), whole({ etag })];
    expect(await get({ isHashed: true })).toEqual(FILE);
    expect(starts()).toEqual([0, 30_000]);
  });

  test('at every try: the error has what arrived, and the next call goes on there', async () => {
    answers = [10_000, 10_000, 10_000, 10_000].map((cutAfter) => whole({ cutAfter }));
    const error = await get().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DownloadCutError);
    const { part } = error as DownloadCutError;
    expect(part!.bytes).toEqual(FILE.subarray(0, 40_000));
    expect(starts()).toEqual([0, 10_000, 20_000, 30_000]);
    asked = [];
    expect(await get({ part })).toEqual(FILE);
    expect(starts()).toEqual([40_000]);
  });

  test('a part that is longer than the file is thrown away', async () => {
    answers = [status(416), whole()];
    expect(await get({ part: { bytes: new Uint8Array(200_000), etag: '"one"' } })).toEqual(FILE);
    expect(starts()).toEqual([200_000, 0]);
  });
});

describe('what a server answers', () => {
  test.each([403, 404, 410])('%i: there is no such file', async (code) => {
    answers = [status(code)];
    expect(await get()).toBeNull();
    expect(asked).toHaveLength(1);
  });

  test('401 and other refusals are final', async () => {
    answers = [status(401), status(418)];
    await expect(get()).rejects.toThrow(/asks for a login/);
    await expect(get()).rejects.toThrow(/answered with status 418/);
    expect(asked).toHaveLength(2);
  });

  test.each([429, 500, 503])('%i is tried again', async (code) => {
    answers = [status(code), status(code), whole()];
    expect(await get()).toEqual(FILE);
  });

  test('a redirect is followed', async () => {
    answers = [status(302, { location: '/elsewhere' }), whole()];
    expect(await get()).toEqual(FILE);
    expect(asked.map(({ url }) => url)).toEqual(['/model/a.onnx', '/elsewhere']);
  });
});

/** As much of the Cache API as is used. */
class FakeCache {
  readonly entries = new Map<string, { body: Uint8Array<ArrayBuffer>; etag: string | null }>();
  constructor(readonly isFull = false) {}
  match(key: string): Promise<Response | undefined> {
    const found = this.entries.get(key);
    return Promise.resolve(
      found && new Response(found.body, found.etag === null ? {} : { headers: { etag: found.etag } }),
    );
  }
  async put(key: string, response: Response): Promise<void> {
    if (this.isFull) throw new DOMException('full', 'QuotaExceededError');
    this.entries.set(key, { body: new Uint8Array(await response.arrayBuffer()), etag: response.headers.get('etag') });
  }
  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.entries.delete(key));
  }
}
const withCache = (cache: FakeCache) => vi.stubGlobal('caches', { open: () => Promise.resolve(cache) });

describe('a model at an address', { timeout: 30_000 }, () => {
  const store = () => openSource({ kind: 'address', url: address });
  const broken = () => [5000, 5000, 5000, 5000].map((cutAfter) => whole({ cutAfter }));

  test('the part is kept for the next visit, and gone when the file is whole', async () => {
    const cache = new FakeCache();
    withCache(cache);
    answers = broken();
    await expect(store().read({ path: 'a.onnx' })).rejects.toThrow(
      /could not be downloaded .*is kept.*load the model again/,
    );
    asked = [];
    expect(await store().read({ path: 'a.onnx' })).toEqual(FILE);
    expect(starts()).toEqual([20_000]);
    expect([...cache.entries.keys()]).toEqual([`${address}a.onnx`]);
  });

  test('on a full disk nothing is promised, and the file still arrives the next time', async () => {
    withCache(new FakeCache(true));
    answers = broken();
    const error = await store()
      .read({ path: 'a.onnx' })
      .catch((thrown: Error) => thrown);
    expect((error as Error).message).not.toMatch(/kept/);
    expect(await store().read({ path: 'a.onnx' })).toEqual(FILE);
  });

  test('what turns out to be the wrong file takes its part along', async () => {
    const cache = new FakeCache();
    withCache(cache);
    const wish = { path: 'a.onnx', sha256: 'ab', bytes: FILE.length };
    answers = broken();
    await expect(store().read(wish)).rejects.toThrow();
    expect(cache.entries.size).toBe(1);
    await store().forget(wish);
    expect(cache.entries.size).toBe(0);
  });
});

// What: bundles from dropped files and from an address, and the sentences for all that can be wrong with them.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHash } from 'node:crypto';
import { loadBundle } from '../../src/2-policy/bundle/loadBundle.ts';
import { folderFiles, TINY } from './bundleFiles.ts';

const DECODER = 'onnx/decoder_model_merged_q4.onnx';
type Files = Record<string, Blob>;

const load = (files: Files) => loadBundle({ kind: 'files', files }, { provider: 'wasm' });

/** The tiny bundle with one file changed or, with null, taken away; without files.json unless told. */
async function changed(path: string, content: BlobPart | null, listed = false): Promise<Files> {
  const files = folderFiles(TINY);
  if (!listed) delete files['files.json'];
  if (content === null) delete files[path];
  else files[path] = new Blob([content]);
  return files;
}

const bytesOf = async (path: string) => new Uint8Array(await folderFiles(TINY)[path]!.arrayBuffer());

describe('dropped files', () => {
  it('loads the folder, also inside another folder', async () => {
    const bundle = await load(folderFiles(TINY));
    expect(bundle.decoder.nodes.some(({ opType }) => opType === 'MatMulNBits')).toBe(true);
    expect(bundle.bytes).toBeGreaterThan(100_000);
    const nested = Object.entries(folderFiles(TINY)).map(([path, blob]) => [`tiny/${path}`, blob]);
    expect((await load(Object.fromEntries(nested) as Files)).name).toBe('tiny');
  });

  it('tells progress in bytes', async () => {
    const seen: [string, number, number][] = [];
    const onProgress = (...args: [string, number, number]): void => void seen.push(args);
    await loadBundle({ kind: 'files', files: folderFiles(TINY) }, { provider: 'wasm', onProgress });
    expect(seen.map(([path]) => path)).toContain(DECODER);
    expect(seen.every(([, done, total]) => done <= total)).toBe(true);
  });

  it.each([
    ['a missing text', 'tokenizer.json', null, /tokenizer\.json is missing/],
    ['a missing network', 'onnx/vision_encoder.onnx', null, /vision_encoder\.onnx.*is missing/],
    ['broken JSON', 'config.json', '{"model_type": ', /config\.json is not valid JSON/],
    ['a web page', 'tokenizer.json', '<!DOCTYPE html><html></html>', /web page/],
    ['a Git LFS pointer', DECODER, 'version https://git-lfs.github.com/spec/v1\noid sha256:00', /Git LFS pointer/],
    ['bytes that are no network', DECODER, 'x'.repeat(5000), /decoder_model_merged_q4\.onnx/],
  ])('names %s', async (_name, path, content, sentence) => {
    await expect(load(await changed(path, content))).rejects.toThrow(sentence);
  });

  it('names a missing config.json', async () => {
    await expect(load({ 'a.txt': new Blob(['x']) })).rejects.toThrow('There is no config.json');
  });

  it('names a truncated file and a wrong hash', async () => {
    const whole = await bytesOf(DECODER);
    await expect(load(await changed(DECODER, whole.slice(0, 30_000), true))).rejects.toThrow(
      /decoder_model_merged_q4\.onnx is truncated: 30000 of \d+ bytes/,
    );
    await expect(load(await changed(DECODER, whole.slice(0, 30_000)))).rejects.toThrow(/decoder_model_merged_q4/);
    const other = whole.slice();
    other[20_000]! ^= 1;
    await expect(load(await changed(DECODER, other, true))).rejects.toThrow(/wrong SHA-256/);
  });
});

describe('an address', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** A server of the tiny bundle; other addresses give `missing`. */
  function serve(files: Files, missing: () => Response): string[] {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      const path = url.replace('https://example.org/models/tiny/', '');
      asked.push(path);
      const blob = files[path];
      return blob ? new Response(blob, { headers: { 'content-length': String(blob.size) } }) : missing();
    });
    return asked;
  }
  const from = (url = 'https://example.org/models/tiny') => loadBundle({ kind: 'address', url }, { provider: 'wasm' });
  const notFound = (): Response => new Response('', { status: 404 });
  const page = (): Response => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } });

  it('asks only for files that the list names', async () => {
    const files = folderFiles(TINY);
    const asked = serve(files, notFound);
    expect((await from()).name).toBe('tiny');
    expect(asked.every((path) => path in files)).toBe(true);
  });

  it.each([
    ['says 404', notFound],
    ['answers everything with its page', page],
  ])('works without a list where the server %s', async (_name, missing) => {
    const files = folderFiles(TINY);
    delete files['files.json'];
    delete files['generation_config.json'];
    serve(files, missing);
    expect((await from()).decoder.nodes.length).toBeGreaterThan(10);
  });

  it('names what is wrong', async () => {
    vi.stubGlobal('navigator', { onLine: false }); // no rest before another try (download.test.ts has those)
    serve({}, notFound);
    await expect(from()).rejects.toThrow('config.json is missing in tiny');
    serve({}, page);
    await expect(from()).rejects.toThrow('config.json is a web page');
    serve({}, () => new Response('', { status: 503 }));
    await expect(from()).rejects.toThrow('status 503');
    serve({}, () => new Response('', { status: 401 }));
    await expect(from()).rejects.toThrow('asks for a login');
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(from()).rejects.toThrow(/could not be downloaded.*Check the address/);
    const files = folderFiles(TINY);
    vi.stubGlobal('fetch', async (url: string) => {
      const blob = files[url.split('/tiny/')[1]!];
      if (!blob) return notFound();
      return new Response(blob.slice(0, blob.size - 5), { headers: { 'content-length': String(blob.size) } });
    });
    await expect(from()).rejects.toThrow(/could not be downloaded \(\d+ of \d+ bytes arrived\)/);
  });

  it('keeps files of known hash in the cache', async () => {
    const kept = new Map<string, Uint8Array<ArrayBuffer>>();
    const cache = {
      match: async (key: string) => (kept.has(key) ? new Response(kept.get(key)!) : undefined),
      delete: async (key: string) => kept.delete(key),
      put: async (key: string, response: Response) => void kept.set(key, new Uint8Array(await response.arrayBuffer())),
    };
    vi.stubGlobal('caches', { open: async () => cache });
    const asked = serve(folderFiles(TINY), notFound);
    const first = await from();
    asked.length = 0;
    const second = await from();
    expect(asked).toEqual(['files.json']);
    expect(second.bytes).toBe(first.bytes);
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    expect((await from()).bytes).toBe(first.bytes);
    const decoder = [...kept.keys()].find((key) => key.includes(DECODER))!;
    const sha256 = createHash('sha256')
      .update(await bytesOf(DECODER))
      .digest('hex');
    expect(decoder).toBe(`https://example.org/models/tiny/${DECODER}?sha256=${sha256}`);
    kept.get(decoder)![5000]! ^= 1;
    await expect(from()).rejects.toThrow('wrong SHA-256');
    expect(kept.has(decoder)).toBe(false);
  });

  it('understands hub addresses', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      return notFound();
    });
    await expect(from('https://huggingface.co/owner/name')).rejects.toThrow('missing in name');
    expect(asked).toContain('https://huggingface.co/owner/name/resolve/main/config.json');
  });
});

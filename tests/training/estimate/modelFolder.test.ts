// What: the list of a model's files from a folder, from files.json, from the hub's list, and from a server without any list; and its sentences.
import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { folderAtAddress, folderOfFiles } from '../../../src/training/estimate/modelFolder.ts';

const files: Record<string, string> = {};
let ranges = true;
const server = createServer((request, response: ServerResponse) => {
  const text = files[request.url!];
  if (text === undefined) return void response.writeHead(404).end();
  const end = Number(/bytes=0-(\d+)/.exec(request.headers.range ?? '')?.[1] ?? text.length - 1);
  const part = ranges ? text.slice(0, end + 1) : text;
  response.writeHead(ranges && part.length < text.length ? 206 : 200, { 'content-length': part.length });
  response.end(request.method === 'HEAD' ? undefined : part);
});
let address: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/m`;
});
afterAll(() => void server.close());
afterEach(() => {
  for (const path of Object.keys(files)) delete files[path];
  ranges = true;
  vi.unstubAllGlobals();
});
const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes);

describe('dropped files', () => {
  test('the folder of config.json is the root, and a beginning is read', async () => {
    const folder = folderOfFiles({
      'up/my-model/config.json': new Blob(['{}']),
      'up/my-model/onnx/model.onnx': new Blob(['abcdef']),
      'up/other.txt': new Blob(['x']),
    });
    expect(folder.name).toBe('my-model');
    expect([...folder.sizes]).toEqual([
      ['config.json', 2],
      ['onnx/model.onnx', 6],
    ]);
    expect(text(await folder.read('onnx/model.onnx', 3))).toBe('abc');
    expect(await folder.read('nothing', 3)).toBeNull();
  });

  test('without config.json it says what to choose', () => {
    expect(() => folderOfFiles({ 'a.onnx': new Blob(['x']) })).toThrow('Choose the whole folder');
  });
});

describe('an address', () => {
  test('files.json is the list where there is one', async () => {
    files['/m/files.json'] = JSON.stringify({ files: [{ path: 'onnx/a.onnx', bytes: 7 }] });
    const folder = await folderAtAddress(address, ['config.json']);
    expect([...folder.sizes]).toEqual([['onnx/a.onnx', 7]]);
  });

  test.each([true, false])('else each likely file is asked for; its beginning is read (ranges: %s)', async (known) => {
    ranges = known;
    files['/m/config.json'] = '{"a":1}';
    files['/m/onnx/big.onnx'] = 'x'.repeat(100_000);
    const folder = await folderAtAddress(address, ['config.json', 'onnx/big.onnx', 'onnx/none.onnx']);
    expect([...folder.sizes]).toEqual([
      ['config.json', 7],
      ['onnx/big.onnx', 100_000],
    ]);
    expect((await folder.read('onnx/big.onnx', 10))!.length).toBe(10);
    expect(await folder.read('onnx/none.onnx', 10)).toBeNull();
  });

  test('a server that is not there gets a sentence', async () => {
    const gone = folderAtAddress('http://127.0.0.1:9/m/', ['config.json']);
    await expect(gone).rejects.toThrow('could not be reached. Check the address');
  });
});

describe('the hub', () => {
  const answer = (status: number, body: unknown) => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url);
      return Promise.resolve(new Response(JSON.stringify(body), { status }));
    });
    return asked;
  };

  test('its list has the sizes, with the folders left out', async () => {
    const asked = answer(200, [
      { type: 'directory', path: 'onnx', size: 0 },
      { type: 'file', path: 'onnx/model_q4.onnx', size: 123, lfs: { size: 123 } },
      { type: 'file', path: 'config.json', size: 5 },
    ]);
    const folder = await folderAtAddress('https://huggingface.co/owner/name', []);
    expect(asked).toEqual(['https://huggingface.co/api/models/owner/name/tree/main?recursive=true']);
    expect(folder.name).toBe('name');
    expect(folder.sizes.get('onnx/model_q4.onnx')).toBe(123);
    expect(folder.sizes.has('onnx')).toBe(false);
    expect((await folderAtAddress('owner/name', [])).name).toBe('name');
  });

  test.each([
    [401, 'asks for a login'],
    [403, 'asks for a login'],
    [404, 'has no model owner/name'],
    [500, 'answered with status 500'],
    [200, 'could not be read'],
  ])('status %i: %s', async (status, sentence) => {
    answer(status, { error: 'no list' });
    await expect(folderAtAddress('https://huggingface.co/owner/name/', [])).rejects.toThrow(sentence);
  });
});

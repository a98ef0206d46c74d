// What: weights beside a network: under whatever name the network gives, in dropped files and at an address; missing or too short ones
// in one sentence.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadBundle } from '../../src/2-policy/bundle/loadBundle.ts';
import { externalLocations } from '../../src/onnx/externalLocations.ts';
import { caseFile } from '../cases/casesOf.ts';
import { folderFiles, openBundle, TINY } from './bundleFiles.ts';

type Files = Record<string, Blob>;
const VISION = 'onnx/vision_encoder.onnx';
const network = caseFile('models/onnx-data/vision_encoder.onnx');
const weights = caseFile('models/onnx-data/vision_encoder.onnx.data');
const blob = (bytes: Buffer) => new Blob([Uint8Array.from(bytes)]);

/** The tiny bundle, the weights of its vision encoder at another place. */
function files(place: string | null, content = weights): Files {
  const whole: Files = { ...folderFiles(TINY), [VISION]: blob(network), ...(place ? { [place]: blob(content) } : {}) };
  delete whole['files.json'];
  return whole;
}
const load = (files: Files) => loadBundle({ kind: 'files', files }, { provider: 'wasm' });

/** Weights of the vision encoder by shape and bytes, whatever their names. */
async function visionOf(bundle: Awaited<ReturnType<typeof load>>): Promise<string[]> {
  return [...bundle.vision!.initializers.values()]
    .map(({ shape, bytes }) => `${shape.join()} ${Buffer.from(bytes).toString('base64')}`)
    .sort();
}

describe('dropped files', () => {
  it.each([
    'onnx/vision_encoder.onnx.data',
    'onnx/vision_encoder.onnx_data',
    'vision_encoder.onnx.data',
    'weights/vision_encoder.onnx.data',
  ])('%s', async (place) => {
    expect(await visionOf(await load(files(place)))).toEqual(await visionOf(await openBundle(TINY)));
  });

  it('networks that have lost their folder, the weights with them', async () => {
    const loose = Object.entries(files('onnx/vision_encoder.onnx.data')).map(([path, file]) => [
      path.split('/').at(-1)!,
      file,
    ]);
    expect(await visionOf(await load(Object.fromEntries(loose) as Files))).toEqual(
      await visionOf(await openBundle(TINY)),
    );
  });

  it('names the file that is missing, and one that is cut off', async () => {
    await expect(load(files(null))).rejects.toThrow(
      /^onnx\/vision_encoder\.onnx: The weights '.+' lie in the file 'vision_encoder\.onnx\.data', which was not given\. Add it beside the model\.$/,
    );
    await expect(load(files('onnx/vision_encoder.onnx.data', weights.subarray(0, 900)))).rejects.toThrow(
      /'vision_encoder\.onnx\.data' is cut off/,
    );
    const two = { ...files('a/vision_encoder.onnx.data'), 'b/vision_encoder.onnx.data': blob(weights) };
    await expect(load(two)).rejects.toThrow(/which was not given/);
  });
});

describe('an address', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is asked for the file that the network names, and for no other', async () => {
    const there = files('onnx/vision_encoder.onnx.data');
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: string) => {
      const path = url.replace('https://example.org/models/tiny/', '');
      asked.push(path);
      return there[path] ? new Response(there[path]) : new Response('', { status: 404 });
    });
    const bundle = await loadBundle({ kind: 'address', url: 'https://example.org/models/tiny' }, { provider: 'wasm' });
    expect(await visionOf(bundle)).toEqual(await visionOf(await openBundle(TINY)));
    expect(asked.filter((path) => /data/.test(path))).toEqual(['onnx/vision_encoder.onnx.data']);
  });
});

describe('the locations that a network names', () => {
  it('are read off its weights; a network with weights of its own names none', async () => {
    expect(externalLocations(network)).toEqual(['vision_encoder.onnx.data']);
    const whole = new Uint8Array(await folderFiles(TINY)[VISION]!.arrayBuffer());
    expect(externalLocations(whole)).toEqual([]);
    for (let length = 0; length < network.length; length += 97) externalLocations(network.subarray(0, length));
    expect(externalLocations(Buffer.from('no network at all'))).toEqual([]);
  });

  it('never lead out of the bundle', async () => {
    const asked: string[] = [];
    const name = Buffer.from('vision_encoder.onnx.data');
    const out = Buffer.from('../../../secret/file.bin'); // of the same length
    expect(out.length).toBe(name.length);
    const wrong = Buffer.from(network);
    for (let at = wrong.indexOf(name); at >= 0; at = wrong.indexOf(name, at + 1)) out.copy(wrong, at);
    expect(externalLocations(wrong)).toEqual([out.toString()]);
    const there: Files = { ...files(null), [VISION]: blob(wrong) };
    vi.stubGlobal('fetch', async (url: string) => {
      asked.push(url);
      const path = url.replace('https://example.org/models/tiny/', '');
      return there[path] ? new Response(there[path]) : new Response('', { status: 404 });
    });
    await expect(
      loadBundle({ kind: 'address', url: 'https://example.org/models/tiny' }, { provider: 'wasm' }),
    ).rejects.toThrow(/'\.\.\/\.\.\/\.\.\/secret\/file\.bin', which was not given/);
    expect(asked.filter((url) => url.includes('secret'))).toEqual([]);
    vi.unstubAllGlobals();
  });
});

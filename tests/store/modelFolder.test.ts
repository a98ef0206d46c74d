// What: folders of models: loaded where they can be, copies under their own names; another form is told what it is, without a
// complaint about tables or pictures.
import { beforeEach, describe, expect, test } from 'vitest';
import { setAccess, OPEN_ACCESS } from '../../src/store/access.ts';
import { connectEngine } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { originalPath, withoutMarks } from '../../src/store/files/copies.ts';
import { takeFiles } from '../../src/store/files/takeFiles.ts';
import { useIntake } from '../../src/store/prompts/addPictures.ts';
import { setLookAtPicture } from '../../src/store/prompts/inspectPicture.ts';
import { initialState, useStore } from '../../src/store/store.ts';
import type { BundleFiles, CommandEnvelope } from '../../src/training/protocol.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';

const loaded: BundleFiles[] = [];
const page = useStore.getState;

beforeEach(() => {
  useStore.setState(initialState(), true);
  useIntake.setState({ reading: null, refused: [] });
  setAccess(OPEN_ACCESS);
  setLookAtPicture((file) => Promise.resolve({ width: 1, height: 1, thumb: file, shown: null, still: null }));
  loaded.length = 0;
  const port: EnginePort = { onmessage: null, onerror: null, terminate: () => {}, postMessage: carryOut };
  function carryOut(message: unknown): void {
    const command = message as CommandEnvelope;
    if (command.type === 'load' && command.files) loaded.push(command.files);
    queueMicrotask(() =>
      port.onmessage?.({ data: { version: PROTOCOL_VERSION, type: 'done', id: command.id, ok: true } }),
    );
  }
  connectEngine(() => port);
});

const take = (...paths: string[]) =>
  takeFiles(
    paths.map((path) => {
      const name = path.split('/').at(-1)!;
      return { path, file: new File(['{}'], name, { type: name.endsWith('.png') ? 'image/png' : '' }) };
    }),
  );
const loadedPaths = () => loaded.flatMap((files) => Object.keys(files));

describe('what can be loaded', () => {
  test('copies come under the names of their originals, every file with them', async () => {
    await take(
      'm/config (1).json',
      'm/tokenizer.json',
      'm/onnx/embed_tokens.onnx',
      'm/onnx/vision_encoder.onnx (1).data',
    );
    expect(loadedPaths()).toEqual([
      'm/config.json',
      'm/tokenizer.json',
      'm/onnx/embed_tokens.onnx',
      'm/onnx/vision_encoder.onnx.data',
    ]);
    expect(page().messages).toEqual([]);
    expect(useIntake.getState().refused).toEqual([]);
  });

  test('a language model in the form of ONNX Runtime GenAI', async () => {
    await take('g/genai_config.json', 'g/model.onnx', 'g/model.onnx.data', 'g/tokenizer.json');
    expect(loadedPaths()).toEqual(['g/genai_config.json', 'g/model.onnx', 'g/model.onnx.data', 'g/tokenizer.json']);
    expect(page().messages).toEqual([]);
  });

  test('a copy beside its original, and two copies of one name, stay what they are', () => {
    expect(withoutMarks(['config.json', 'config (1).json']).size).toBe(0);
    expect(withoutMarks(['config (1).json', 'config (2).json']).size).toBe(0);
    expect([...withoutMarks(['a/config (1).json', 'b/config (1).json'])]).toEqual([
      ['a/config (1).json', 'a/config.json'],
      ['b/config (1).json', 'b/config.json'],
    ]);
  });

  test.each([
    ['config (1).json', 'config.json'],
    ['config(12).json', 'config.json'],
    ['a b/config copy.json', 'a b/config.json'],
    ['config copy 2.json', 'config.json'],
    ['config - Copy.json', 'config.json'],
    ['config - Copy (3).json', 'config.json'],
    ['model (1).onnx_data', 'model.onnx_data'],
    ['m (1)/config.json', 'm (1)/config.json'],
    ['f(x).json', 'f(x).json'],
    ['copybook.json', 'copybook.json'],
  ])('%s is %s', (path, original) => {
    expect(originalPath(path)).toBe(original);
  });
});

describe('what cannot', () => {
  test.each([
    [
      ['genai_config.json', 'model.onnx', 'model.onnx.data'],
      'This model in the form of ONNX Runtime GenAI (genai_config.json) comes without tokenizer.json; open the whole folder of the model.',
    ],
    [
      ['m/onnx/decoder_model_merged_q4.onnx', 'm/tokenizer.json', 'm/README.md'],
      'decoder_model_merged_q4.onnx comes without config.json; open the whole folder of the model.',
    ],
    [
      ['m/config.json', 'm/model.safetensors', 'm/tokenizer.json', 'm/generation_config.json', 'm/merges.txt'],
      'The model has weights (model.safetensors) but no networks (.onnx); this page reads a folder as transformers.js loads it (config.json, tokenizer.json and the networks in onnx/).',
    ],
    [
      ['config.json', 'pytorch_model-00001-of-00002.bin', 'pytorch_model.bin.index.json'],
      /weights \(pytorch_model-00001-of-00002\.bin\) but no networks/,
    ],
    [['smolvlm-q4.gguf'], /weights \(smolvlm-q4\.gguf\) but no networks/],
    [['config.json', 'tokenizer.json', 'preprocessor_config.json'], /config\.json and tokenizer\.json but no networks/],
  ] as const)('%j', async (paths, sentence) => {
    await take(...paths);
    expect(loaded).toEqual([]);
    expect(page().messages.map(({ text }) => text)).toEqual([
      typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    ]);
    expect(useIntake.getState().refused).toEqual([]);
    expect(page().prompts).toEqual([]);
  });

  test('pictures beside it are still pictures', async () => {
    await take('model.onnx', 'tokenizer.json', 'a.png');
    expect(page().prompts.map(({ name }) => name)).toEqual(['a.png']);
  });
});

// What: a trainer's folder: the adapter that was saved last, as a pair, and no complaint about the files beside it; an adapter of another
// model is used only when it is opened once more.
import { zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { setAccess, OPEN_ACCESS } from '../../src/store/access.ts';
import { companionsOf, findAdapter } from '../../src/store/adapter/adapterFolder.ts';
import { peftConfig, thetaTensors } from '../../src/store/adapter/peftAdapter.ts';
import { writeSafetensors } from '../../src/store/adapter/safetensors.ts';
import { connectEngine } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { pathFiles, takeFiles } from '../../src/store/files/takeFiles.ts';
import { useIntake } from '../../src/store/prompts/addPictures.ts';
import { setLookAtPicture } from '../../src/store/prompts/inspectPicture.ts';
import { initialState, useStore } from '../../src/store/store.ts';
import type { ThetaSegment } from '../../src/onnx/insertLora.ts';
import type { Checkpoint } from '../../src/training/checkpoint.ts';
import { CHECKPOINT_VERSION } from '../../src/training/checkpoint.ts';
import type { CommandEnvelope, EngineEvent } from '../../src/training/protocol.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import { caseFile } from '../cases/casesOf.ts';

describe('which pair', () => {
  const W = 'adapter_model.safetensors';
  const C = 'adapter_config.json';
  const pairIn = (...folders: string[]) => folders.flatMap((folder) => [folder + C, folder + W]);
  const found = (paths: readonly string[]) => findAdapter(paths).weights;

  test('the one nearest to the top, weights and configuration of one folder', () => {
    for (const paths of [pairIn('out/', 'out/checkpoint-1/'), pairIn('out/checkpoint-1/', 'out/')])
      expect(findAdapter(paths)).toMatchObject({ weights: `out/${W}`, config: `out/${C}` });
    expect(found([`out/${C}`, ...pairIn('out/checkpoint-1/')])).toBe(`out/checkpoint-1/${W}`);
    expect(found([`out/${W}`, ...pairIn('out/checkpoint-1/')])).toBe(`out/checkpoint-1/${W}`);
    expect(found(pairIn('out/final/', 'out/checkpoints/checkpoint-1/'))).toBe(`out/final/${W}`);
    expect(found(pairIn('out.zip//', 'out.zip//checkpoint-1/'))).toBe(`out.zip//${W}`);
    expect(found(pairIn(''))).toBe(W);
  });

  test('apart from each other, where there is one of each', () => {
    expect(findAdapter([`a/${W}`, `b/c/${C}`])).toEqual({ weights: `a/${W}`, config: `b/c/${C}` });
  });

  test('second downloads, where there is no first', () => {
    expect(found(['adapter_config (1).json', 'adapter_model (2).safetensors'])).toBe('adapter_model (2).safetensors');
    expect(found([C, W, 'adapter_model (1).safetensors'])).toBe(W);
    expect(() => found([C, 'adapter_model (1).safetensors', 'adapter_model (2).safetensors'])).toThrow(/open both/);
  });

  test('several alike, one file only, an old format: one sentence', () => {
    expect(() => found(pairIn('out/checkpoint-1/', 'out/checkpoint-2/'))).toThrow(
      'There are several adapters (out/checkpoint-1, out/checkpoint-2); open one of them.',
    );
    expect(() => found(pairIn('a.zip//', 'b.zip//', 'c.zip//', 'd.zip//'))).toThrow('(a.zip, b.zip, c.zip …)');
    expect(() => found([`out/${W}`])).toThrow(/adapter_config\.json; open both at once\.$/);
    expect(() => found([`out/${C}`, 'out/adapter_model.bin'])).toThrow(/^adapter_model\.bin holds Python objects.*\.$/);
  });

  test('what lies beside it is its own, but no data and no picture', () => {
    const trainer =
      `README.md .gitattributes tokenizer.json tokenizer_config.json special_tokens_map.json added_tokens.json vocab.json
       merges.txt chat_template.jinja preprocessor_config.json processor_config.json generation_config.json config.json
       training_args.bin trainer_state.json optimizer.pt scheduler.pt rng_state.pth all_results.json train_results.json
       model.safetensors.index.json runs/events.out.tfevents.17 checkpoint-1/optimizer.pt`.split(/\s+/);
    const others = ['prompts.jsonl', 'annotations.json', 'a.png', 'photos.zip'];
    const paths = [...pairIn('out/'), ...[...trainer, ...others].map((name) => `out/${name}`)];
    expect(companionsOf(paths)).toEqual(expect.arrayContaining(trainer.map((name) => `out/${name}`)));
    expect(companionsOf(paths).filter((path) => others.some((name) => path.endsWith(name)))).toEqual([]);
    expect(companionsOf(['elsewhere/config.json', ...pairIn('out/')])).not.toContain('elsewhere/config.json');
    expect(companionsOf(['README.md', 'a.png'])).toEqual([]);
  });
});

/** One layer of rank 1, 1 → 2. */
const module = 'model.layers.0.self_attn.q_proj';
const layout: readonly ThetaSegment[] = [
  { name: `${module}.lora_A.weight`, module, kind: 'lora_A', offset: 0, shape: [1, 1] },
  { name: `${module}.lora_B.weight`, module, kind: 'lora_B', offset: 1, shape: [2, 1] },
];
const bytesOf = (first: number) => writeSafetensors(thetaTensors(Float32Array.of(first, 2, 3), layout));
const configOf = (base: string) => JSON.stringify(peftConfig({ rank: 1, alpha: 2, targets: ['q_proj'] }, base));

const restored: Checkpoint[] = [];
/** An engine with the model `pocket`. */
function connect(): void {
  const port: EnginePort = { onmessage: null, onerror: null, terminate: () => {}, postMessage: carryOut };
  const emit = (event: EngineEvent) => port.onmessage?.({ data: { version: PROTOCOL_VERSION, ...event } });
  function carryOut(message: unknown): void {
    const command = message as CommandEnvelope;
    const { config } = useStore.getState();
    const own = { version: CHECKPOINT_VERSION, config, step: 3, vectors: {}, blocks: {}, history: [] };
    if (command.type === 'restore' && command.checkpoint.step === 0) restored.push(command.checkpoint);
    queueMicrotask(() => {
      if (command.type === 'checkpoint') emit({ type: 'checkpointed', checkpoint: own });
      if (command.type === 'configure')
        emit({ type: 'modelLoaded', name: 'pocket', parameters: 1, trainable: 3, bytes: 1, layout, imageSize: 64 });
      emit({ type: 'done', id: command.id, ok: true });
    });
  }
  connectEngine(() => port);
}

const page = useStore.getState;
const said = () => page().messages.at(-1)?.text;
const take = (files: Readonly<Record<string, BlobPart>>) =>
  takeFiles(
    Object.entries(files).map(([path, content]) => ({ path, file: new File([content], path.split('/').at(-1)!) })),
  );

beforeEach(async () => {
  useStore.setState(initialState(), true);
  useIntake.setState({ reading: null, refused: [] });
  setAccess(OPEN_ACCESS);
  restored.length = 0;
  connect();
  await take({ 'adapter_config.json': configOf('pocket'), 'adapter_model.safetensors': bytesOf(9) });
  useStore.setState({ messages: [] });
  restored.length = 0;
});

test('a trainer’s folder as it is: the last state, and not a word about its other files', async () => {
  await take({
    'out/checkpoint-1/adapter_model.safetensors': bytesOf(7),
    'out/checkpoint-1/adapter_config.json': configOf('pocket'),
    'out/checkpoint-1/optimizer.pt': 'x',
    'out/README.md': '# Adapter',
    'out/adapter_config.json': configOf('pocket'),
    'out/adapter_model.safetensors': bytesOf(5),
    'out/tokenizer.json': '{}',
    'out/training_args.bin': 'x',
  });
  expect(said()).toBe('The adapter is loaded (rank 1, 1 kind of layers); the run starts from it.');
  expect([...restored[0]!.vectors['policy']!.theta]).toEqual([5, 2, 3]);
  expect(useIntake.getState().refused).toEqual([]);
});

test('the same in a zip; a picture beside it is still a picture', async () => {
  const archive = zipSync({
    'out/checkpoint-1/adapter_model.safetensors': bytesOf(7),
    'out/checkpoint-1/adapter_config.json': new TextEncoder().encode(configOf('pocket')),
    'out/adapter_config.json': new TextEncoder().encode(configOf('pocket')),
    'out/adapter_model.safetensors': bytesOf(4),
  });
  setLookAtPicture((file) => Promise.resolve({ width: 1, height: 1, thumb: file, shown: null, still: null }));
  await takeFiles(
    pathFiles([new File([archive as BlobPart], 'out.zip'), new File(['x'], 'a.png', { type: 'image/png' })]),
  );
  expect([...restored[0]!.vectors['policy']!.theta]).toEqual([4, 2, 3]);
  expect(page().prompts.map(({ name }) => name)).toEqual(['a.png']);
});

describe('an adapter that names another model', () => {
  const other = { 'adapter_model.safetensors': bytesOf(6) };
  const wrong = (base: string) => ({ ...other, 'adapter_config.json': configOf(base) });

  test('is used only when it is opened again', async () => {
    await take(wrong('models/pocket-sft'));
    expect(restored).toEqual([]);
    expect(said()).toBe(
      'The adapter names “models/pocket-sft” as its model, but the loaded one is called “pocket”; load that model, or open the adapter once more to use it here.',
    );
    await take(wrong('other'));
    expect(restored).toEqual([]);
    await take(wrong('models/pocket-sft'));
    expect(restored).toEqual([]);
    await take(wrong('models/pocket-sft'));
    expect(restored).toHaveLength(1);
    expect(said()).toMatch(/^The adapter is loaded/);
  });

  test('under another path, or without a name, it is used at once', async () => {
    for (const base of ['/data/models/pocket/', 'me/Pocket', '']) await take(wrong(base));
    expect(restored).toHaveLength(3);
  });

  test('the configuration of another tool', async () => {
    await take({ ...other, 'adapter_config.json': caseFile('adapter/adapter_config-other-base.json') as BlobPart });
    expect(said()).toMatch(/rank 1; choose two files of the same adapter\.$/);
    const config = JSON.parse(caseFile('adapter/adapter_config-other-base.json').toString()) as object & {
      r: 16;
    };
    await take({ ...other, 'adapter_config.json': JSON.stringify({ ...config, r: 1 }) });
    expect(said()).toContain('names “HuggingFaceTB/SmolVLM-256M-Instruct” as its model');
    expect(restored).toEqual([]);
  });
});

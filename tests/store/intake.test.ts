// What: files come in through one door: each to the taker that knows it, pictures looked at one by one, refusals in
// sentences; made scenes and samples become prompts. Workers and the engine are played.
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { setAccess, OPEN_ACCESS } from '../../src/store/access.ts';
import { domainOf } from '../../src/data/domainOf.ts';
import { addPictures, addPicturesTo, MAX_REFUSALS, useIntake } from '../../src/store/prompts/addPictures.ts';
import { useDroppedModel } from '../../src/store/files/droppedModel.ts';
import { connectEngine } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { setLookAtPicture } from '../../src/store/prompts/inspectPicture.ts';
import { addSample, bringPrompts, updatePrompt } from '../../src/store/prompts/promptActions.ts';
import { emptyPrompt } from '../../src/store/prompts/promptDraft.ts';
import type { PromptDraft } from '../../src/store/prompts/promptDraft.ts';
import { placeByPage } from '../../src/store/prompts/placedByPage.ts';
import { forgetHistory, undo } from '../../src/store/prompts/promptHistory.ts';
import { makeScenes, stopScenes, useScenes, wishScenes } from '../../src/store/prompts/scenePrompts.ts';
import { sceneSources } from '../../src/store/prompts/sceneSource.ts';
import type { AskScenes } from '../../src/store/prompts/sceneSource.ts';
import { initialState, useStore } from '../../src/store/store.ts';
import { pathFiles, takeFiles } from '../../src/store/files/takeFiles.ts';
import type { Command } from '../../src/training/protocol.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';

const page = useStore.getState;
const names = () => page().prompts.map(({ name }) => name);
const sentences = () => useIntake.getState().refused.map(({ sentence }) => sentence);
const png = (name: string, text = name) => new File([text], name, { type: 'image/png' });
const named = (...files: File[]) => files.map((file) => ({ name: file.name, file }));

const commands: Command[] = [];
function connect(): void {
  const port: EnginePort = {
    onmessage: null,
    onerror: null,
    terminate: () => {},
    postMessage: (message) => {
      const { id, ...command } = message as Command & { id: number };
      commands.push(command as Command);
      queueMicrotask(() => port.onmessage?.({ data: { version: PROTOCOL_VERSION, type: 'done', id, ok: true } }));
    },
  };
  connectEngine(() => port);
}

beforeEach(() => {
  useStore.setState(initialState(), true);
  useIntake.setState({ reading: null, refused: [], untold: 0 });
  setAccess(OPEN_ACCESS);
  forgetHistory();
  commands.length = 0;
  setLookAtPicture((file, name) =>
    /broken/.test(name)
      ? Promise.reject(new Error(`“${name}” is broken.`))
      : Promise.resolve({ width: 30, height: 20, thumb: file, shown: null, still: null }),
  );
});

describe('what the page put on the table itself', () => {
  const owl = (): PromptDraft => emptyPrompt('owl', 'owl', []);
  const placed = (...prompts: PromptDraft[]) => useStore.setState({ prompts: placeByPage(prompts) });
  const trained = () => useStore.setState({ points: [{ step: 1, metrics: {} }] });

  test('makes way for a visitor’s own picture, and undo brings it back', async () => {
    placed(owl());
    await addPictures(named(png('a.png')));
    expect(names()).toEqual(['a.png']);
    undo();
    expect(names()).toEqual(['owl']);
  });

  test('stays once it was edited, trained on, or stands beside something of the visitor’s', async () => {
    placed(owl());
    updatePrompt('owl', { question: 'where?' });
    await addPictures(named(png('a.png')));
    expect(names()).toEqual(['owl', 'a.png']);
    await addPictures(named(png('b.png')));
    expect(names()).toEqual(['owl', 'a.png', 'b.png']);
    placed(owl());
    trained();
    await addPictures(named(png('c.png')));
    expect(names()).toEqual(['owl', 'c.png']);
  });

  test('makes way for made scenes too, but not for another sample', async () => {
    placed(owl());
    addSample(emptyPrompt('fox', 'fox', []));
    expect(names()).toEqual(['owl', 'fox']);
    placed(owl());
    bringPrompts([emptyPrompt('scene', 'scene', [])], 'scenes made');
    expect(names()).toEqual(['scene']);
  });
});

describe('pictures', () => {
  test('good ones become prompts in their order, the others are named; one undo takes them back', async () => {
    const text = new File(['x'], 'notes.txt', { type: 'text/plain' });
    await addPictures(named(png('a.png'), png('broken.png'), text, new File([], 'none.png'), png('b.png')));
    expect(names()).toEqual(['a.png', 'b.png']);
    expect(page().prompts[0]!.images[0]).toMatchObject({ width: 30, height: 20 });
    expect(page().prompts.find(({ id }) => id === page().selectedPrompt)!.name).toBe('a.png');
    expect(sentences()).toEqual([
      '“broken.png” is broken.',
      '“notes.txt” is not a picture; choose a PNG, JPEG, WebP or GIF file.',
      '“none.png” is empty; choose a PNG, JPEG, WebP or GIF file.',
    ]);
    expect(useIntake.getState().reading).toBeNull();
    undo();
    expect(names()).toEqual([]);
  });

  test('one whose server did not know its kind is looked at; one of another kind is not', async () => {
    for (const type of ['', 'application/octet-stream', 'application/pdf'])
      await addPictures([{ name: 'a.webp', file: new Blob(['picture'], { type }) }]);
    expect(names()).toEqual(['a.webp', 'a.webp']);
    expect(sentences()).toEqual(['“a.webp” is not a picture; choose a PNG, JPEG, WebP or GIF file.']);
  });

  test('the list of refusals is bounded: the first stay, the others are counted, the next files begin anew', async () => {
    await addPictures(named(...Array.from({ length: MAX_REFUSALS }, (_, i) => png(`broken ${i}.png`))));
    expect(sentences().at(-1)).toMatch(new RegExp(`broken ${MAX_REFUSALS - 1}`));
    await addPictures(named(...Array.from({ length: 9 }, (_, i) => png(`broken too ${i}.png`)), png('broken 0.png')));
    expect(sentences()).toHaveLength(MAX_REFUSALS);
    expect(sentences()[0]).toMatch(/broken 0/);
    expect(sentences().at(-1)).toBe('10 more parts of the files cannot be used, for reasons like these.');
    await addPictures(named(png('broken at last.png')));
    expect(sentences()).toEqual(['“broken at last.png” is broken.']);
  });

  test('the still of a film takes the place of the file', async () => {
    const still = new Blob(['still'], { type: 'image/png' });
    setLookAtPicture((file) => Promise.resolve({ width: 1, height: 1, thumb: file, shown: null, still }));
    await addPictures(named(png('film.gif')));
    expect(page().prompts[0]!.images[0]!.image).toBe(still);
  });

  test('a prompt that was removed while its picture was looked at is not brought back', async () => {
    await addPictures(named(png('a.png')));
    const { id } = page().prompts[0]!;
    const adding = addPicturesTo(id, named(png('b.png')));
    undo();
    await adding;
    expect(names()).toEqual([]);
  });
});

describe('files of every kind', () => {
  test('a folder with config.json and networks is a model, and pictures in it are none', async () => {
    connect();
    const files = ['config.json', 'decoder.onnx', 'logo.png'].map((name) => new File(['x'], name));
    await takeFiles(pathFiles(files));
    expect(names()).toEqual([]);
    expect(commands.filter(({ type }) => type === 'load')).toMatchObject([{ files: { 'config.json': files[0] } }]);
    const config = { ...page().config, engine: { ...page().config.engine, model: 'other/' } };
    useStore.setState({ config });
    expect(useDroppedModel.getState().files).toBeNull();
  });

  test('pictures beside each other are prompts', async () => {
    await takeFiles(pathFiles([png('a.png'), png('b.png')]));
    expect(names()).toEqual(['a.png', 'b.png']);
  });

  test('a link that locks adding lets nothing in', async () => {
    setAccess({ hidden: [], locked: ['add'] });
    await takeFiles(pathFiles([png('a.png')]));
    expect(names()).toEqual([]);
    expect(page().messages.at(-1)!.text).toMatch(/does not allow other pictures/);
  });
});

describe('made scenes', () => {
  const asked: number[] = [];
  const ask: AskScenes = async (question) => {
    if (question.kind === 'generators')
      return { id: 0, kind: 'generators', generators: [{ name: 'shapes', title: 'Shapes', skills: ['find'] }] };
    if (question.kind !== 'make') return { id: 0, kind: 'failed', sentence: 'No samples.' };
    const { index } = question.request;
    asked.push(index);
    if (question.request.skill === 'sing') return { id: 0, kind: 'failed', sentence: 'No skill of that name.' };
    const truth = { answer: 'dog', boxes: [[0, 0, 1, 1] as const], points: [[0.5, 0.5] as const], labels: ['dog'] };
    const scene = { name: `find ${index}`, images: [png('x')], question: 'where?', truth };
    return Promise.resolve({ id: 0, kind: 'scenes', scenes: [scene] });
  };

  beforeEach(async () => {
    asked.length = 0;
    useScenes.setState({ sources: await sceneSources(ask), progress: null });
    wishScenes({ source: 'shapes', skill: 'find', count: 8, heldOut: 0.25 });
  });

  test('come to the table with their truth, the last ones held out', async () => {
    await makeScenes();
    expect(asked).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(page().prompts.map(({ split }) => split === 'heldOut')).toEqual([...Array(6).fill(false), true, true]);
    expect(page().prompts[0]).toMatchObject({ answer: 'dog', labels: ['dog'], further: { points: [[0.5, 0.5]] } });
    expect(useScenes.getState().progress).toBeNull();
    undo();
    expect(page().prompts).toEqual([]);
  });

  test('their ids say what they are about, so that rules of the data know domains; no two are alike', async () => {
    for (let batch = 0; batch < 2; batch++) await makeScenes();
    const ids = page().prompts.map(({ id }) => id);
    expect(new Set(ids.map(domainOf))).toEqual(new Set(['find']));
    expect([ids.length, new Set(ids).size]).toEqual([16, 16]);
  });

  test('stopped half way: what was made is kept, nothing more is asked for', async () => {
    const unsubscribe = useScenes.subscribe(({ progress }) => progress?.done === 3 && stopScenes());
    await makeScenes();
    unsubscribe();
    expect(asked.length).toBeLessThan(6);
    expect(page().prompts.length).toBeGreaterThanOrEqual(3);
  });

  test('a generator that fails says why', async () => {
    wishScenes({ skill: 'sing' });
    await makeScenes();
    expect(page().messages.at(-1)!.text).toBe('No skill of that name.');
    expect(page().prompts).toEqual([]);
  });
});

test('addresses of pictures are let go when no kept state mentions them', async () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL');
  await addPictures(named(png('old.png')));
  const { url } = page().prompts[0]!.images[0]!;
  undo();
  for (let i = 0; i < 120; i++) await addPictures(named(png(`${i}.png`)));
  expect(revoked).toHaveBeenCalledWith(url);
  const used = page().prompts[0]!.images[0]!.url;
  expect(revoked).not.toHaveBeenCalledWith(used);
  revoked.mockRestore();
});

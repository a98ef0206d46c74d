// What: data files on the page: who takes them, what becomes of tables, pictures and sentences. The worker is played in this thread.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openFiles } from '../../src/data/files/openFiles.ts';
import type { GivenFile } from '../../src/data/files/openFiles.ts';
import { readFiles } from '../../src/data/files/readFiles.ts';
import { importData } from '../../src/store/files/dataFiles.ts';
import { pathFiles, takeFiles } from '../../src/store/files/takeFiles.ts';
import { MAX_REFUSALS, useIntake } from '../../src/store/prompts/addPictures.ts';
import { setLookAtPicture } from '../../src/store/prompts/inspectPicture.ts';
import { forgetHistory, undo } from '../../src/store/prompts/promptHistory.ts';
import { initialState, useStore } from '../../src/store/store.ts';
import { cases } from '../data/files/given.ts';

let asked = 0;
class PlayedWorker {
  onmessage: (event: { data: unknown }) => void = () => {};
  terminate(): void {}
  postMessage({ files }: { files: readonly GivenFile[] }): void {
    asked += 1;
    void openFiles(files)
      .then(({ roots, notes }) => readFiles(roots, { before: notes }))
      .then((data) => this.onmessage({ data: { kind: 'read', data: structuredClone(data) } }));
  }
}

beforeEach(() => {
  asked = 0;
  useStore.setState(initialState(), true);
  useIntake.setState({ reading: null, refused: [], untold: 0 });
  forgetHistory();
  vi.stubGlobal('Worker', PlayedWorker);
  setLookAtPicture((file, name) =>
    /broken/.test(name)
      ? Promise.reject(new Error(`“${name}” is broken.`))
      : Promise.resolve({ width: 48, height: 32, thumb: file, shown: null, still: null }),
  );
});
afterEach(() => vi.unstubAllGlobals());

const drop = (given: readonly GivenFile[]) =>
  takeFiles(given.map(({ path, content }) => ({ path, file: new File([content], path.split('/').at(-1)!) })));
const prompts = () => useStore.getState().prompts;
const names = () => prompts().map(({ name }) => name);
const sentences = () => useIntake.getState().refused.map(({ sentence }) => sentence);

describe('files of tests/cases, dropped', () => {
  test.each<readonly [string, readonly string[], readonly (string | RegExp)[]]>([
    ['z13a-export.zip z13b-export.zip', ['first file?', 'second file?'], []],
    ['z14-pictures-only.zip', ['', ''], []],
    ['j01-bom', ['where is the dog?'], []],
    ['n01', ['where is the dog?'], []],
    ['n02', ['where is the dog?'], []],
    ['n03', ['q'], []],
    ['n04', ['find the dog'], []],
    ['n06', ['where is the dog?'], []],
    ['n05', [''], [/nothing is marked/]],
    ['s02-labelme', ['find the dog'], []],
    ['z15-empty.zip', [], ['z15-empty.zip is empty; choose another file.']],
  ])('%s', async (given, questions, said) => {
    await drop(cases(...given.split(' ')));
    expect(prompts().map(({ question }) => question)).toEqual(questions);
    expect(sentences()).toEqual(
      said.map((sentence) => (sentence instanceof RegExp ? (expect.stringMatching(sentence) as string) : sentence)),
    );
    undo();
    expect(prompts()).toEqual([]);
  });

  test('pictures with what Windows adds: no worker, no sentence', async () => {
    const files = ['a.png', 'Thumbs.db', 'desktop.ini'].map((name) => new File(['x'], name));
    await takeFiles(pathFiles(files));
    expect([names(), sentences(), asked]).toEqual([['a.png'], [], 0]);
  });

  test('a table and a loose picture in one drop: prompts of both', async () => {
    await drop([...cases('z13a-export.zip'), { path: 'b.png', content: new Blob(['B']) }]);
    expect(prompts().map(({ name, question }) => [name, question])).toEqual([
      ['001-photo.png', 'first file?'],
      ['b.png', ''],
    ]);
  });
});

describe('sentences', () => {
  test('j50-many.zip: that not all were taken is among those that are shown', async () => {
    await drop(cases('j50-many.zip'));
    expect(prompts()).toHaveLength(1000);
    expect(sentences()[0]).toBe('There are 1,160 prompts; the first 1,000 were taken.');
  });

  test('more than are shown are counted; those about whole files stay', async () => {
    const rows = Array.from({ length: 200 }, () => '{"images": [], "question": 5}').join('\n');
    const table = `{"images": [], "question": "q", "mood": 1}\n${rows}`;
    await importData([{ path: 'p.jsonl', content: new Blob([table]) }]);
    expect(sentences()).toHaveLength(MAX_REFUSALS);
    expect(sentences()[0]).toMatch(/^p.jsonl: the unknown field 'mood'/);
    expect(sentences().at(-1)).toBe('152 more parts of the files cannot be used, for reasons like these.');
  });

  test('a picture that cannot be shown takes its prompts with it, with its own sentence', async () => {
    const table = ['broken.png', 'a.png']
      .map((image) => JSON.stringify({ images: [image], question: image }))
      .join('\n');
    const files = { 'p.jsonl': table, 'broken.png': 'x', 'a.png': 'y' };
    await importData(Object.entries(files).map(([path, content]) => ({ path, content: new Blob([content]) })));
    expect([prompts().map(({ question }) => question), sentences()]).toEqual([['a.png'], ['“broken.png” is broken.']]);
  });

  test('nothing at all', async () => {
    await importData([{ path: 'set/notes.md', content: new Blob(['x']) }]);
    expect(sentences()).toEqual([
      'There is nothing in these files that could be opened: neither pictures nor a table of prompts.',
    ]);
  });
});

// What: a prompt with every field of the truth goes through every way in and out of the product and comes back whole. The fields
// are those of TRUTH_FIELDS, so that one that is added is sent through everything, too.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TRUTH_FIELDS } from '../../src/4-rewards/truthFields.ts';
import { snakeCase, TRUTH_KINDS, TRUTH_NAMES } from '../../src/4-rewards/truthValues.ts';
import type { TruthKind } from '../../src/4-rewards/truthValues.ts';
import type { PromptField, Truth } from '../../src/4-rewards/types.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { writePromptLines } from '../../src/data/promptLines.ts';
import { readPromptsFile } from '../../src/headless/readPrompts.ts';
import { Recorder } from '../../src/headless/recorder.ts';
import { writeData } from '../../src/store/data/writeData.ts';
import { draftsOf } from '../../src/store/files/dataFiles.ts';
import { decodeLink } from '../../src/store/link/decodeLink.ts';
import { encodeLink } from '../../src/store/link/encodeLink.ts';
import { linkPictures } from '../../src/store/link/linkPictures.ts';
import { emptyLink } from '../../src/store/link/linkState.ts';
import { setLookAtPicture } from '../../src/store/prompts/inspectPicture.ts';
import { promptInput } from '../../src/store/prompts/promptDraft.ts';
import type { PromptDraft } from '../../src/store/prompts/promptDraft.ts';
import { loadSamples } from '../../src/store/prompts/samples.ts';
import { promptOfScene } from '../../src/store/prompts/sceneDraft.ts';
import { readRecording } from '../../src/store/recorded/recording.ts';
import { draftsOfRecords, recordsOf } from '../../src/store/records/promptDrafts.ts';
import type { PromptRecord } from '../../src/store/records/promptRecord.ts';
import { spreadRecord } from '../../src/store/records/spreads.ts';
import { readRunFile, writeRunFile } from '../../src/store/run/runFile.ts';
import { readRunRecord, RUN_VERSION } from '../../src/store/run/runRecord.ts';
import type { RunRecord } from '../../src/store/run/runRecord.ts';
import { CHECKPOINT_VERSION } from '../../src/training/checkpoint.ts';
import { loadPrompts } from '../../src/training/prompts/loadPrompts.ts';
import { checkCommand } from '../../src/training/protocolCheck.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';
import type { PromptInput } from '../../src/training/protocol.ts';
import { openMade } from '../data/files/given.ts';

const LONG = 'a very long text, '.repeat(3000).trim();
const WORDS = '猫 är “blå” 👩‍👩‍👧 \\ "x"\n, e\u0301';

const SAMPLES: Readonly<Record<TruthKind, (field: string) => unknown>> = {
  text: (field) => `${field} ${LONG} ${WORDS}`,
  texts: (field) => [`${field} ${WORDS}`, '5', LONG],
  number: () => 2,
  numbers: () => [2, 0, 1],
  boxes: () => [
    [0.1, 0.2, 0.5, 0.8],
    [0, 0, 1, 0.25],
    [0.5, 0.5, 0.75, 1],
  ],
  points: () => [[0.25, 0.125]],
  triples: (field) => [
    [field, 'left of', WORDS],
    ['cup', 'colour', 'red'],
  ],
  facts: (field) => [`${field} ${WORDS}`, { text: 'red', kind: 'colour', weight: 0.5 }, { text: 'top', kind: 'place' }],
  slots: (field) => ({ [field]: 'yes', [WORDS]: WORDS }),
};
const valueOf = (field: PromptField) => SAMPLES[TRUTH_KINDS[field]](field);
const FULL = Object.fromEntries(TRUTH_FIELDS.map((field) => [field, valueOf(field)])) as Truth;

const folder = mkdtempSync(join(tmpdir(), 'rollscope-truth-'));
afterAll(() => rmSync(folder, { recursive: true }));
const image = new Blob(['pixels'], { type: 'image/png' });
const scene = (truth: Truth) => ({ name: 'p', images: [image], question: 'q', truth });
const draftOf = (truth: Truth): PromptDraft => promptOfScene(scene(truth), 'p', 'train');
const inputOf = (truth: Truth) => promptInput(draftOf(truth));
const only = <T>(list: readonly T[]): T => {
  expect(list).toHaveLength(1);
  return list[0]!;
};
const truthOfDraft = (drafts: readonly PromptDraft[]) => promptInput(only(drafts)).truth;

const runOf = (prompts: readonly PromptRecord[]): RunRecord => ({
  ...{ version: RUN_VERSION, savedAt: 0, model: 'shapes', prompts, selectedPrompt: null, rewards: [], groups: [] },
  checkpoint: {
    ...{ version: CHECKPOINT_VERSION, config: defaultConfig(), step: 1, blocks: {}, history: [] },
    vectors: { policy: { theta: new Float32Array(2), optimizer: null } },
  },
  ...{ evaluations: {}, advantages: spreadRecord([], 1), compared: [] },
});

async function throughLines(rename: (field: string) => string, truth: Truth): Promise<Truth> {
  const lines = writePromptLines([{ images: ['a.png'], question: 'q', ...truth }]);
  const row = JSON.parse(lines) as Record<string, unknown>;
  const text = JSON.stringify(Object.fromEntries(Object.entries(row).map(([field, value]) => [rename(field), value])));
  const opened = await openMade({ 'p.jsonl': text, 'a.png': image });
  expect(opened.notes).toEqual([]);
  return truthOfDraft(await draftsOf(opened));
}

const WAYS: Readonly<Record<string, (truth: Truth) => Promise<Truth>>> = {
  'a scene': async (truth) => inputOf(truth).truth,
  async 'the sample gallery'(truth) {
    const entry = { name: 'p', picture: 'p.png', question: 'q', ...truth };
    vi.stubGlobal('document', { baseURI: 'http://localhost/' });
    vi.stubGlobal('fetch', (url: URL) =>
      Promise.resolve(new Response(url.pathname.endsWith('.json') ? JSON.stringify({ samples: [entry] }) : image)),
    );
    return truthOfDraft(await loadSamples());
  },
  async 'saved as JSONL and opened'(truth) {
    const opened = await openMade({ 'p.zip': await writeData([draftOf(truth)], 'jsonl', () => {}) });
    expect(opened.notes).toEqual([]);
    return truthOfDraft(await draftsOf(opened));
  },
  'JSONL beside its pictures': (truth) => throughLines((field) => field, truth),
  'JSONL in snake case': (truth) => throughLines(snakeCase, truth),
  async 'the command line'(truth) {
    const file = join(folder, 'p.jsonl');
    writeFileSync(join(folder, 'a.png'), 'pixels');
    writeFileSync(file, writePromptLines([{ images: ['a.png'], question: 'q', ...truth }]));
    const prompts = await readPromptsFile(file, (sentence) => expect(sentence).toBe(''));
    return only(JSON.parse(JSON.stringify(prompts)) as typeof prompts).truth;
  },
  async 'a run file'(truth) {
    const file = await writeRunFile(runOf(await recordsOf([draftOf(truth)])));
    return truthOfDraft(await draftsOfRecords((await readRunFile(file, 'a.rollscope')).prompts));
  },
  async 'the kept run'(truth) {
    const kept = readRunRecord(structuredClone(runOf(await recordsOf([draftOf(truth)]))));
    return truthOfDraft(await draftsOfRecords(kept.prompts));
  },
  async 'a link'(truth) {
    const { prompts, leftOut } = await linkPictures([draftOf(truth)], null, 1e7);
    expect(leftOut).toEqual([]);
    return truthOfDraft(
      await draftsOfRecords((await decodeLink(await encodeLink({ ...emptyLink(), prompts }))).prompts),
    );
  },
  async 'a recording'(truth) {
    const file = join(folder, 'r.rollscope');
    const recorder = new Recorder();
    recorder.receive({ type: 'stepDone', point: { step: 1, metrics: {} }, groups: [], secondsPerStage: {} } as never);
    const { id, question, split, truth: sent } = inputOf(truth);
    await recorder.write(file, [{ id, question, split, truth: sent, images: [{ type: 'image/png', base64: 'eA==' }] }]);
    const { prompts } = await readRecording(new Uint8Array(readFileSync(file)));
    return truthOfDraft(await draftsOfRecords(prompts));
  },
  async 'a message to the engine'(truth) {
    const message = { version: PROTOCOL_VERSION, id: 1, type: 'setPrompts', prompts: [inputOf(truth)] };
    return only((checkCommand(structuredClone(message)) as unknown as { prompts: PromptInput[] }).prompts).truth;
  },
  async 'the engine'(truth) {
    const { prompts, refused } = await loadPrompts([inputOf(truth)], async (_image, id) => ({ id }) as never);
    expect(refused).toEqual([]);
    return only(prompts).truth;
  },
};

beforeEach(() =>
  setLookAtPicture((file) => Promise.resolve({ width: 4, height: 4, thumb: file, shown: null, still: null })),
);
afterEach(() => vi.unstubAllGlobals());

test('the table of forms and the table of the buffer name the same fields', () => {
  expect([...TRUTH_NAMES].toSorted()).toEqual([...TRUTH_FIELDS].toSorted());
});

describe.each(Object.keys(WAYS))('%s', (way) => {
  test('carries all fields at once', async () => expect(await WAYS[way]!(FULL)).toEqual(FULL));

  /** A recording names its boxes: one without a label has the answer as its label. */
  const named = (field: PromptField) => (way === 'a recording' && field === 'boxes' ? ['boxes', 'labels'] : [field]);
  test.each(TRUTH_FIELDS)('carries %s alone', async (field) => {
    const truth = Object.fromEntries(named(field).map((name) => [name, FULL[name as PromptField]])) as Truth;
    expect(await WAYS[way]!(truth)).toEqual(truth);
  });

  test('lists of nothing are no truth', async () => {
    const none = Object.fromEntries(TRUTH_FIELDS.filter((f) => Array.isArray(FULL[f])).map((f) => [f, []])) as Truth;
    expect(await WAYS[way]!({ ...none, answer: 'x' })).toEqual({ answer: 'x' });
  });
});

describe('a row of a data set', () => {
  const readText = (text: string) => openMade({ 'd.jsonl': text });
  const read = (row: object, ...more: object[]) =>
    readText([row, ...more].map((one) => JSON.stringify({ images: [], question: 'q', ...one })).join('\n'));

  test.each(TRUTH_FIELDS)('%s of another form is refused by name and line, in both spellings', async (field) => {
    for (const spelling of new Set([field, snakeCase(field)]))
      for (const wrong of [{ a: [1] }, true, [[[]]]]) {
        const { prompts, notes } = await read({}, { [spelling]: wrong });
        expect(prompts).toHaveLength(1);
        expect(only(notes)).toMatch(new RegExp(`^d\\.jsonl, line 2: ${spelling} must be `));
      }
  });

  test('a number where a text is meant is that text, and the other way round; null is absent', async () => {
    const given = {
      answer: 5,
      acceptedAnswers: [5, '5.0'],
      facts: [1],
      triples: [['cup', 'count', 2]],
      hidden_slots: { n: 3 },
      program: null,
      quality: '4.5',
      boxes: [['0.1', '0.2', 0.5, '8e-1']],
      points: [0.5, 0.25],
      order: ['1', 0],
    };
    const meant = {
      answer: '5',
      acceptedAnswers: ['5', '5.0'],
      facts: ['1'],
      triples: [['cup', 'count', '2']],
      hiddenSlots: { n: '3' },
      quality: 4.5,
      boxes: [[0.1, 0.2, 0.5, 0.8]],
      points: [[0.5, 0.25]],
      order: [1, 0],
    };
    const { where, line, ...prompt } = only((await read(given)).prompts);
    expect([prompt, where, line]).toEqual([{ images: [], question: 'q', ...meant }, 'd.jsonl, line 1', 1]);
  });

  test('unknown fields are named in one sentence, and the rows are kept', async () => {
    const { prompts, notes } = await read({ solution: 'x', answer: 'a' }, { solution: 'y' }, { mood: 1 }, {});
    expect([prompts.length, prompts[0]!.answer]).toEqual([4, 'a']);
    expect(notes).toEqual([
      `d.jsonl: the unknown fields 'solution' (2 rows) and 'mood' (1 row) are ignored; known fields are id, images, question, split, ${TRUTH_NAMES.join(', ')}, units, boxForm, width, height.`,
    ]);
  });

  test('one field in two spellings, numbers without end and strangers in a fact are refused', async () => {
    const sentence = async (text: string) => only((await readText(`{"images": [], "question": "q", ${text}}`)).notes);
    expect(await sentence('"expert_text": "a", "expertText": "b"')).toMatch(
      /has both expertText and expert_text; leave one out/,
    );
    expect(await sentence('"image": "a.png"')).toMatch(/has both images and image; leave one out/);
    expect(await sentence('"quality": 1e999')).toMatch(/quality must be a number/);
    expect(await sentence('"boxes": [[0, 0, 1, 1e999]]')).toMatch(/boxes must be a list of boxes/);
    expect(await sentence('"facts": [{"text": "red", "colour": 1}]')).toMatch(/facts must be a list of strings, or of/);
  });
});

describe('what comes from outside', () => {
  test.each(TRUTH_FIELDS)(
    '%s of another form: a message is refused by its name, a run file with a sentence',
    async (field) => {
      const prompt = { ...inputOf({ answer: 'x' }), truth: { [field]: true } };
      const message = { version: PROTOCOL_VERSION, id: 1, type: 'setPrompts', prompts: [prompt] };
      expect(() => checkCommand(message)).toThrow(new RegExp(`in the truth of 'p', ${field} must be `));
      const record = only(await recordsOf([draftOf({ answer: 'x' })]));
      const further = field in record ? {} : { [field]: true };
      const broken = { ...record, ...(field in record ? { [field]: true } : {}), further } as unknown as PromptRecord;
      expect(() => readRunRecord(runOf([broken]))).toThrow(new RegExp(`its list of .*(${field}|prompts).* is damaged`));
    },
  );

  test('a field that nobody knows', async () => {
    const prompt = { ...inputOf({ answer: 'x' }), truth: { mood: 1 } };
    const message = { version: PROTOCOL_VERSION, id: 1, type: 'setPrompts', prompts: [prompt] };
    expect(() => checkCommand(message)).toThrow(/in the truth of 'p', there is no 'mood'; the fields are answer/);
    const record = only(await recordsOf([draftOf({ answer: 'x' })]));
    const broken = { ...record, further: { mood: 1 } } as unknown as PromptRecord;
    expect(() => readRunRecord(runOf([broken]))).toThrow(
      /its prompts have a field “mood”, which this page does not know/,
    );
  });
});

// What: the recording of a first visit takes the place of what the page laid on the table, never of what the visitor did.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ROOT } from '../../src/headless/project.mjs';
import { hasStandIn } from '../../src/store/engine/engine.ts';
import { placeByPage } from '../../src/store/prompts/placedByPage.ts';
import { leaveRecording, startRecording } from '../../src/store/recorded/playRecording.ts';
import { showLog } from '../../src/store/recorded/openLog.ts';
import { shownLog, useRecording } from '../../src/store/recorded/shownRecording.ts';
import { initialState, useStore } from '../../src/store/store.ts';
import type { PromptDraft } from '../../src/store/prompts/promptDraft.ts';

const draft = (id: string): PromptDraft => ({ id, images: [], question: id, split: 'train', truth: {} }) as never;

// Node opens no pictures.
vi.mock('../../src/store/records/promptDrafts.ts', () => ({
  draftsOfRecords: () => Promise.resolve([{ id: 'recorded', images: [], question: 'recorded', split: 'train' }]),
  recordsOf: () => Promise.resolve([]),
}));

beforeEach(() => {
  useStore.setState(initialState());
  const file = readFileSync(join(ROOT, 'public', 'recorded', 'first-run.rollscope'));
  vi.stubGlobal('document', { baseURI: 'http://here/' });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(file)));
});
afterEach(() => {
  leaveRecording();
  vi.unstubAllGlobals();
});

test('the sample makes way for it, and comes back', async () => {
  const sample = placeByPage([draft('sample')]);
  useStore.setState({ prompts: sample, selectedPrompt: 'sample' });
  expect(await startRecording(false)).toBe(true);
  expect(hasStandIn()).toBe(true);
  expect(useStore.getState().prompts).not.toBe(sample);
  leaveRecording();
  expect(useStore.getState().prompts).toBe(sample);
});

test('another trainer’s log that came while its file was on the way stays', async () => {
  const starting = startRecording(false);
  const answer = {
    step: 4,
    prompt: 'what?',
    key: 'what?',
    text: 'a',
    rewards: {},
    reward: 1,
    advantage: NaN,
    further: {},
  };
  await showLog({ title: 'verl', answers: [answer], scalars: [], files: 1, leftAside: 0 });
  expect([await starting, shownLog()?.title, useStore.getState().points.length]).toEqual([false, 'verl', 1]);
});

test('a picture that came while its file was on the way stays, and no recording plays over it', async () => {
  useStore.setState({ prompts: placeByPage([draft('sample')]) });
  const starting = startRecording(false);
  const own = [draft('own')];
  useStore.setState({ prompts: own, selectedPrompt: 'own' });
  expect(await starting).toBe(false);
  expect(useStore.getState()).toMatchObject({ prompts: own, selectedPrompt: 'own' });
  expect([hasStandIn(), useRecording.getState().shown]).toEqual([false, null]);
});

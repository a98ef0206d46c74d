// What: prompts that the engine leaves out: named on the page, and the run goes on with the others.
import { beforeEach, expect, test } from 'vitest';
import { step } from '../../src/store/actions.ts';
import { connectEngine } from '../../src/store/engine/engine.ts';
import type { EnginePort } from '../../src/store/engine/enginePort.ts';
import { emptyPrompt } from '../../src/store/prompts/promptDraft.ts';
import { addPrompts, setSplit, updatePrompt } from '../../src/store/prompts/promptActions.ts';
import { initialState, useStore } from '../../src/store/store.ts';
import type { CommandEnvelope, EngineEvent } from '../../src/training/protocol.ts';
import { PROTOCOL_VERSION } from '../../src/training/protocol.ts';

const texts = () => useStore.getState().messages.map(({ text }) => text);
const commands: CommandEnvelope[] = [];
const sent = () => commands.map(({ type }) => type);
let leftOut: readonly string[] = [];

beforeEach(() => {
  useStore.setState(initialState(), true);
  commands.length = 0;
  leftOut = [];
  const port: EnginePort = { onmessage: null, onerror: null, terminate: () => {}, postMessage: carryOut };
  const emit = (event: EngineEvent) => port.onmessage?.({ data: { version: PROTOCOL_VERSION, ...event } });
  function carryOut(message: unknown): void {
    const command = message as CommandEnvelope;
    commands.push(command);
    const ids = command.type === 'setPrompts' ? leftOut : [];
    for (const id of ids) emit({ type: 'error', message: `No ${id}.`, fatal: false, where: `prompt ${id}` });
    queueMicrotask(() => emit({ type: 'done', id: command.id, ok: ids.length === 0 }));
  }
  connectEngine(() => port);
  useStore.setState({ state: 'ready' });
});

let count = 0;
function add(): string {
  const id = `prompt-${++count}`;
  addPrompts([{ ...emptyPrompt(id, `name of ${id}`, []), question: 'where?', answer: 'here' }], 'added');
  return id;
}

test('they are named, the others train, and they are asked for again only after a change', async () => {
  const [a, b] = [add(), add()];
  leftOut = [a];
  await step();
  await step();
  expect(sent()).toEqual(['setPrompts', 'evaluate', 'step', 'evaluate', 'step']);
  expect(commands[0]).toMatchObject({ prompts: [{ id: a, name: `name of ${a}` }, { id: b }] });
  expect(texts()).toEqual([`No ${a}.`]);
  updatePrompt(b, { question: 'what?' });
  leftOut = [];
  await step();
  expect(texts()).toEqual([]);
});

test('where nothing is left to train on, nothing starts, and the next try asks again', async () => {
  const [a, b] = [add(), add()];
  leftOut = [a];
  setSplit(b, 'heldOut');
  await step();
  await step();
  expect(sent()).toEqual(['setPrompts', 'setPrompts']);
});

test.each([
  [5, '2 more prompts are left out for reasons like these.'],
  [4, 'One more prompt is left out for a reason like these.'],
])('of %i, three are named and the others counted', async (all, sentence) => {
  const ids = Array.from({ length: all + 1 }, add);
  leftOut = ids.slice(1);
  await step();
  expect(texts()).toEqual([...ids.slice(1, 4).map((id) => `No ${id}.`), sentence]);
  expect(sent()).toContain('step');
});

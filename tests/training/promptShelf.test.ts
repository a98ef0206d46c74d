// What: prompts that the model cannot read are left out by name, the others train; another answer length, and they are back.
import { afterEach, expect, test } from 'vitest';
import { bundleFiles, NodeSession, prompt, TINY, tinyConfig } from './nodeSession.ts';

const open: NodeSession[] = [];
afterEach(async () => {
  for (const session of open.splice(0)) await session.close();
});
async function ready(leaves = {}): Promise<NodeSession> {
  const session = await NodeSession.ready(tinyConfig(leaves));
  open.push(session);
  return session;
}
const blob = (byte: number) => new Blob([Uint8Array.of(byte)]);
const drawn = (session: NodeSession) =>
  session
    .of('stepDone')
    .at(-1)!
    .groups.map(({ promptId }) => promptId);

test('one sentence for each, before the run, by the name that the page shows', async () => {
  const session = await ready();
  const prompts = [
    prompt('a'),
    prompt('i', { question: '<image>\nwhere is it?', name: 'cat.png' }),
    prompt('s', { question: 'say <end_of_utterance>' }),
    prompt('l', { question: 'where is it? '.repeat(50), name: 'long.png' }),
    prompt('p', { images: Array.from({ length: 30 }, (_, i) => blob(i)), name: 'many' }),
    prompt('b'),
    prompt('h', { split: 'heldOut', question: 'what <image> is it?' }),
  ];
  expect(await session.send({ type: 'setPrompts', prompts })).toBe(false);
  expect(session.errors()).toEqual([
    expect.stringMatching(/^“cat\.png”: its question contains <image>/),
    expect.stringMatching(/^Prompt 's': its question contains <end_of_utterance>/),
    expect.stringMatching(/^“long\.png”: it takes \d+ tokens.*shorten its question/),
    expect.stringMatching(/^“many”: it takes \d+ tokens.*use at most \d+ of its 30 pictures\.$/),
    expect.stringMatching(/^Prompt 'h': /),
  ]);
  expect(session.of('error').map(({ where }) => where)).toEqual(['i', 's', 'l', 'p', 'h'].map((id) => `prompt ${id}`));
  await session.must({ type: 'evaluate', tag: 'before' });
  expect(session.of('evaluated')[0]!.results.map(({ promptId }) => promptId)).toEqual(['a', 'b']);
  await session.must({ type: 'start', steps: 2 });
  expect(drawn(session)).toEqual(['a', 'b']);
  expect(session.errors()).toHaveLength(5);
});

test('set before the model is there, they are named when it is first asked; a second time they are not', async () => {
  const late = new NodeSession();
  open.push(late);
  const prompts = [prompt('a'), prompt('i', { question: '<image>' })];
  await late.must({ type: 'configure', config: tinyConfig() });
  await late.must({ type: 'setPrompts', prompts });
  await late.must({ type: 'load', files: bundleFiles(TINY) });
  await late.must({ type: 'start', steps: 1 });
  await late.must({ type: 'start', steps: 1 });
  expect(late.errors()).toEqual([expect.stringContaining('<image>')]);
  expect(drawn(late)).toEqual(['a', 'a']);
});

test('a longer answer leaves no room for one of them, a shorter one brings it back', async () => {
  const session = await ready();
  const question = 'where '.repeat(12);
  await session.must({ type: 'setPrompts', prompts: [prompt('a'), prompt('b', { question })] });
  await session.must({ type: 'step' });
  expect(drawn(session)).toEqual(['a', 'b']);
  const length = session.session.prompts.map(
    ({ question, pictures }) => session.engine.policy.tokenizer.encodePrompt(question, pictures.length).length,
  );
  const { maxPositions } = session.engine.policy.info;
  const between = String(maxPositions - length[1]! + 1);
  expect(length[0]! + Number(between)).toBeLessThanOrEqual(maxPositions);
  await session.must({ type: 'configure', config: tinyConfig({ max_completion_length: between }) });
  await session.must({ type: 'step' });
  expect(drawn(session)).toEqual(['a', 'a']);
  expect(session.errors().at(-1)).toMatch(/^Prompt 'b': it takes .*max_completion_length/);
  await session.must({ type: 'configure', config: tinyConfig() });
  await session.must({ type: 'step' });
  expect(drawn(session)).toEqual(['a', 'b']);
  await session.must({ type: 'configure', config: tinyConfig({ max_completion_length: between }) });
  await session.must({ type: 'step' });
  expect(drawn(session)).toEqual(['a', 'a']);
  expect(session.errors().filter((sentence) => sentence.startsWith("Prompt 'b'"))).toHaveLength(1);
});

test('where none is left the run does not start', async () => {
  const session = await ready();
  expect(await session.send({ type: 'setPrompts', prompts: [prompt('i', { question: '<image>' })] })).toBe(false);
  expect(await session.send({ type: 'step' })).toBe(false);
  expect(session.errors().at(-1)).toMatch(/no prompt to train on/);
});

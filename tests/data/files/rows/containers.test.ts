// What: rows of other trainers in every kind of file that holds rows.
import { expect, test } from 'vitest';
import { openMade, png } from '../given.ts';

const messages = JSON.stringify([{ role: 'user', content: 'What is it?' }]);
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

test('metadata.csv of an ImageFolder for TRL: the messages stand in a cell', async () => {
  const text = `file_name,prompt,solution,boxes\na.png,${cell(messages)},<answer>dog</answer>,"[[0.1, 0.2, 0.5, 0.8]]"\n`;
  const { prompts, notes } = await openMade({ 'train/metadata.csv': text, 'train/a.png': png() });
  expect(notes).toEqual([]);
  expect(prompts).toMatchObject([{ question: 'What is it?', answer: 'dog', boxes: [[0.1, 0.2, 0.5, 0.8]] }]);
});

test('several pictures in a cell', async () => {
  const rows = `images,problem,answer\n"[""a.png"", ""b.png""]",<image><image>Which?,2\n`;
  const files = { 'a.png': png(), 'b.png': png() };
  expect((await openMade({ 'a.csv': rows, ...files })).prompts[0]).toMatchObject({ question: 'Which?', answer: '2' });
});

test.each([';', '\t', ','])('two columns apart by %j', async (between) => {
  const rows = ['file_name,class', 'a.png,beagle', 'b.png,pug', ''].map((line) => line.replace(',', between));
  const { prompts, notes } = await openMade({ 'labels.csv': rows.join('\n'), 'a.png': png(), 'b.png': png() });
  expect(prompts.map(({ answer }) => answer)).toEqual(['beagle', 'pug']);
  expect(notes).toEqual([]);
});

test.each(['llava.json', 'llava.jsonl', 'llava.ndjson'])('%s', async (name) => {
  const rows = ['dog', 'cat'].map((value, i) => ({
    id: `${i}`,
    image: 'coco/a.png',
    conversations: [
      { from: 'human', value: '<image>\nWhat?' },
      { from: 'gpt', value },
    ],
  }));
  const text = name.endsWith('.json')
    ? JSON.stringify(rows, null, 2)
    : rows.map((row) => JSON.stringify(row)).join('\n');
  const { prompts, notes } = await openMade({ [name]: text, 'images/coco/a.png': png() });
  expect(notes).toEqual([]);
  expect(prompts.map(({ id, question, answer }) => [id, question, answer])).toEqual([
    ['0', 'What?', 'dog'],
    ['1', 'What?', 'cat'],
  ]);
});

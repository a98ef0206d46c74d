// What: the cases of other tools among tests/cases, as they were handed in.
import { expect, test } from 'vitest';
import { cases, open } from '../given.ts';

test.each([
  ['n04', { question: 'find the dog', answer: 'dog', labels: ['dog'] }],
  ['s02-labelme', { question: 'find the dog', boxes: [[0.25, 0.25, 0.5, 0.5]] }],
  ['j15-llava.zip', { id: '1', question: 'where is the dog?', answer: 'dog' }],
  ['j16-image-token.zip', { question: 'where is the dog?', boxes: [[0.1, 0.2, 0.5, 0.8]] }],
])('%s', async (name, prompt) => {
  const { prompts, notes } = await open(cases(name));
  expect(notes).toEqual([]);
  expect(prompts).toMatchObject([prompt]);
});

test('n05: an annotation without objects', async () => {
  expect((await open(cases('n05'))).notes[0]).toBe(
    'The .xml files: on 1 picture nothing is marked, so nothing is asked.',
  );
});

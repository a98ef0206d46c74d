// What: what a prompt must have before it enters a run; every refusal is one sentence.
import { expect, test } from 'vitest';
import { checkPrompt } from '../../src/training/prompts/checkPrompt.ts';
import type { PromptInput } from '../../src/training/protocol.ts';

const good: PromptInput = { id: 'a', images: [new Blob(['x'])], question: 'where?', truth: {}, split: 'train' };

test('a good prompt passes', () => {
  expect(checkPrompt(good)).toBeNull();
  expect(checkPrompt({ ...good, truth: { boxes: [[0, 0, 1, 1]], answer: 'dog' } })).toBeNull();
  expect(checkPrompt({ ...good, images: [], truth: { answer: 'dog' } })).toBeNull();
});

const refused: readonly [string, Partial<PromptInput>, RegExp][] = [
  ['empty question', { question: '  ' }, /empty question/],
  ['a box on no picture', { images: [], truth: { boxes: [[0, 0, 1, 1]] } }, /boxes but no picture/],
  ['no area', { truth: { boxes: [[0.2, 0.2, 0.2, 0.5]] } }, /has no area/],
  ['turned over', { truth: { boxes: [[0.6, 0.2, 0.2, 0.5]] } }, /has no area/],
  ['outside', { truth: { boxes: [[0.2, 0.2, 1.5, 0.5]] } }, /beyond the picture/],
  ['outside', { truth: { boxes: [[1.2, 0.2, 1.5, 0.5]] } }, /outside the picture/],
  ['negative', { truth: { boxes: [[-0.1, 0.2, 0.5, 0.5]] } }, /beyond the picture/],
  ['not numbers', { truth: { boxes: [[0, 0, NaN, 1]] } }, /four numbers/],
  [
    'second box',
    {
      truth: {
        boxes: [
          [0, 0, 1, 1],
          [0, 0, 0, 1],
        ],
      },
    },
    /Box 2 .*no area/,
  ],
];
test.each(refused)('%s', (_name, part, sentence) => {
  const message = checkPrompt({ ...good, ...part });
  expect(message).toMatch(sentence);
  expect(message).toMatch(/^Prompt 'a'.*\.$/);
});

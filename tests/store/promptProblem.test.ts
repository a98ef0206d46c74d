// What: every incomplete prompt gets its sentence, and the limits are those of the rewards' layout.
import { expect, test } from 'vitest';
import { MAX_BOXES, MAX_FACTS } from '../../src/4-rewards/layout.ts';
import { MAX_ANSWER_BYTES, MAX_FACT_BYTES, packTruth } from '../../src/4-rewards/packTruth.ts';
import { emptyPrompt, promptInput } from '../../src/store/prompts/promptDraft.ts';
import type { PromptDraft } from '../../src/store/prompts/promptDraft.ts';
import { promptProblem, TRUTH_LIMITS } from '../../src/store/prompts/promptProblem.ts';

const picture = { id: 'a', name: 'a.png', image: new Blob(['x']), url: '', thumb: '', width: 4, height: 4 };
const good: PromptDraft = {
  ...emptyPrompt('a', 'a.png', [picture]),
  question: 'where?',
  answer: 'dog',
  boxes: [[0.1, 0.1, 0.5, 0.5]],
};

test.each([
  [{ images: [] }, /has boxes but no picture/],
  [{ images: [], boxes: [], answer: ' ' }, /no picture and no answer/],
  [{ question: '  ' }, /has no question/],
  [{ boxes: [], answer: '' }, /neither a box nor an answer/],
  [{ boxes: [[0.1, 0.1, 0.1, 0.5]] as const }, /no area/],
  [{ boxes: [[-0.2, 0.1, 0.4, 0.5]] as const }, /leaves the picture/],
  [{ boxes: Array.from({ length: 17 }, () => [0, 0, 1, 1] as const) }, /17 boxes; at most 16/],
  [{ answer: 'ä'.repeat(127) }, /answer .* too long .*254 of 252 bytes/],
  [{ facts: Array.from({ length: 9 }, (_, i) => `fact ${i}`) }, /9 facts; at most 8/],
  [{ facts: ['x'.repeat(61)] }, /fact .* too long/],
])('%o', (change, sentence) => {
  expect(promptProblem({ ...good, ...change })).toMatch(sentence);
});

test('a whole prompt has none, and the engine can pack it', () => {
  const full = { ...good, facts: [...Array.from({ length: 8 }, () => 'y'.repeat(60)), ''], answer: 'z'.repeat(252) };
  for (const prompt of [good, full, { ...good, images: [], boxes: [] }]) {
    expect(promptProblem(prompt)).toBeNull();
    expect(() => packTruth([promptInput(prompt).truth])).not.toThrow();
  }
});

test('the limits are those that rewards can score', () => {
  expect(TRUTH_LIMITS).toEqual({
    boxes: MAX_BOXES,
    facts: MAX_FACTS,
    factBytes: MAX_FACT_BYTES,
    answerBytes: MAX_ANSWER_BYTES,
  });
});

test('the engine gets texts without spaces around, and only fields that are filled', () => {
  const input = promptInput({ ...good, question: ' where? ', answer: ' ', facts: [' it is brown ', ''] });
  expect(input).toMatchObject({ question: 'where?', images: [picture.image], split: 'train' });
  expect(input.truth).toEqual({ boxes: good.boxes, facts: ['it is brown'] });
});

// What: every incomplete prompt gets its sentence, and the limits are those of the rewards' layout.
import { expect, test } from 'vitest';
import { MAX_BOXES } from '../../src/4-rewards/layout.ts';
import { packTruth } from '../../src/4-rewards/packTruth.ts';
import { allRewards } from '../../src/4-rewards/registry.ts';
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
  [{ boxes: [[-0.2, 0.1, 0.4, 0.5]] as const }, /extends beyond the picture/],
  [{ boxes: Array.from({ length: 17 }, () => [0, 0, 1, 1] as const) }, /17 boxes; at most 16/],
])('%o', (change, sentence) => {
  expect(promptProblem({ ...good, ...change })).toMatch(sentence);
});

test('a whole prompt has none, and the engine can pack it', () => {
  const full = { ...good, facts: [...Array.from({ length: 12 }, () => 'y'.repeat(200)), ''], answer: 'ä'.repeat(900) };
  for (const prompt of [good, full, { ...good, images: [], boxes: [] }]) {
    expect(promptProblem(prompt)).toBeNull();
    expect(() => packTruth([promptInput(prompt).truth])).not.toThrow();
  }
});

test('the limit of boxes is that of an answer and of the rewards that match boxes', () => {
  expect(TRUTH_LIMITS.boxes).toBe(MAX_BOXES);
  const limits = allRewards().flatMap(({ truth }) => truth.get('boxes') ?? []);
  expect(Math.min(...limits)).toBe(MAX_BOXES);
});

test('the engine gets texts without spaces around, and only fields that are filled', () => {
  const input = promptInput({ ...good, question: ' where? ', answer: ' ', facts: [' it is brown ', ''] });
  expect(input).toMatchObject({ question: 'where?', images: [picture.image], split: 'train' });
  expect(input.truth).toEqual({ boxes: good.boxes, facts: ['it is brown'] });
});

// What: the page's fields for what rewards of the run read, the sentence about a prompt that has none of it, and the command line's.
import { expect, test } from 'vitest';
import { truthRead } from '../../src/4-rewards/truthFields.ts';
import { truthParts } from '../../src/4-rewards/truthParts.ts';
import type { Truth } from '../../src/4-rewards/types.ts';
import { withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import { blindRewards } from '../../src/headless/blindRewards.ts';
import { updateTruth } from '../../src/store/prompts/promptActions.ts';
import { emptyPrompt, promptInput } from '../../src/store/prompts/promptDraft.ts';
import { promptProblem } from '../../src/store/prompts/promptProblem.ts';
import {
  factsOfLines,
  linesOfFacts,
  listedFields,
  typedFields,
  typedText,
  typedValue,
} from '../../src/store/prompts/truthLines.ts';
import { truthReaders, unfilledSentence } from '../../src/store/prompts/truthReaders.ts';
import { initialState, useStore } from '../../src/store/store.ts';

const own = [
  { name: 'captionLikeness', wgsl: '// Reward: captionLikeness\n// Truth: captions (at most 4), answer' },
  { name: 'stepsTold', wgsl: '// Reward: stepsTold\n// Truth: referenceSteps, expertText, quality' },
];
const config = (...rewards: object[]) => withLeaf(defaultConfig(), 'reward_funcs', rewards as never);
const readers = truthReaders(
  config(
    { block: 'captionLikeness' },
    { block: 'stepsTold', as: 'steps' },
    { block: 'boxIou' },
    { block: 'factsFound', weight: 0 },
  ),
  own,
);
const draft = (truth: Truth) => ({ ...emptyPrompt('a', 'a.png', []), question: 'q', ...truthParts(truth) });

test('fields by reward, from its header; a reward that weighs nothing needs nothing', () => {
  expect([...readers]).toEqual([
    ['captionLikeness', ['answer', 'captions']],
    ['steps', ['referenceSteps', 'expertText', 'quality']],
    ['boxIou', ['boxes']],
  ]);
});

test('of a text without a line about the truth: the fields whose functions it calls', () => {
  expect(truthRead('// Reward: x\nlet n = orderCount(r) + captionCount(r); // factCount(r)')).toEqual([
    'order',
    'captions',
  ]);
});

test('a prompt that has none of what a reward reads gets a sentence; one of the fields is enough', () => {
  const sentence = (truth: Truth) => unfilledSentence(draft(truth), readers);
  expect(sentence({ boxes: [[0, 0, 1, 1]] })).toBe(
    '“a.png” has no answer or captions for the reward captionLikeness; fill this in, or leave the reward out.',
  );
  expect(sentence({ captions: ['a dog'], referenceSteps: [' '] })).toMatch(
    /no reference steps or expert text or quality for the reward steps/,
  );
  expect(sentence({ captions: ['a dog'], quality: 0, boxes: [[0, 0, 1, 1]] })).toBeNull();
});

test('any field that can be scored makes a whole prompt', () => {
  expect(promptProblem(draft({ captions: ['a dog'] }))).toBeNull();
  expect(promptProblem(draft({ labels: ['dog'] }))).toMatch(/no picture and no answer/);
});

test('fields of text that a reward reads are typed, the others that are filled are listed', () => {
  const prompt = draft({ captions: ['a dog', 'a cat'], program: 'x', triples: [['a', 'b', 'c'], ['d', 'e', 'f']], hiddenSlots: { who: 'me' }, order: [1, 0], quality: 3 }); // prettier-ignore
  const typed = typedFields(readers);
  expect(typed).toEqual([
    { field: 'captions', isList: true, readers: ['captionLikeness'] },
    { field: 'referenceSteps', isList: true, readers: ['steps'] },
    { field: 'expertText', isList: false, readers: ['steps'] },
  ]);
  expect(typed.map((one) => typedText(prompt, one))).toEqual(['a dog\na cat', '', '']);
  expect(listedFields(prompt, typed)).toEqual([
    ['order', '1, 0'],
    ['triples', 'a, b, c\nd, e, f'],
    ['program', 'x'],
    ['quality', '3'],
    ['hiddenSlots', 'who: me'],
  ]);
});

test('what is typed reaches the engine without blank lines; what is emptied is gone', () => {
  const [captions] = typedFields(readers);
  useStore.setState({ ...initialState(), prompts: [draft({ answer: 'x' })] });
  const type = (text: string) => updateTruth('a', captions!.field, typedValue(text, captions!));
  const now = () => useStore.getState().prompts[0]!;
  type('a dog\n\n a cat\n');
  expect(typedText(now(), captions!)).toBe('a dog\n\n a cat\n');
  expect(promptInput(now()).truth).toEqual({ answer: 'x', captions: ['a dog', ' a cat'] });
  type('');
  expect(now().further).toEqual({});
});

test('blank options in front of the right one are counted', () => {
  const truth = (options: string[], answerOption: number) =>
    promptInput(draft({ options, answerOption })).truth.options;
  expect(truth(['', 'b', '', ''], 1)).toEqual(['', 'b']);
  expect(truth(['a', 'b', '', ''], 2)).toEqual(['a', 'b', '']);
});

test('facts keep their kind and weight while their lines are edited', () => {
  const facts = ['it barks', { text: 'red', kind: 'colour', weight: 2 }];
  expect(linesOfFacts(facts)).toBe('it barks\nred');
  expect(factsOfLines('it barks\ndark red', facts)).toEqual([
    'it barks',
    { text: 'dark red', kind: 'colour', weight: 2 },
  ]);
  expect(factsOfLines('red', facts)).toEqual([facts[1]]);
  expect(factsOfLines('red\nnew\nit barks', facts)).toEqual([facts[1], 'new', 'it barks']);
  expect(factsOfLines('', facts)).toEqual([]);
});

test('the command line names a reward that no prompt gives anything', () => {
  const used = config({ block: 'boxIou' }, { block: 'answerF1', as: 'words' }, { block: 'format' });
  expect(blindRewards(used, [{ answer: 'a' }, {}])).toEqual([
    'No prompt has boxes for the reward boxIou; add this to the prompts, or leave the reward out.',
  ]);
  expect(blindRewards(used, [{ acceptedAnswers: ['a'] }, { boxes: [[0, 0, 1, 1]] }])).toEqual([]);
  expect(blindRewards(used, [])).toEqual([]);
});

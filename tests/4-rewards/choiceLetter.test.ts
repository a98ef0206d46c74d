// What: the letter of an option in a sentence: what is one, and the points of several, by hand.
import { expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const score = (answer: string, texts: readonly string[]) => scores('choiceLetter', { answer }, texts);

it('finds the one letter that stands alone', async () => {
  const right = ['B', ' b\n', 'B.', 'The answer is B.', 'b: red', '(b', "it's 7b!", 'É B', 'red, B'];
  const wrong = ['(B)', 'B)', 'B red', 'red', 'ab', '7', '', 'B é', 'A', 'Bé'];
  const expected = [...right.map(() => 1), ...wrong.map(() => 0)];
  expect(await score('B', [...right, ...wrong])).toEqual(expected);
  expect(await score('<answer> B. red </answer>', [...right, ...wrong])).toEqual(expected);
  expect(await score('<answer>\nB\n</answer>', right)).toEqual(right.map(() => 0));
  expect(await score('red', right)).toEqual(right.map(() => 0));
  const blocks = ['<answer>\nB\n</answer>', 'A. <answer>B</answer> C.', '<answer>B', '<Answer>B</Answer>'];
  expect(await score('B', blocks)).toEqual([1, 1, 1, 0]);
  expect(await scores('choiceLetter', {}, right)).toEqual(right.map(() => 0));
});

it('gives points where several stand alone', async () => {
  const [far, behind] = ['0'.repeat(22), '0'.repeat(60)];
  const answers: readonly (readonly [string, string])[] = [
    // Without a point the first; a mark behind the letter is one.
    ['A', `0 A; 0 B; ${behind}`],
    ['B', `0 A; 0 B, ${behind}`],
    // A keyword near it, also one of Chinese.
    ['B', `0 A; ${far} choose B; ${behind}`],
    ['B', `0 A; ${far} 答案 B; ${behind}`],
    ['A', `0 A; ${far} chose B; ${behind}`],
    ['A', `0 A; choose ${far} B; ${behind}`],
    // The first place of A is in a word, which is a keyword, or in front of a mark.
    ['A', `answer ${far} b; a; ${behind}`],
    ['A', `b; 0 A。0 a; ${behind}`],
    // Late: two points against one. Character 14 of 20 is not late, 15 is.
    ['B', `A, ${behind} b; 0`],
    ['C', '0 C; 00000000 D; 000'],
    ['D', '0 C; 000000000 D; 00'],
    // White space counts as one character.
    ['C', '0 C;\n \n \n00000000 D; 000'],
    // Named twice: every point twice.
    ['A', `B! 0 A, 0 a, ${behind}`],
  ];
  for (const [letter, text] of answers) expect(await score(letter, [text]), text).toEqual([1]);
});

it('agrees with its reference', async () => {
  await checkReward('choiceLetter');
});

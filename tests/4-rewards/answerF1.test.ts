// What: the F1 of words with its fine for tags that do not match. Oracle: worked by hand, and a count of words of its own.
import { describe, expect, it } from 'vitest';
import { checkReward, scores } from './rewardFixtures.ts';

const answer = (words: string) => `<think>a</think><answer>${words}</answer>`;

describe('answerF1', () => {
  it('compares sets of words', async () => {
    const truth = { answer: 'the Red car' };
    const texts = ['red car', 'the red car', 'car, car; RED', 'a blue bus', '', ' ?! ', 'the-red(car)', 'redcar'].map(
      answer,
    );
    expect(await scores('answerF1', truth, texts)).toEqual([0.8, 1, 0.8, 0, 0, 0, 1, 0]);
  });

  it('takes the best of the accepted answers; without a truth nothing is right', async () => {
    const truth = { answer: 'blue bus', acceptedAnswers: ['red car', 'truck'] };
    expect(await scores('answerF1', truth, ['bus', 'the red big car', 'truck', 'x'].map(answer))).toEqual([
      0.66667, 0.66667, 1, 0,
    ]);
    expect(await scores('answerF1', {}, [answer('red')])).toEqual([0]);
    expect(await scores('answerF1', { answer: '...' }, [answer('red')])).toEqual([0]);
  });

  it('fines tags that do not match, and a missing answer', async () => {
    const texts = [
      '<think>c<answer>red</answer>',
      'red',
      '<answer>red',
      '</think><think><answer>red</answer>',
      '<zoom>1 2 3 4<answer>red</answer>',
      '<tool_call>x</tool_call></tool_call><answer>red</answer>',
      '<code><answer>red</answer>',
      '</answer><answer>',
      '</answer>red<answer>',
    ];
    expect(await scores('answerF1', { answer: 'red' }, texts)).toEqual(texts.map(() => -2));
    expect(await scores('answerF1', { answer: 'red' }, texts.slice(0, 2), { knobs: { format_penalty: -0.5 } })).toEqual(
      [-0.5, -0.5],
    );
  });

  it('reads the first answer, whatever stands around it and in whatever case the tags are', async () => {
    const texts = [
      '<answer>red</answer> and <answer>blue</answer>',
      '<ANSWER>RED\n</Answer>',
      '<box>1 2<zoom>1 2 3 4</zoom><answer>red</answer><b>',
      '<think>a</think><think>b</think><answer>red</answer>',
      '<answer><answer>red</answer></answer>',
      '< answer>blue< /answer><answer>red</answer>',
    ];
    expect(await scores('answerF1', { answer: 'red' }, texts)).toEqual([1, 1, 1, 1, 0.66667, 1]);
  });

  it('keeps bytes of other scripts whole', async () => {
    expect(await scores('answerF1', { answer: 'Füße «rot»' }, ['füße', 'Füße', '«rot»'].map(answer))).toEqual([
      0.66667, 0.66667, 0.66667,
    ]);
  });

  it('agrees with its reference', async () => {
    expect(await checkReward('answerF1')).toBeLessThan(2e-6);
    await checkReward('answerF1', { format_penalty: -1 });
  });
});

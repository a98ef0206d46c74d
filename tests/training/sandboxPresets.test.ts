// What: the presets of the sandbox: their texts by hand, and what the shipped rewards pay for them in every grammar.
import { beforeAll, describe, expect, test } from 'vitest';
import { makeTokenizer } from '../../src/2-policy/bundle/tokenizer.ts';
import type { PolicyInfo, PolicyTokenizer } from '../../src/2-policy/types.ts';
import { grammarByName, grammarNames } from '../../src/4-rewards/grammars.ts';
import type { Truth } from '../../src/4-rewards/types.ts';
import { ReferenceCompute } from '../../src/gpu/referenceCompute.ts';
import { MANY, presetsOf } from '../../src/training/sandbox/presets.ts';
import type { PresetTask } from '../../src/training/sandbox/presets.ts';
import { textRollouts } from '../../src/training/sandbox/textRollouts.ts';
import { scoreCompletions } from '../../src/training/step/scoreCompletions.ts';
import { openBundle } from '../2-policy/bundleFiles.ts';
import { tinyConfig } from './nodeSession.ts';

const TRUTH: Truth = { answer: 'red', boxes: [[0.1, 0.2, 0.5, 0.6]], facts: ['the cup is red'] };
const OTHERS: readonly Truth[] = [TRUTH, { answer: 'blue' }, { answer: 'red', options: ['red', 'green'] }];

const made = (grammar: string, over: Partial<PresetTask> = {}) => {
  const task = { grammar: grammarByName(grammar), truth: TRUTH, question: 'which colour?', scale: 100, truths: OTHERS };
  return Object.fromEntries(presetsOf({ ...task, ...over }).map(({ name, text }) => [name, text]));
};

describe('texts', () => {
  test('think, box, answer', () => {
    const perfect = '<think>the cup is red</think><box>10 20 50 60</box><answer>red</answer>';
    expect(made('think_box_answer')).toEqual({
      empty: '',
      perfect,
      perfectMany: perfect.repeat(MANY),
      allLabels: '<think>the cup is red</think><box>10 20 50 60</box><answer>red, blue, green</answer>',
      wholePicture: '<think>the cup is red</think><box>0 0 100 100</box><answer>red</answer>',
      wrongOrder: '<answer>red</answer><box>10 20 50 60</box><think>the cup is red</think>',
    });
  });

  test('what the task has no use for is left out', () => {
    expect(Object.keys(made('answer', { truths: [TRUTH] }))).toEqual(['empty', 'perfect', 'perfectMany']);
    expect(made('box', { scale: 1 })['wholePicture']).toBe('<box>0.000 0.000 1.000 1.000</box>');
    expect(made('prose')['perfect']).toBe('red');
    expect(made('answer', { truth: {}, truths: [{}] })).toEqual({ empty: '' });
  });

  test('several boxes, an option, a caption, triples', () => {
    const two: Truth = { boxes: [[0, 0, 0.5, 0.5], [0.5, 0.5, 1, 1]], options: ['cat', 'dog'], answerOption: 1 }; // prettier-ignore
    expect(made('box_answer', { truth: two })['perfect']).toBe('<box>0 0 50 50</box><box>50 50 100 100</box><answer>dog</answer>'); // prettier-ignore
    const told = made('caption_box_answer', { truth: { ...TRUTH, captions: ['a red cup'] } });
    expect(told['perfect']).toBe('<caption>a red cup</caption><box>10 20 50 60</box><answer>red</answer>');
    const triples = [['cup', 'colour', 'red']] as const;
    expect(made('think_triples', { truth: { triples, facts: [{ text: 'one cup' }] } })['perfect']).toBe('<think>one cup</think><answer>cup colour red</answer>'); // prettier-ignore
  });
});

describe('what rewards pay', () => {
  const compute = new ReferenceCompute();
  let tokenizer: PolicyTokenizer;
  beforeAll(async () => {
    tokenizer = makeTokenizer(await openBundle(), 4, 96);
  });

  /** Everything that a grammar may ask for. */
  const FULL: Truth = {
    ...TRUTH,
    points: [[0.3, 0.4]],
    captions: ['a red cup'],
    triples: [['cup', 'colour', 'red']],
    program: 'circle red 30 40 10',
    labels: ['cup'],
  };

  async function paid(grammar: string, rewards: string) {
    const presets = presetsOf({ grammar: grammarByName(grammar), truth: FULL, question: 'which colour?', scale: 100, truths: OTHERS }); // prettier-ignore
    const rollouts = textRollouts(tokenizer, presets.map(({ text }) => text)); // prettier-ignore
    const config = tinyConfig({ grammar, coordinate_scale: '100', reward_funcs: rewards });
    const policy = { info: { imageSize: 32 } as PolicyInfo, tokenizer };
    const places = presets.map(() => ({ truth: FULL, pictures: [] }));
    const { table } = await scoreCompletions({ compute, policy, config, edits: {} }, rollouts, places);
    return (column: string, preset: string) =>
      table.columns.find(({ name }) => name === column)!.values[presets.findIndex(({ name }) => name === preset)];
  }

  const tagged = grammarNames().filter((name) => grammarByName(name).tags.some(({ max, isAction }) => max > 0 && !isAction)); // prettier-ignore
  test.each(tagged)(
    'the perfect answer has the form of %s, one in the wrong order and an empty one have not',
    async (grammar) => {
      const value = await paid(grammar, 'format');
      expect(value('format', 'perfect')).toBe(1);
      expect(value('format', 'empty')).toBe(0);
      expect(value('format', 'perfectMany')).toBe(0);
      expect(value('format', 'wrongOrder') ?? 0).toBe(0);
    },
  );

  test('the perfect answer has all of answer and box; the whole picture the share of the box', async () => {
    const value = await paid('think_box_answer', 'answerExact,boxIou');
    expect(value('answerExact', 'perfect')).toBe(1);
    expect(value('boxIou', 'perfect')).toBeCloseTo(1, 5);
    expect(value('boxIou', 'wholePicture')).toBeCloseTo(0.16, 5);
    expect(value('answerExact', 'allLabels')).toBe(0);
    expect(value('answerExact', 'empty')).toBe(0);
  });
});

// What: the rows of a model card: grouping by skill, pass@k, greedy, format, IoU and signed box errors from evaluated answers.
import { describe, expect, it } from 'vitest';
import { markdownTable, skillRows } from '../../src/headless/evalTable.ts';
import type { HostPrompt } from '../../src/headless/hostMessages.ts';
import type { EvaluatedAnswer, Evaluation } from '../../src/training/protocol.ts';

const said = (text: string, passed: boolean, boxes: EvaluatedAnswer['boxes'] = []): EvaluatedAnswer => ({
  text,
  boxes,
  answer: null,
  passed,
  rewards: {},
});
const prompt = (id: string, truth: HostPrompt['truth']): HostPrompt => ({
  id,
  images: [],
  question: 'q',
  truth,
  split: 'heldOut',
});
const evaluation = (promptId: string, greedy: EvaluatedAnswer, samples: EvaluatedAnswer[]): Evaluation => ({
  promptId,
  ...greedy,
  samples,
});

describe('skillRows', () => {
  const good = said('<answer>3</answer>', true);
  const bad = said('<answer>4</answer>', false);
  const open = said('<answer>3', false);

  it('groups by skill; pass@k is unbiased; a text without a closed span counts against the format', () => {
    const prompts = [
      prompt('count/1', { answer: '3' }),
      prompt('count/2', { answer: '3' }),
      prompt('name/1', { answer: '3' }),
    ];
    const results = [
      evaluation('count/1', good, [good, bad, bad, open]),
      evaluation('count/2', bad, [bad, bad, bad, bad]),
      evaluation('name/1', good, [good, good, good, good]),
    ];
    const [count, name] = skillRows(prompts, results, [1, 2]);
    expect(count).toMatchObject({ skill: 'count', prompts: 2, greedy: 0.5 });
    expect(count!.passAt[1]).toBeCloseTo((1 / 4 + 0) / 2);
    expect(count!.passAt[2]).toBeCloseTo((1 - 3 / 6) / 2); // C(3,2) / C(4,2)
    expect(count!.format).toBeCloseTo(7 / 8);
    expect(count!.iou).toBeNaN();
    expect(name!.passAt[2]).toBe(1);
  });

  it('measures boxes: greedy and sampled IoU, mean signed error where they overlap', () => {
    const truth = [0.2, 0.2, 0.6, 0.6] as const;
    const shifted = said('<box>1</box>', true, [[0.3, 0.2, 0.7, 0.6]]);
    const away = said('<box>1</box>', false, [[0.8, 0.8, 0.9, 0.9]]);
    const [row] = skillRows(
      [prompt('find/1', { boxes: [truth] })],
      [evaluation('find/1', shifted, [shifted, away])],
      [1],
    );
    expect(row!.iou).toBeCloseTo(0.12 / 0.2); // 0.3×0.4 over 2·0.16 − 0.12
    expect(row!.sampledIou).toBeCloseTo(0.3);
    row!.error.forEach((value, k) => expect(value).toBeCloseTo([0.1, 0, 0.1, 0][k]!));
    expect(markdownTable([row!], [1])).toContain(
      '| find | 1 | 0.50 | 1.00 | 1.00 | 0.60 | 0.30 | 0.100 0.000 0.100 0.000 |',
    );
  });

  it('prints a dash where nothing was sampled', () => {
    const [row] = skillRows([prompt('a/1', { answer: '3' })], [{ ...evaluation('a/1', good, []), samples: [] }], [1]);
    expect(row!.passAt[1]).toBeNaN();
    expect(markdownTable([row!], [1])).toContain('| a | 1 | – | 1.00 | – | – | – | – |');
  });
});

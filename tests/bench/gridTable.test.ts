// What: the numbers of the learning grid from answers that are counted by hand, and its table.
import { describe, expect, it } from 'vitest';
import { gridTable, scoreOf } from '../../bench/gridTable.ts';
import type { GridRun } from '../../bench/gridTable.ts';
import { withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig } from '../../src/config/validateConfig.ts';
import type { EvaluatedAnswer, Evaluation } from '../../src/training/protocol.ts';

const answer = (boxIou: number, answerFolded: number, passed = false): EvaluatedAnswer => ({
  ...{ text: '', boxes: [], answer: null, passed },
  rewards: { boxIou, answerFolded, format: 1 },
});
const evaluation = (greedy: EvaluatedAnswer, samples: readonly EvaluatedAnswer[]): Evaluation => ({
  ...greedy,
  ...{ promptId: 'p', samples },
});
const sixteen = (passing: number, make: (passes: boolean) => EvaluatedAnswer) =>
  Array.from({ length: 16 }, (_, i) => make(i < passing));

describe('scoreOf', () => {
  const base = defaultConfig();
  const config = withLeaf(base, 'answerFolded.weight', 0.5);

  it('a box skill passes by its boxes, a skill of words by its answer, zoom by both', () => {
    const results = [
      evaluation(
        answer(1, 0, true),
        sixteen(4, (passes) => answer(0.5, 0, passes)),
      ),
      evaluation(
        answer(0, 1),
        sixteen(0, () => answer(0.25, 1)),
      ),
    ];
    const find = scoreOf('find', results, config);
    expect(find).toMatchObject({ pass1: 0.125, pass16: 0.5, greedy: 0.5 });
    expect(find.reward).toBeCloseTo((0.5 + 0.2 + (0.25 + 0.2 + 0.5)) / 2, 12);
    expect(find.greedyReward).toBeCloseTo((1.2 + 0.7) / 2, 12);
    expect(scoreOf('name', results, config)).toMatchObject({ pass1: 0.5, pass16: 0.5, greedy: 0.5 });
    expect(scoreOf('zoom', results, config)).toMatchObject({ pass1: 0, pass16: 0, greedy: 0 });
    const both = [
      evaluation(
        answer(1, 1, true),
        sixteen(8, (passes) => answer(1, 1, passes)),
      ),
    ];
    expect(scoreOf('zoom', both, config)).toMatchObject({ pass1: 0.5, pass16: 1, greedy: 1 });
  });

  it('tells guesses from looks by how an answer begins', () => {
    const said = (text: string, passed: boolean) => ({ ...answer(1, 1, passed), text });
    const samples = [
      said('<think>i guess</think>', false),
      said('<think>i guess</think>', true),
      said('<think>a dog, i guess</think>', true),
      said('<think>a dog</think>', false),
    ];
    const found = scoreOf(
      'find',
      [evaluation(answer(1, 1, true), [...samples, ...samples, ...samples, ...samples])],
      config,
    );
    expect(found).toMatchObject({ guesses: 0.5, looks: 0.5 });
    const blind = sixteen(0, () => said('<think>i guess</think>', false));
    const allGuess = scoreOf('find', [evaluation(answer(1, 1, true), blind)], config);
    expect(allGuess.guesses).toBe(1);
    expect(allGuess.looks).toBeNaN();
  });
});

describe('gridTable', () => {
  const run = (kind: GridRun['kind'], seed: number, reward: number, pass1: number): GridRun => ({
    ...{ skill: 'find', kind, seed, steps: 60, reward, pass1 },
    ...{ pass16: 0.9, greedy: pass1, greedyReward: reward, guesses: 0, looks: pass1 },
  });

  it('counts the seeds that reached what was hoped for; a control does not count', () => {
    const runs = [
      run('before', 0, 0.5, 0.3),
      run('trained', 0, 0.71, 0.61),
      run('trained', 1, 0.69, 0.31),
      run('control', 0, 0.9, 0.9),
    ];
    const table = gridTable(runs);
    expect(table).toContain('| find | trained, 60 steps, seed 0 | 0.710 | +0.210 |');
    expect(table).toContain('reward +0.20 or more: 1 of 2 seeds');
    expect(table).toContain('half the way to pass@16 (0.300): 1 of 2');
    expect(table).toContain('greedy up by 0.05: 1 of 2');
  });
});

// What: the order in which kinds of questions are drawn: a pass over the sorted prompts, or so many steps of each kind.
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Drawn, Scored } from '../../src/blocks/step.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { place } from '../training/tinyStep.ts';

const block = blocksIn('data').get('curriculum')!;
const own = defaultsOf(block, 'curriculum');
const withTask = (id: string, task: string): Drawn => {
  const made = place(id);
  return { ...made, truth: { ...made.truth, facts: ['a text', { kind: 'task', text: task }] } };
};
/** As a shuffled file has them. */
const pool = ['plan', 'judge', 'count', 'judge', 'plan', 'judge', 'count'].map((task, k) => withTask(`map/${k}`, task));
const given = [place('a/1'), place('a/2')];
const draw = (step: number, settings: object = {}, all: readonly Drawn[] = pool) =>
  block.draw!(given, { seed: 1, step, state: null, pool: all } as never, { ...own, ...settings } as never);
const ids = (drawn: readonly Drawn[]) => drawn.map(({ prompt }) => prompt.id).join(' ');

describe('one pass', () => {
  it('asks every prompt once, by stage and in the order in which they stand, then again', () => {
    expect([0, 1, 2, 3, 4].map((step) => ids(draw(step)))).toEqual([
      'map/1 map/3',
      'map/5 map/2',
      'map/6 map/0',
      'map/4 map/1',
      'map/3 map/5',
    ]);
  });

  it('goes by the stages that it is given, and leaves other kinds out', () => {
    const drawn = [0, 1, 2].map((step) => ids(draw(step, { stages: ['plan', 'judge'] })));
    expect(drawn).toEqual(['map/0 map/4', 'map/1 map/3', 'map/5 map/0']);
  });
});

describe('so many steps of each', () => {
  const settings = { stage_steps: 3 };
  it('asks the prompts of a stage in turn, and stays with the last stage', () => {
    expect([0, 1, 2].map((step) => ids(draw(step, settings)))).toEqual(['map/1 map/3', 'map/5 map/1', 'map/3 map/5']);
    expect([3, 4, 5].map((step) => ids(draw(step, settings)))).toEqual(Array(3).fill('map/2 map/6'));
    for (const step of [6, 8, 9, 50]) expect(ids(draw(step, settings))).toBe('map/0 map/4');
  });

  it('begins every stage with its first prompt', () => {
    const drawn = [2, 3].map((step) => ids(draw(step, { stages: ['count', 'judge'], stage_steps: 2 })));
    expect(drawn).toEqual(['map/1 map/3', 'map/5 map/1']);
  });

  it('skips a stage without prompts', () => {
    const rest = pool.filter(({ prompt }) => !['map/2', 'map/6'].includes(prompt.id));
    expect([2, 3].map((step) => ids(draw(step, settings, rest)))).toEqual(['map/3 map/5', 'map/0 map/4']);
  });
});

it('goes by what the ids begin with where no task is told', () => {
  const all = ['count/1', 'presence/1', 'count/2'].map((id) => place(id));
  expect(ids(draw(0, { stages: ['presence', 'count'] }, all))).toBe('presence/1 count/1');
});

it('leaves the places alone where no prompt is of any stage', () => {
  expect(draw(0, {}, given)).toBe(given);
});

it('tells the mean stage of what is drawn', () => {
  const kept = (drawn: readonly Drawn[]) => block.keep!({ drawn } as unknown as Scored, own as never);
  expect(kept(pool.slice(0, 3))).toEqual({ metrics: { 'curriculum/stage': 2 } });
  expect(kept([pool[0]!, place('a/1')])).toEqual({ metrics: { 'curriculum/stage': 3 } });
  expect(kept(given)).toEqual({});
});

it('is checked with the configuration', () => {
  const withStages = (stages: string) =>
    validateConfig(setLeaf(setLeaf(defaultConfig(), 'data_rules', 'curriculum'), 'curriculum.stages', stages));
  expect(withStages('a,b').data.data_rules).toEqual([{ block: 'curriculum', stages: ['a', 'b'] }]);
  expect(() => withStages('a')).toThrow(/curriculum.stages needs two kinds of questions or more; it names 1/);
  expect(() => withStages('a,b,a')).toThrow(/names 'a' twice/);
});

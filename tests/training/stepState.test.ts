// What: what happens between two steps: controllers, data rules, vectors, and the states that they keep.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Drawn, Scored } from '../../src/blocks/step.ts';
import type { Config } from '../../src/config/config.ts';
import { setLeaf } from '../../src/config/setLeaf.ts';
import { newOptimizerState } from '../../src/8-update/applyUpdate.ts';
import type { KeptVector } from '../../src/8-update/types.ts';
import { keepOfStep, prepareStep } from '../../src/training/step/stepState.ts';
import type { RunState } from '../../src/training/session/runState.ts';
import { addBlock } from '../blockOnTrial.ts';
import { tinyConfig } from './nodeSession.ts';
import { place } from './tinyStep.ts';

const theta = Float32Array.of(1, 2, 3);
const policy = { theta, optimizer: newOptimizerState(3) };
const runAt = (step: number, over: Partial<RunState> = {}): RunState => ({
  ...{ step, vectors: new Map([['policy', policy]]), blocks: {} },
  ...over,
});
const draw = () => [place('a'), place('b')];
const withLeaves = (leaves: Readonly<Record<string, string>>): Config =>
  Object.entries(leaves).reduce((config, [name, text]) => setLeaf(config, name, text), tinyConfig());
const ids = (drawn: readonly Drawn[]) => drawn.map(({ prompt }) => prompt.id).join('');
const optimizer = (config: Config, learning_rate: number): Config => ({
  ...config,
  optimizer: { ...config.optimizer, learning_rate },
});

describe('controllers', () => {
  beforeEach(() => {
    addBlock('controller', {
      name: 'halve',
      start: () => null,
      move: (config) => ({ config: optimizer(config, config.optimizer.learning_rate / 2), state: null }),
    });
    addBlock('controller', {
      name: 'addStep',
      start: () => ({ count: 0 }),
      move: (config, { state, step, seed, last }, { as }) => {
        const { count } = state as { readonly count: number };
        const metrics = { [`${as}/count`]: count, [`${as}/seen`]: (last?.['reward'] ?? -1) + seed };
        return {
          config: optimizer(config, config.optimizer.learning_rate + step),
          state: { count: count + 1 },
          metrics,
        };
      },
    });
  });
  const rate = (controllers: string, step = 1) => {
    const { config, metrics } = prepareStep(withLeaves({ controllers, learning_rate: '4' }), runAt(step), null, draw);
    return { rate: config.optimizer.learning_rate, moved: metrics['control/learning_rate'] };
  };

  it('move in the order of the recipe, and what moved is logged by its leaf', () => {
    expect(rate('halve,addStep')).toEqual({ rate: 3, moved: 3 });
    expect(rate('addStep,halve')).toEqual({ rate: 2.5, moved: 2.5 });
    expect(rate('addStep', 0)).toEqual({ rate: 4, moved: undefined }); // nothing moved
  });

  it('see the last finished step, keep their state from step to step, and leave the run and the settings alone', () => {
    const base = withLeaves({ controllers: 'addStep:one,addStep:two', learning_rate: '4', seed: '7' });
    const run = runAt(1, { blocks: { one: { count: 5 } } });
    const first = prepareStep(base, run, { reward: 0.5 }, draw);
    expect(first.metrics).toMatchObject({ 'one/count': 5, 'two/count': 0, 'one/seen': 7.5, 'two/seen': 7.5 });
    expect(first.blocks).toEqual({ one: { count: 6 }, two: { count: 1 } });
    expect(run.blocks).toEqual({ one: { count: 5 } });
    expect(base.optimizer.learning_rate).toBe(4);
    const again = prepareStep(base, run, { reward: 0.5 }, draw); // a step that was dropped is done again
    expect(again).toEqual(first);
    const next = prepareStep(base, runAt(2, { blocks: first.blocks }), null, draw);
    expect(next.metrics).toMatchObject({ 'one/count': 6, 'two/count': 1 });
  });
});

describe('data rules', () => {
  beforeEach(() => {
    addBlock('data', { name: 'turn', start: () => null, draw: (given) => given.toReversed() });
    addBlock('data', { name: 'double', start: () => null, draw: (given) => [...given, given[0]!] });
    addBlock('data', {
      name: 'remember',
      start: () => [] as readonly string[],
      draw: (given, { state }) => given.filter(({ prompt }) => !(state as readonly string[]).includes(prompt.id)),
      after: (state, { drawn }) => [...(state as readonly string[]), ...drawn.map(({ prompt }) => prompt.id)],
    });
  });

  it('map the drawn places, one after the other', () => {
    expect(ids(prepareStep(withLeaves({ data_rules: 'turn,double' }), runAt(0), null, draw).drawn)).toBe('bab');
    expect(ids(prepareStep(withLeaves({ data_rules: 'double,turn' }), runAt(0), null, draw).drawn)).toBe('aba');
    expect(ids(prepareStep(withLeaves({}), runAt(0), null, draw).drawn)).toBe('ab');
  });

  it('keep what they learned of a finished step; others keep theirs', () => {
    const config = withLeaves({ data_rules: 'remember,turn' });
    const first = prepareStep(config, runAt(0, { blocks: { other: 1 } }), null, draw);
    const scored = { drawn: [place('a')] } as unknown as Scored;
    const blocks = keepOfStep(config, first.blocks, scored);
    expect(blocks).toMatchObject({ other: 1, remember: ['a'] });
    expect(first.blocks['remember']).toEqual([]);
    expect(ids(prepareStep(config, runAt(1, { blocks }), null, draw).drawn)).toBe('b');
  });

  it('draw with the settings as the controllers left them', () => {
    addBlock('controller', {
      name: 'more',
      start: () => null,
      move: (config) => ({ config: { ...config, data: { ...config.data, generation_batch_size: 12 } }, state: null }),
    });
    const sizes: number[] = [];
    const size = ({ data }: Config) => (sizes.push(data.generation_batch_size), draw());
    prepareStep(withLeaves({ controllers: 'more' }), runAt(0), null, size);
    expect(sizes).toEqual([12]);
  });
});

describe('vectors', () => {
  beforeEach(() => {
    const start = (from: Float32Array) => from.map((value) => 10 * value);
    addBlock('vector', { name: 'copy', start, after: (vector) => vector });
    addBlock('vector', { name: 'side', start, after: (vector) => vector, optimizer: () => ({ learning_rate: 1 }) });
  });

  it('start from the policy, with an optimiser where they have one', () => {
    const { vectors } = prepareStep(withLeaves({ vectors: 'copy:ema,side:prm' }), runAt(0), null, draw);
    expect([...vectors.keys()]).toEqual(['policy', 'ema', 'prm']);
    expect(vectors.get('policy')).toBe(policy);
    expect(vectors.get('ema')).toEqual({ theta: Float32Array.of(10, 20, 30), optimizer: null });
    expect(vectors.get('prm')!.optimizer).toEqual(newOptimizerState(3));
  });

  it('stay as the run has them, and go when the recipe drops them', () => {
    const ema = { theta: Float32Array.of(4, 5, 6), optimizer: null };
    const vectorsBefore = new Map<string, KeptVector>(Object.entries({ policy, ema, old: ema }));
    const run = runAt(3, { vectors: vectorsBefore });
    const { vectors } = prepareStep(withLeaves({ vectors: 'copy:ema' }), run, null, draw);
    expect([...vectors.keys()]).toEqual(['policy', 'ema']);
    expect(vectors.get('ema')).toBe(ema);
  });
});

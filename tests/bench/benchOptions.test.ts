// What: the command line of the benchmarks: what it means, and the sentence where it is wrong.
import { describe, expect, it } from 'vitest';
import { parseBenchOptions } from '../../bench/benchOptions.ts';

describe('parseBenchOptions', () => {
  it('has the usual values of each benchmark', () => {
    expect(parseBenchOptions([])).toMatchObject({ mode: 'stages', steps: 10, modelFolder: null, json: null });
    expect(parseBenchOptions(['--photos'])).toMatchObject({ mode: 'photos', steps: 40, seeds: [0], control: [] });
    const grid = parseBenchOptions(['--grid', '--skills', 'find,zoom', '--control', '0,1', '--difficulty', '0.1']);
    expect(grid).toMatchObject({ mode: 'grid', steps: 60, seeds: [0, 1, 2, 3, 4], control: [0, 1], difficulty: 0.1 });
    expect(grid.skills).toEqual(['find', 'zoom']);
    expect(parseBenchOptions(['--grid', '--seeds', 'none']).seeds).toEqual([]);
  });

  it('sets any setting; the learning experiment has its own policy and learning rate', () => {
    const { config } = parseBenchOptions(['--set', 'temperature=0.5', '--provider', 'webgpu']);
    expect(config).toMatchObject({ sampling: { temperature: 0.5 }, engine: { provider: 'webgpu' } });
    const learned = parseBenchOptions(['--learn']).config;
    expect(learned).toMatchObject({ engine: { model: 'models/shapes/' }, optimizer: { learning_rate: 2e-4 } });
    expect(parseBenchOptions(['--learn', '--set', 'learning_rate=0.01']).config.optimizer.learning_rate).toBe(0.01);
    const own = parseBenchOptions(['--model', 'somewhere']);
    expect(own.config.engine.model).toBe('local-model/');
    expect(own.modelFolder).toMatch(/somewhere$/);
  });

  it.each([
    [['--steps', 'many'], "--steps is 'many'; it must be a whole number from 0 to 100000."],
    [['--grid', '--held', '0'], "--held is '0'; it must be a whole number from 1 to 1000."],
    [['--grid', '--difficulty', '1.5'], "--difficulty is '1.5'; it must be a number from 0 to 1."],
    [['--grid', '--seeds', '0,x'], "--seeds is 'x'; it must be a whole number from 0 to 4294967295."],
    [['--grid', '--control', ''], "--control is ''; it must be a whole number from 0 to 4294967295."],
    [['--learn', '--steps', '3'], '--learn has its own number of steps.'],
    [['--seeds', '1'], '--seeds is for --grid, --photos, --faults and --vs-trl.'],
    [['--vs-trl', '--device', 'tpu'], "--device is 'tpu'; write cpu or cuda."],
    [['--vs-trl', '--rounds', '0'], "--rounds is '0'; it must be a whole number from 1 to 100."],
    [['--grid', '--photos'], '--grid and --photos are different benchmarks; name one.'],
    [
      ['--set', 'temperature'],
      "--set is 'temperature'; write a setting and its value, for example --set temperature=0.8.",
    ],
  ])('%j is refused in a sentence', (args, sentence) => {
    expect(() => parseBenchOptions(args)).toThrow(sentence);
  });

  it('refuses what is unknown', () => {
    expect(() => parseBenchOptions(['--grids'])).toThrow(/--grids/);
    expect(() => parseBenchOptions(['--set', 'temprature=1'])).toThrow(/temprature/);
  });
});

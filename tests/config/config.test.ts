// What: the configuration: defaults, unknown names, ranges, rules between settings, texts, recipes, differences.
import { describe, expect, test } from 'vitest';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import { AXES } from '../../src/config/config.ts';
import type { Config } from '../../src/config/config.ts';
import { KNOBS } from '../../src/config/knobTable.ts';
import { leavesOf } from '../../src/config/leaves.ts';
import { checkRecipe } from '../../src/config/recipe.ts';
import { RECIPES, recipeByName } from '../../src/config/recipes.ts';
import { diffConfigs, getLeaf, leafText, setLeaf, setLeaves } from '../../src/config/setLeaf.ts';
import { usesOf } from '../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';

const withLeaves = (leaves: Record<string, string>) =>
  validateConfig(setLeaves(defaultConfig(), Object.entries(leaves)));

const weightsOf = (config: Config) => usesOf(config, 'reward').map(({ weight = 1 }) => weight);

test('the default is valid, and leaf names are unique over the axes', () => {
  expect(validateConfig(defaultConfig())).toEqual(defaultConfig());
  const names = Object.values(AXES).flatMap((table) => Object.keys(table));
  expect(new Set(names).size).toBe(names.length);
  expect(KNOBS.size).toBe(names.length);
});

test('an empty object and an older file get the defaults', () => {
  expect(validateConfig({})).toEqual(defaultConfig());
  expect(validateConfig({ version: 1, recipe: 'grpo', sampling: { temperature: 0.5 } }).sampling.temperature).toBe(0.5);
});

describe('what does not fit is one sentence', () => {
  const cases: readonly [string, unknown, RegExp][] = [
    ['no object', 7, /must be an object/],
    ['version', { version: 9 }, /version 9/],
    ['unknown axis', { samplin: {} }, /'samplin'.*'sampling'/],
    ['unknown leaf', { sampling: { num_generation: 8 } }, /'num_generation'.*'num_generations'/],
    ['text for number', { controller: { learning_rate: 'fast' } }, /learning_rate is "fast"/],
    ['NaN', { controller: { learning_rate: NaN } }, /learning_rate/],
    ['out of range', { sampling: { top_p: 1.5 } }, /top_p is 1.5; it must be a number from 0.01 to 1/],
    ['fraction for integer', { sampling: { num_generations: 2.5 } }, /whole number/],
    ['choice', { loss: { loss_type: 'ppo' } }, /loss_type is "ppo"; it must be one of grpo, bnpo/],
    ['boolean', { data: { shuffle_dataset: 'yes' } }, /true or false/],
    ['null where not allowed', { loss: { epsilon: null } }, /epsilon is null/],
    ['names', { reward: { reward_funcs: 'format' } }, /list of names/],
    ['G = 1', { sampling: { num_generations: 1 } }, /at least 2/],
    ['not divisible', { data: { generation_batch_size: 12 } }, /12, which 8 .* does not divide; use 16/],
    ['greedy', { sampling: { temperature: 0 } }, /temperature is 0/],
    ['no reward', { reward: { reward_funcs: [] } }, /reward_funcs is empty/],
    ['weights', { composition: { reward_weights: [1, 2] } }, /2 numbers for 3 reward_funcs/],
    ['reward knob', { reward: { reward_knobs: ['iou=big'] } }, /iou=big/],
    ['target', { controller: { lora_target_modules: ['attn'] } }, /'attn'/],
    ['delta', { loss: { delta: 0.5 } }, /delta is 0.5/],
    ['own setting of a loss', { loss: { vespo_k_pos: -1 } }, /vespo_k_pos is -1; it must be a number from 0/],
    [
      'sequence ratio that a loss does not read',
      { loss: { loss_type: 'gpg', importance_sampling_level: 'sequence' } },
      /importance_sampling_level is sequence, which loss_type gpg does not read: set .* to token, or choose .*grpo/,
    ],
    [
      'bounded KL that a loss does not read',
      { loss: { loss_type: 'gpg', kl_gap_max: 10 } },
      /kl_gap_max is 10, which loss_type gpg does not read: set kl_gap_max to null/,
    ],
    ['delta that a loss does not read', { loss: { loss_type: 'sapo', delta: 2 } }, /delta is 2, which loss_type sapo/],
    ['dual clip that a loss does not read', { loss: { loss_type: 'cispo', dual_clip: 3 } }, /dual_clip to null/],
    [
      'bounds that leave nothing',
      { loss: { loss_type: 'clip_cov', clip_cov_lb: 5, clip_cov_ub: 1 } },
      /clip_cov_lb is 5 and clip_cov_ub is 1: no token lies between/,
    ],
  ];
  test.each(cases)('%s', (_name, value, sentence) => {
    expect(() => validateConfig(value)).toThrow(sentence);
    const message = String(
      (() => {
        try {
          return validateConfig(value);
        } catch (error) {
          return (error as Error).message;
        }
      })(),
    );
    expect(message).not.toContain('\n');
    expect(message.endsWith('.') || message.endsWith('?')).toBe(true);
  });
});

test('setLeaf reads every kind of leaf', () => {
  const config = withLeaves({
    learning_rate: '3e-3',
    num_generations: '4',
    shuffle_advantages: 'true',
    loss_type: 'dapo',
    epsilon_high: '0.28',
    reward_weights: '1,0,2.5',
    reward_knobs: 'partial_credit=1',
    model: 'models/other/',
  });
  expect(config.optimizer.learning_rate).toBe(3e-3);
  expect(config.advantage.shuffle_advantages).toBe(true);
  expect(config.loss.epsilon_high).toBe(0.28);
  expect(weightsOf(config)).toEqual([1, 0, 2.5]);
  expect(getLeaf(config, 'format.partial_credit')).toBe(1);
  expect(setLeaf(config, 'epsilon_high', 'null').loss.epsilon_high).toBeNull();
  expect(weightsOf(withLeaves({ reward_funcs: 'format' }))).toEqual([1]);
  expect(() => setLeaf(config, 'learning_rat', '1')).toThrow(/'learning_rat'.*'learning_rate'/);
  expect(() => setLeaf(config, 'learning_rate', '')).toThrow(/must be a number/);
});

test('every leaf survives the way to text and back', () => {
  for (const { config } of [...RECIPES.values()].map((recipe) => ({ config: applyRecipe(defaultConfig(), recipe) }))) {
    const names = [...leavesOf(config).keys()];
    const copy = names.reduce((built, name) => setLeaf(built, name, leafText(config, name)), defaultConfig());
    for (const name of names) expect(getLeaf(copy, name), name).toEqual(getLeaf(config, name));
  }
});

test('recipes are valid, say their sources, and are diffs against grpo', () => {
  expect([...RECIPES.keys()][0]).toBe('grpo');
  for (const name of ['dr_grpo', 'dapo', 'gspo', 'cispo', 'rloo']) {
    const config = applyRecipe(defaultConfig(), recipeByName(name));
    expect(config.recipe).toBe(name);
    const differs = diffConfigs(defaultConfig(), config).map((leaf) => leaf.name);
    expect(differs.length, name).toBeGreaterThan(0);
    expect(Object.keys(recipeByName(name).sources!), name).toEqual(expect.arrayContaining(differs));
  }
  expect(diffConfigs(defaultConfig(), applyRecipe(defaultConfig(), recipeByName('grpo')))).toEqual([]);
  expect(() => recipeByName('dappo')).toThrow(/'dapo'/);
});

test('a recipe keeps model and seed, takes everything else back, and is checked', () => {
  const before = withLeaves({ seed: '7', model: 'models/x/', temperature: '0.5' });
  const after = applyRecipe(before, recipeByName('dapo'));
  expect([after.data.seed, after.engine.model, after.sampling.temperature]).toEqual([7, 'models/x/', 1]);
  const bad = { name: 'mine', description: 'mine', loss: { epsilon: 0.1 } };
  expect(() => checkRecipe(bad)).toThrow(/epsilon.*sources/);
  expect(() => checkRecipe({ ...bad, engine: {} })).toThrow(/engine/);
  expect(() => checkRecipe({ description: 'x' })).toThrow(/no name/);
});

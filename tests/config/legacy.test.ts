// What: version 1: settings that are no leaves any more, and whole configurations of run files, come out as uses.
import { describe, expect, test } from 'vitest';
import { FROZEN_RUNS, MODELS, settingsOf } from '../../bench/frozen/runs.ts';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import type { Config } from '../../src/config/config.ts';
import { checkRecipe } from '../../src/config/recipe.ts';
import { recipeByName } from '../../src/config/recipes.ts';
import { getLeaf, setLeaf, setLeaves, withLeaves } from '../../src/config/setLeaf.ts';
import { rewardUsesOf, usesOf } from '../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';

const base = defaultConfig();
const weightsOf = (config: Config) => rewardUsesOf(config).map(({ weight }) => weight);
const set = (texts: Record<string, string>) => validateConfig(setLeaves(base, Object.entries(texts)));

/** As version 1 wrote it into run files: every leaf of the default configuration. */
const VERSION_1 = {
  version: 1,
  recipe: 'grpo',
  data: { seed: 0, generation_batch_size: 32, shuffle_dataset: true },
  grammar: { grammar: 'think_box_answer', coordinate_scale: 100 },
  view: { probe_view: 'patch_drop', patch_drop_probability: 0.6, patch_size: 14, noise_sigma: 0.4 },
  sampling: {
    num_generations: 8,
    max_completion_length: 48,
    temperature: 1,
    max_tool_calling_iterations: 3,
    top_p: 1,
    top_k: 0,
  },
  probe: { probe_view_logps: false },
  reward: { reward_funcs: ['boxIou', 'format', 'answerFolded'], reward_knobs: [] as string[] },
  composition: { reward_weights: [1, 0.2, 1], multi_objective_aggregation: 'sum_then_normalize' },
  advantage: { scale_rewards: 'group', advantage_baseline: 'group_mean', shuffle_advantages: false },
  tokenWeight: { mask_truncated_completions: false, top_entropy_quantile: 1 },
  loss: {
    ...{ loss_type: 'grpo', importance_sampling_level: 'token', epsilon: 0.2, epsilon_high: null, delta: null },
    ...{ dual_clip: null, num_iterations: 1 },
  },
  auxiliaryLoss: { beta: 0.04, kl_estimator: 'k3', entropy_coef: 0 },
  controller: {
    ...{ learning_rate: 3, lr_scheduler_type: 'constant', lr_decay_steps: 60, min_lr_rate: 0, warmup_steps: 0 },
    ...{ optim: 'sgd', adam_beta1: 0.9, adam_beta2: 0.999, adam_epsilon: 1e-8, weight_decay: 0, max_grad_norm: 0.15 },
    ...{ lora_r: 16, lora_alpha: 32 },
    lora_target_modules: ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj'],
  },
  engine: { model: 'models/pocket/', provider: 'auto', num_threads: 0, eval_steps: 10, num_generations_eval: null },
};

describe('a configuration of version 1', () => {
  test('the default one is the default one', () => {
    expect(validateConfig(VERSION_1)).toEqual(base);
  });

  test('settings of every axis come out where they are now, and it stays so', () => {
    const config = validateConfig({
      ...VERSION_1,
      view: { probe_view: 'noise', patch_drop_probability: 0.5, patch_size: 7, noise_sigma: 0.3 },
      probe: { probe_view_logps: true },
      reward: { reward_funcs: ['boxIouThreshold', 'format'], reward_knobs: ['iou_threshold=0.7', 'need_think=0'] },
      composition: { reward_weights: [2, 0.5], multi_objective_aggregation: 'normalize_then_sum' },
      controller: { ...VERSION_1.controller, optim: 'adamw', learning_rate: 0.001, lora_r: 4 },
    });
    expect(config.version).toBe(2);
    expect(config.optimizer).toMatchObject({ optim: 'adamw', learning_rate: 0.001 });
    expect(config.adapter.lora_r).toBe(4);
    expect(config.controller).toEqual({ controllers: [{ block: 'lrSchedule' }] });
    expect(config.reward.reward_funcs).toEqual([
      { block: 'boxIouThreshold', weight: 2, iou_threshold: 0.7 },
      { block: 'format', weight: 0.5 },
    ]);
    expect(config.grammar.grammar).toBe('box_answer');
    expect(config.view.views).toEqual([{ block: 'noise', as: 'view', sigma: 0.3 }]);
    expect(config.probe.probes).toEqual([{ block: 'logProb', as: 'view', view: 'view' }]);
    expect(validateConfig(structuredClone(config))).toEqual(config);
  });

  test('no weights were all 1; a view without a probe did nothing', () => {
    const config = validateConfig({
      ...VERSION_1,
      composition: { ...VERSION_1.composition, reward_weights: [] },
      view: { ...VERSION_1.view, probe_view: 'noise' },
    });
    expect(weightsOf(config)).toEqual([1, 1, 1]);
    expect(config.view.views).toEqual([]);
  });

  test('its names are unknown in version 2', () => {
    const refused = (value: object) => () => validateConfig({ ...value, version: 2 });
    expect(refused({ composition: { reward_weights: [1] } })).toThrow(/'reward_weights' in composition/);
    expect(refused({ controller: { learning_rate: 1 } })).toThrow(/'learning_rate' in controller/);
  });
});

describe('names of version 1 on the command line and in links', () => {
  test('weights by place, in any order; a list of names alone takes them back to 1', () => {
    expect(weightsOf(set({ reward_weights: '2,1', reward_funcs: 'boxIou,format' }))).toEqual([2, 1]);
    expect(weightsOf(set({ reward_funcs: 'boxIou,format' }))).toEqual([1, 1]);
    expect(weightsOf(set({ reward_funcs: 'format,boxIou,lengthWindow' })), 'as many: by place').toEqual([1, 0.2, 1]);
    expect(weightsOf(set({ reward_weights: '' }))).toEqual([1, 1, 1]);
    expect(() => set({ reward_weights: '1,2' })).toThrow(/2 numbers for 3 reward_funcs/);
  });

  test('a knob goes to every reward that has it', () => {
    const config = set({ reward_funcs: 'lengthWindow:a,format,lengthWindow:b', reward_knobs: 'length_min=3' });
    expect([getLeaf(config, 'a.length_min'), getLeaf(config, 'b.length_min')]).toEqual([3, 3]);
    expect(() => set({ reward_knobs: 'iou_threshold=0.7' })).toThrow(
      /'iou_threshold', which no reward .*boxIou\.weight/,
    );
    expect(() => set({ reward_knobs: 'length_min' })).toThrow(/write name=number/);
    expect(rewardUsesOf(set({ reward_funcs: 'mine', reward_knobs: 'penalty=2' }))[0]!.knobs).toEqual({ penalty: 2 });
  });

  test('the spans that the format reward asked for are the grammar', () => {
    const grammarOf = (knobs: string, grammar = 'think_box_answer') =>
      set({ grammar, reward_knobs: knobs }).grammar.grammar;
    expect(grammarOf('need_think=0')).toBe('box_answer');
    expect(grammarOf('need_think=1,need_box=1,need_answer=1,need_point=0')).toBe('think_box_answer');
    expect(grammarOf('need_box=0,need_point=1')).toBe('think_point_answer');
    expect(grammarOf('need_think=0,need_answer=0')).toBe('box');
    expect(grammarOf('need_answer=1', 'box')).toBe('box_answer');
    // Where no span is asked for, a grammar stays as it is: its words need be no spans, and in no such order.
    expect(validateConfig(setLeaf(base, 'grammar', 'think_triples')).grammar.grammar).toBe('think_triples');
    expect(() => grammarOf('need_think=0,need_point=1')).toThrow(
      /need_think=0,need_point=1; .* the setting grammar now/,
    );
  });

  test('the view probe', () => {
    const on = set({ probe_view_logps: 'true' });
    expect(usesOf(on, 'view')).toEqual([{ block: 'patchDrop', as: 'view' }]);
    expect(usesOf(on, 'probe')).toEqual([{ block: 'logProb', as: 'view', view: 'view' }]);
    expect(set({ noise_sigma: '0.3', probe_view: 'noise', probe_view_logps: 'true' }).view.views).toEqual([
      { block: 'noise', as: 'view', sigma: 0.3 },
    ]);
    const mask = setLeaf(setLeaf(base, 'probe_view_logps', 'true'), 'probe_view', 'mask_truth');
    expect(mask.view.views).toEqual([{ block: 'maskTruth', as: 'view' }]);
    expect(usesOf(mask, 'probe')).toHaveLength(1);
    expect(setLeaf(mask, 'probe_view_logps', 'false')).toEqual(base);
    expect(setLeaf(on, 'patch_size', '7').view.views).toEqual([{ block: 'patchDrop', as: 'view', patch: 7 }]);
  });

  test('values, as packed links hold them', () => {
    const leaves = { reward_weights: [1, 3], reward_funcs: ['boxIou', 'format'], learning_rate: 2 };
    const config = validateConfig(withLeaves(base, leaves));
    expect([weightsOf(config), config.optimizer.learning_rate]).toEqual([[1, 3], 2]);
    expect(() => withLeaves(base, { reward_weights: 'x' })).toThrow(/list of numbers/);
  });

  test.each(MODELS.flatMap((model) => FROZEN_RUNS.map((run) => [`${model} ${run.name}`, model, run] as const)))(
    'the settings of the frozen run %s are read; whether they run: tests/training/frozenRuns.test.ts',
    (_name, model, run) => {
      const start = applyRecipe(base, recipeByName(run.recipe));
      const config = setLeaves(start, Object.entries(settingsOf(model, run)));
      if (model === 'tiny') {
        expect(weightsOf(config)).toEqual([1, 1, 0.2]);
        expect(getLeaf(config, 'lengthWindow.length_min')).toBe(12);
        expect(getLeaf(config, 'repetition.ngram_size')).toBe(1);
      }
    },
  );
});

test('a recipe file of version 1', () => {
  const sources = { reward_funcs: 'a', reward_weights: 'b', learning_rate: 'c' };
  const recipe = {
    ...{ name: 'old', description: 'old', sources },
    reward: { reward_funcs: ['boxIou', 'format'] },
    composition: { reward_weights: [1, 0.5] },
    controller: { learning_rate: 2 },
  };
  const config = applyRecipe(base, checkRecipe(recipe));
  expect([weightsOf(config), config.optimizer.learning_rate]).toEqual([[1, 0.5], 2]);
  const without = { ...recipe, sources: { reward_funcs: 'a', learning_rate: 'c' } };
  expect(() => checkRecipe(without)).toThrow(/sets reward_weights/);
});

// What: every recipe of the page: it fits the schema, says its sources, applies, is a diff of grpo, and its special block can
// be taken away; and what is wrong with a recipe is one sentence.
import { describe, expect, test } from 'vitest';
import { applyRecipe, turnOff } from '../../src/config/applyRecipe.ts';
import { AXES } from '../../src/config/config.ts';
import { KNOBS } from '../../src/config/knobTable.ts';
import { leavesOf } from '../../src/config/leaves.ts';
import { checkRecipe } from '../../src/config/recipe.ts';
import type { Recipe } from '../../src/config/recipe.ts';
import { changedFromRecipe } from '../../src/config/recipeValue.ts';
import { RECIPES } from '../../src/config/recipes.ts';
import { diffConfigs, setLeaf } from '../../src/config/setLeaf.ts';
import { usesOf } from '../../src/config/uses.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { probesOf } from '../../src/training/step/sampleRollouts.ts';
import { METRICS } from '../../src/9-curves/metrics.ts';

describe.each([...RECIPES.values()].map((recipe) => [recipe.name, recipe] as const))('%s', (name, recipe) => {
  const config = applyRecipe(defaultConfig(), recipe);

  test('tells what it is', () => {
    expect(recipe.title, 'title').toBeTruthy();
    expect(recipe.teaches!.match(/[.!?](?=\s|$)/g), 'two sentences').toHaveLength(2);
    for (const key of ['paper', 'code'] as const) expect(recipe[key], `${key}: null where there is none`).toBeDefined();
    const { metric, view, shade } = recipe.watch ?? {};
    if (metric && !metric.includes('/')) expect(METRICS.map((one) => one.name)).toContain(metric);
    if (view) expect(usesOf(config, 'view').map(({ as }) => as)).toContain(view);
    const signals = probesOf(config, {}).uses.flatMap(({ block, own }) => block.gives(own));
    const shades = ['entropy', 'logProb', 'advantage', 'weight', ...signals];
    if (shade) expect(shades).toContain(shade);
  });

  test('has a source for everything that differs from grpo, and nothing else', () => {
    // Knobs of a default reward that the recipe drops are gone with it.
    const differs = diffConfigs(defaultConfig(), config)
      .map((leaf) => leaf.name)
      .filter((leaf) => leavesOf(config).has(leaf));
    expect(Object.keys(recipe.sources ?? {})).toEqual(expect.arrayContaining(differs));
    for (const leaf of Object.keys(recipe.sources ?? {})) expect([...leavesOf(config).keys()]).toContain(leaf);
    if (name !== 'grpo') expect(differs.length).toBeGreaterThan(0);
  });

  test('applies: valid, named, unchanged from itself, in the words of this version', () => {
    expect(config.recipe).toBe(name);
    expect(validateConfig(structuredClone(config))).toEqual(config);
    expect(changedFromRecipe(config)).toEqual([]);
    const axes = Object.entries(recipe).filter(([key]) => key in AXES);
    for (const [axis, settings] of axes)
      for (const leaf of Object.keys(settings as object)) expect(KNOBS.get(leaf)?.axis, leaf).toBe(axis);
  });

  test('its task can be set up: the form of the answers goes with its settings', () => {
    const { grammar } = recipe.task ?? {};
    if (grammar === undefined) return expect(recipe.task?.grammar).toBeUndefined();
    expect(validateConfig(setLeaf(config, 'grammar', grammar)).grammar.grammar).toBe(grammar);
  });

  test('its special block can be taken away', () => {
    const off = turnOff(config, recipe);
    expect(validateConfig(off)).toEqual(off);
    if (recipe.off) expect(diffConfigs(config, off).length, 'off changes something').toBeGreaterThan(0);
    else expect(off).toEqual(config);
    const left = diffConfigs(off, config).flatMap(({ name: leaf }) => leavesOf(off).get(leaf)?.use?.as ?? []);
    for (const as of recipe.off?.remove ?? []) expect(left).not.toContain(as);
  });
});

describe('a recipe of blocks', () => {
  const recipe = (over: Record<string, unknown> = {}): Recipe =>
    checkRecipe({
      name: 'mine',
      description: 'mine',
      sources: { views: 'a', 'masked.p': 'b', reward_funcs: 'c', 'boxIou.weight': 'd', beta: 'e' },
      view: { views: [{ block: 'patchDrop', as: 'masked', p: 0.5 }] },
      reward: { reward_funcs: [{ block: 'boxIou', weight: 2 }, 'format'] },
      auxiliaryLoss: { beta: 0 },
      ...over,
    });

  test('is laid over the defaults; a use that is named keeps the knobs that it has there', () => {
    const config = applyRecipe(setLeaf(defaultConfig(), 'boxIou.weight', '7'), recipe());
    expect(usesOf(config, 'reward')).toEqual([
      { block: 'boxIou', as: 'boxIou', weight: 2 },
      { block: 'format', as: 'format', weight: 0.2 },
    ]);
    expect(usesOf(config, 'view')).toEqual([{ block: 'patchDrop', as: 'masked', p: 0.5 }]);
  });

  test('off removes uses and sets leaves', () => {
    const made = recipe({ off: { remove: ['masked'], set: { 'boxIou.weight': 1, beta: 0.1 } } });
    const off = turnOff(applyRecipe(defaultConfig(), made), made);
    expect(diffConfigs(defaultConfig(), off).map(({ name }) => name)).toEqual(['reward_funcs', 'beta']);
    const stray = recipe({ off: { remove: ['maskd'] } });
    expect(() => turnOff(applyRecipe(defaultConfig(), stray), stray)).toThrow(/'maskd'.*'masked'/);
  });

  test.each([
    [
      'no source of a knob',
      { sources: { views: 'a', reward_funcs: 'c', 'boxIou.weight': 'd', beta: 'e' } },
      /masked\.p/,
    ],
    ['a stray source', { sources: { ...recipe().sources, 'masked.q': 'x' } }, /'masked\.q'.*'masked\.p'/],
    ['paper', { paper: { title: 'x' } }, /paper is .*address/],
    ['code', { code: 'somewhere' }, /code is "somewhere"/],
    ['follows', { follows: 'both' }, /"paper" or "code"/],
    ['watch', { watch: { metrics: 'reward' } }, /watch is/],
    ['task', { task: { skills: ['find'] } }, /task is/],
    ['off', { off: ['masked'] }, /off is/],
    ['an axis', { rewards: {} }, /'rewards'.*'reward'/],
    ['an unknown setting', { view: { view: [] } }, /'view' in view.*'views'/],
  ])('%s: one sentence', (_name, over, sentence) => {
    expect(() => recipe(over)).toThrow(sentence);
  });

  test.each([
    ['an unknown block', { view: { views: [{ block: 'pachDrop', as: 'masked', p: 0.5 }] } }, /'pachDrop'.*'patchDrop'/],
    [
      'an unknown knob',
      {
        view: { views: [{ block: 'patchDrop', as: 'masked', q: 1 }] },
        sources: { views: 'a', 'masked.q': 'b', reward_funcs: 'c', 'boxIou.weight': 'd', beta: 'e' },
      },
      /no knob 'q'.*'p'/,
    ],
    [
      'a knob out of range',
      { view: { views: [{ block: 'patchDrop', as: 'masked', p: 2 }] } },
      /masked\.p is 2; .* from 0 to 1/,
    ],
  ])('%s: one sentence when it is applied', (_name, over, sentence) => {
    expect(() => applyRecipe(defaultConfig(), recipe(over))).toThrow(sentence);
  });
});

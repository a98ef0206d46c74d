// What: the status of a card follows from evidence and golden counts; the rows of `npm run atlas` say the same.
import { describe, expect, test } from 'vitest';
import { atlasRows, atlasTable } from '../../bench/atlas/rows.ts';
import { goldenOf } from '../../src/atlas/goldenCounts.ts';
import { numbersOf, statusOf } from '../../src/atlas/status.ts';
import { recipeOf, SYSTEMS } from '../../src/atlas/systems.ts';
import type { System } from '../../src/atlas/system.ts';
import { claimConfigs, settingsOf } from '../../src/config/claimConfigs.ts';
import type { Evidence } from '../../src/config/evidenceStatus.ts';
import { RECIPES } from '../../src/config/recipes.ts';

const papo = SYSTEMS.get('papo')!;
const recipe = recipeOf(papo)!;
const whole = { passed: 11, total: 11 };
const { threshold } = recipe.claim!;
/** Beside a control of 0.05. */
const [FAR, NEAR] = [0.05 + 2 * threshold, 0.05 + threshold / 2];

/** Runs of the recipe's own claim whose metric holds one value with the block and one without. */
function evidenceOf(on: number, off: number, seeds = recipe.claim!.seeds): Evidence {
  const claim = recipe.claim!;
  const configs = claimConfigs(recipe);
  const run = (seed: number, variant: 'on' | 'off') => {
    const series = { [claim.metric]: Array.from({ length: claim.steps }, () => (variant === 'on' ? on : off)) };
    return { seed, variant, series, value: 0, seconds: 1, commit: null };
  };
  return {
    ...{ recipe: recipe.name, claim, settings: { on: settingsOf(configs.on), off: settingsOf(configs.off) } },
    ...{ commit: 'abc', model: 'm', provider: 'wasm', seconds: 6, medians: null, shown: false },
    runs: seeds.flatMap((seed) => [run(seed, 'on'), run(seed, 'off')]),
  };
}

describe('with a recipe', () => {
  test('no evidence: not yet', () => expect(statusOf(papo, null, whole)).toBe('not yet'));
  test('a seed is missing: not yet', () =>
    expect(statusOf(papo, evidenceOf(FAR, 0.05, [0, 1]), whole)).toBe('not yet'));
  test('beyond the threshold: shown', () => expect(statusOf(papo, evidenceOf(FAR, 0.05), whole)).toBe('shown'));
  test('short of it: not shown', () => expect(statusOf(papo, evidenceOf(NEAR, 0.05), whole)).toBe('not shown'));
  test('what the file itself says about being shown does not count', () =>
    expect(statusOf(papo, { ...evidenceOf(NEAR, 0.05), shown: true }, whole)).toBe('not shown'));
  test('the metric never moved at all: mechanism, but only where the golden cases pass', () => {
    expect(statusOf(papo, evidenceOf(0, 0), whole)).toBe('mechanism');
    expect(statusOf(papo, evidenceOf(0, 0), { passed: 10, total: 11 })).toBe('not shown');
    expect(statusOf(papo, evidenceOf(0, 0), null)).toBe('not shown');
  });
  test('another claim than that of the runs: not yet, and no numbers', () => {
    const other = { ...evidenceOf(FAR, 0.05), claim: { ...recipe.claim!, threshold: 0.001 } };
    expect(statusOf(papo, other, whole)).toBe('not yet');
    expect(numbersOf(recipe, other)).toBeNull();
  });
  test('numbers are the medians', () => {
    expect(numbersOf(recipe, evidenceOf(FAR, 0.05))).toMatchObject({ metric: recipe.claim!.metric, threshold });
    expect(numbersOf(recipe, evidenceOf(FAR, 0.05))!.on).toBeCloseTo(FAR, 9);
    expect(numbersOf(recipe, evidenceOf(FAR, 0.05))!.off).toBeCloseTo(0.05, 9);
  });
});

describe('without', () => {
  const bare: System = { ...papo, id: 'no_such_recipe' };
  test('no recipe', () => expect(statusOf(bare, null, whole)).toBe('no recipe'));
  test('lesson, as long as its recipe exists', () => {
    const outside = { ...SYSTEMS.get('tgdpo')! };
    expect(statusOf(outside, null, null)).toBe('lesson');
    expect(statusOf({ ...outside, setting: 'recipe=no_such_recipe' }, null, null)).toBe('no recipe');
  });
});

test('counts of several files are added; without cases there are none', () => {
  const counts = { a: [3, 4], b: [5, 6] } as const;
  expect(goldenOf({ ...papo, golden: ['a', 'b'] }, counts)).toEqual({ passed: 8, total: 10 });
  expect(goldenOf({ ...papo, golden: [] }, counts)).toBeNull();
});

test('the table: 124 rows, and how many core systems run', () => {
  const rows = atlasRows({ papo: [11, 11] }, (name) => (name === 'papo' ? evidenceOf(FAR, 0.05) : null));
  expect(rows).toHaveLength(124);
  expect(rows.find(({ name }) => name === 'PAPO')).toMatchObject({
    ...{ class: 'core', status: 'shown', golden: '11/11' },
    evidence: { recipe: 'papo', metric: recipe.claim!.metric, commit: 'abc' },
  });
  expect(rows.find(({ name }) => name === 'VPPO')).toMatchObject({ status: 'not yet', golden: null, evidence: null });
  const lines = atlasTable(rows);
  expect(lines).toHaveLength(1 + 124 + 3);
  const core = [...SYSTEMS.values()].filter((system) => system.class === 'core');
  const running = core.filter(({ id, recipe: named }) => RECIPES.has(named ?? id)).length;
  expect(lines.at(-1)).toBe(`${running} of 38 core systems run`);
});

// What: the status of a claim is what its runs say: it flips exactly at the threshold, in the claimed direction, and is 'not yet' while a
// run is missing or is of another claim or other settings.
import { expect, test } from 'vitest';
import { claimConfigs, settingsOf } from '../../src/config/claimConfigs.ts';
import { evidenceStatus, valueOfSeries } from '../../src/config/evidenceStatus.ts';
import type { Evidence, EvidenceRun } from '../../src/config/evidenceStatus.ts';
import { checkRecipe } from '../../src/config/recipe.ts';
import type { Claim, Recipe } from '../../src/config/recipe.ts';
import { recipeByName } from '../../src/config/recipes.ts';
import { usesOf } from '../../src/config/uses.ts';

const CLAIM: Claim = {
  ...{ sentence: 'It rises.', metric: 'entropy', direction: 'higher', threshold: 0.125 },
  ...{ steps: 4, seeds: [0, 1, 2], skill: 'find', control: 'off' },
};
const recipeOf = (claim: Partial<Claim> = {}, more: object = {}): Recipe =>
  checkRecipe({
    ...{ name: 'mine', description: 'Mine.', sources: { loss_terms: 'ours', 'expertNll.coef': 'ours' } },
    auxiliaryLoss: { loss_terms: [{ block: 'expertNll', coef: 0.5 }] },
    off: { remove: ['expertNll'] },
    claim: { ...CLAIM, ...claim },
    ...more,
  });
const run = (seed: number, variant: 'on' | 'off', value: number): EvidenceRun => ({
  ...{ seed, variant, seconds: 1, commit: null, value: 99 },
  series: { entropy: [0, 0, 0, value] },
});
/** Values of the runs by seed: recipe, control. */
function evidenceOf(
  recipe: Recipe,
  values: readonly (readonly [number, number])[],
  change: Partial<Evidence> = {},
): Evidence {
  const { on, off } = claimConfigs(recipe);
  const runs = values.flatMap(([a, b], seed) => [run(seed, 'on', a), run(seed, 'off', b)]);
  const made = { recipe: recipe.name, claim: recipe.claim!, settings: { on: settingsOf(on), off: settingsOf(off) } };
  const rest = { commit: null, model: 'm', provider: 'wasm', seconds: 1, medians: null, shown: false };
  // As it comes out of a file.
  return JSON.parse(JSON.stringify({ ...made, ...rest, runs, ...change })) as Evidence;
}

test('the value of a run is the mean over its last quarter, as far as it was measured', () => {
  expect(valueOfSeries([9, 9, 9, 1])).toBe(1);
  expect(valueOfSeries([0, 0, 0, 0, 0, 0, 2, 4])).toBe(3);
  expect(valueOfSeries([0, 0, 0, 0, 0, 0, 2, null])).toBe(2);
  expect(valueOfSeries([7, 5, null, null, null, null, null, null])).toBe(5);
  expect(valueOfSeries([null, null])).toBeNaN();
  expect(valueOfSeries()).toBeNaN();
});

test.each([
  [
    'higher',
    [
      [0.5, 0.375],
      [0.5, 0.375],
      [0.5, 0.375],
    ],
    'shown',
  ],
  [
    'higher',
    [
      [0.5, 0.375],
      [0.5, 0.4375],
      [0.5, 0.4375],
    ],
    'not shown',
  ],
  [
    'higher',
    [
      [0.375, 0.5],
      [0.375, 0.5],
      [0.375, 0.5],
    ],
    'not shown',
  ],
  [
    'lower',
    [
      [0.375, 0.5],
      [0.375, 0.5],
      [0.375, 0.5],
    ],
    'shown',
  ],
  // The medians decide, not the means, and each of its own side.
  [
    'higher',
    [
      [1, 0.5],
      [0.5, 0.5],
      [0.5, 0.25],
    ],
    'not shown',
  ],
  [
    'higher',
    [
      [0.75, 0],
      [0.75, 0.5],
      [0, 0.5],
    ],
    'shown',
  ],
] as const)('%s %j: %s', (direction, values, status) => {
  const recipe = recipeOf({ direction });
  expect(evidenceStatus(recipe, evidenceOf(recipe, values))).toBe(status);
  // What the file says of itself does not count.
  expect(
    evidenceStatus(recipe, evidenceOf(recipe, values, { shown: status !== 'shown', medians: { on: 9, off: 0 } })),
  ).toBe(status);
});

test('not yet: no file, a missing seed, half a run, another claim, other settings, no claim', () => {
  const recipe = recipeOf();
  const whole = evidenceOf(recipe, [
    [1, 0],
    [1, 0],
    [1, 0],
  ]);
  expect(evidenceStatus(recipe, whole)).toBe('shown');
  expect(evidenceStatus(recipe, null)).toBe('not yet');
  expect(evidenceStatus(recipe, { ...whole, runs: whole.runs.slice(1) })).toBe('not yet');
  expect(
    evidenceStatus(
      recipe,
      evidenceOf(recipe, [
        [1, 0],
        [1, 0],
      ]),
    ),
  ).toBe('not yet');
  const half = whole.runs.map((one, i) => (i === 0 ? { ...one, series: { entropy: [0, 1] } } : one));
  expect(evidenceStatus(recipe, { ...whole, runs: half })).toBe('not yet');
  const unmeasured = whole.runs.map((one, i) => (i === 0 ? { ...one, series: {} } : one));
  expect(evidenceStatus(recipe, { ...whole, runs: unmeasured })).toBe('not yet');
  expect(evidenceStatus(recipeOf({ threshold: 0.1 }), whole)).toBe('not yet');
  const other = { auxiliaryLoss: { loss_terms: [{ block: 'expertNll', coef: 0.25 }] } };
  expect(evidenceStatus(recipeOf({}, other), whole)).toBe('not yet');
  const without = Object.fromEntries(Object.entries(recipe).filter(([key]) => key !== 'claim')) as Recipe;
  expect(evidenceStatus(without, whole)).toBe('not yet');
});

test('both runs have the settings of the claim, and only one the special block', () => {
  const { on, off } = claimConfigs(recipeOf({ set: { temperature: 0.5 } }));
  expect([on.sampling.temperature, off.sampling.temperature]).toEqual([0.5, 0.5]);
  expect([on, off].map((config) => usesOf(config, 'auxiliaryLoss').length)).toEqual([1, 0]);
  expect(settingsOf(on)['expertNll.coef']).toBe('0.5');
  expect(settingsOf(off)).not.toHaveProperty('expertNll.coef');
  expect(() => claimConfigs(recipeByName('dapo'))).toThrow(/dapo has no claim/);
});

test('a claim may enlarge what the switch turns off: the run without it stays without it', () => {
  const { on, off } = claimConfigs({
    ...recipeOf({ set: { 'expertNll.coef': 2 } }),
    off: { set: { 'expertNll.coef': 0 } },
  });
  expect([settingsOf(on)['expertNll.coef'], settingsOf(off)['expertNll.coef']]).toEqual(['2', '0']);
});

test.each([
  [32, 4],
  [30, 3],
  [17, 1],
  [2, 1],
])('the held-out prompts of %i steps are asked every %i, so that the last step is among them', (steps, every) => {
  const claim = { metric: 'eval_reward', steps };
  expect(claimConfigs(recipeOf(claim)).on.engine.eval_steps).toBe(every);
  expect(claimConfigs(recipeOf({ ...claim, metric: 'entropy' })).off.engine.eval_steps).toBe(0);
});

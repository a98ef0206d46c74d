// What: the cards of the atlas: how many there are, that everything they name exists, and one sentence for a damaged file.
import { describe, expect, test } from 'vitest';
import { AXES, axisOf, BLOCK_CODES } from '../../src/atlas/axes.ts';
import { GOLDEN_COUNTS } from '../../src/atlas/goldenCounts.ts';
import { checkSystem, CLASSES } from '../../src/atlas/system.ts';
import type { System } from '../../src/atlas/system.ts';
import { recipeOf, settingFor, SYSTEMS } from '../../src/atlas/systems.ts';
import type { Recipe } from '../../src/config/recipe.ts';
import { RECIPES } from '../../src/config/recipes.ts';
import { diffConfigs } from '../../src/config/setLeaf.ts';
import { configOfTexts } from '../../src/store/link/linkSettings.ts';

const systems = [...SYSTEMS.values()];

test('124 systems: 38 core, 50 adaptable, 36 outside', () => {
  const counts = CLASSES.map((kind) => systems.filter((system) => system.class === kind).length);
  expect(counts).toEqual([38, 50, 36]);
  expect(new Set(systems.map(({ name }) => name)).size).toBe(124);
  expect(new Set(systems.map(({ title }) => title)).size).toBe(124);
});

test('twelve axes, whose blocks are named once; every block of a card lies on one of them', () => {
  expect(AXES.map(({ letter }) => letter).join('')).toBe('DPVSQRCAWLXH');
  for (const { letter, blocks } of AXES)
    for (const code of Object.keys(blocks)) expect(code.startsWith(letter), code).toBe(true);
  expect(BLOCK_CODES.size).toBe(AXES.reduce((sum, { blocks }) => sum + Object.keys(blocks).length, 0));
  const lost = systems.flatMap(({ id, blocks }) => blocks.filter((code) => !axisOf(code)).map((code) => [id, code]));
  expect(lost).toEqual([]);
  // No two usable systems add the same nothing: each of them lights a square.
  expect(systems.filter((system) => system.class !== 'outside' && system.blocks.length === 0)).toEqual([]);
  const lit = new Set(systems.flatMap(({ blocks }) => blocks));
  expect([...BLOCK_CODES].filter((code) => !lit.has(code))).toEqual([]);
});

test('recipes that a card names exist, and no two cards share one', () => {
  const named = systems.flatMap(({ recipe, also }) => [...(recipe === undefined ? [] : [recipe]), ...also]);
  expect(named.filter((name) => !RECIPES.has(name))).toEqual([]);
  const realised = systems.flatMap((system) => [recipeOf(system)?.name ?? [], ...system.also].flat());
  expect(new Set(realised).size).toBe(realised.length);
});

const words = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
/** 'SATORI-R1' of 'SATORI-R1: Incentivizing …'; papers change the rest of their titles. */
const beginning = (title: string) => (title.includes(':') ? words(title.split(':')[0]!) : words(title));

/** Whether a recipe rebuilds what the card is about. */
function isAbout({ paper, title, name }: System, recipe: Recipe): boolean {
  if (!recipe.paper) return false;
  const { title: own, address } = recipe.paper;
  return paper === address || words(title) === words(own) || [words(name), beginning(title)].includes(beginning(own));
}

test('every recipe of a paper that has a card stands on it', () => {
  const lost = [...RECIPES.values()].flatMap((recipe) => {
    const card = systems.find((system) => system.class !== 'outside' && isAbout(system, recipe));
    return !card || recipeOf(card) === recipe || card.also.includes(recipe.name) ? [] : [[recipe.name, card.id]];
  });
  expect(lost).toEqual([]);
});

test('a card and its recipe are about the same paper', () => {
  const wrong = systems.flatMap((system) => {
    const recipe = recipeOf(system);
    return recipe?.paper && !isAbout(system, recipe) ? [[system.id, recipe.paper.title]] : [];
  });
  expect(wrong).toEqual([]);
});

test('golden files that a card names exist, each on one card', () => {
  const named = systems.flatMap(({ golden }) => golden);
  expect(named.filter((file) => !GOLDEN_COUNTS[file])).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
  // Peers that are no card: losses and rewards of TRL, and recipes of other repositories.
  const peers = ['easyr1', 'seg-zero', 'trl-losses', 'trl-rewards', 'visual-rft', 'vlm-r1'];
  expect(
    Object.keys(GOLDEN_COUNTS)
      .filter((file) => !named.includes(file))
      .sort(),
  ).toEqual(peers);
});

test('the setting of every lesson can be run and is what the card says it is', () => {
  for (const system of systems.filter(({ setting }) => setting !== undefined)) {
    const setting = settingFor(system);
    expect(setting, system.id).not.toBeNull();
    const config = configOfTexts(setting!.recipe!.name, Object.fromEntries(setting!.leaves));
    const plain = configOfTexts(setting!.recipe!.name, {});
    expect(diffConfigs(plain, config).length, system.id).toBeGreaterThanOrEqual(setting!.leaves.length > 0 ? 1 : 0);
  }
});

test('texts are whole sentences', () => {
  const texts = systems.flatMap(({ id, mechanism, simplification, lesson }) =>
    [mechanism, simplification, lesson].flatMap((text) => (text === undefined ? [] : [[id, text] as const])),
  );
  expect(texts.filter(([, text]) => !/^[A-Z].*[.?]$/.test(text))).toEqual([]);
  expect(texts.filter(([, text]) => text.length > 420 || / {2}|'|"| - /.test(text))).toEqual([]);
});

describe('a damaged file is refused in one sentence', () => {
  const good = { name: 'X', title: 'X: Y', class: 'core', mechanism: 'It does.', blocks: ['V2'] };
  test.each([
    [null, 'The atlas file x.json is not an object with a name, a title, a class and a mechanism.'],
    [{ ...good, name: '' }, 'The atlas file x.json has a name that is not a text.'],
    [
      { ...good, mechanism: undefined },
      'The atlas file x.json has no mechanism; it must be a text of one or two sentences.',
    ],
    [{ ...good, class: 'other' }, 'The atlas file x.json has a class that is not core, adaptable or outside.'],
    [{ ...good, blocks: ['V9'] }, "The atlas file x.json names the block 'V9', which is on none of the twelve axes."],
    [{ ...good, blocks: 'V2' }, 'The atlas file x.json has a blocks that is not a list of codes.'],
    [
      { ...good, class: 'adaptable' },
      'The atlas file x.json has no simplification, which a system of the class adaptable needs.',
    ],
    [
      { ...good, class: 'outside', lesson: 'L.' },
      'The atlas file x.json has no setting, which a system of the class outside needs.',
    ],
    [
      { ...good, paper: 'javascript:alert(1)' },
      'The atlas file x.json has a paper that is not an address that starts with https://.',
    ],
    [
      { ...good, status: 'shown' },
      /^The atlas file x\.json has a field 'status', which is unknown; known are name, title, .*\.$/,
    ],
  ])('%j', (value, sentence) => {
    expect(() => checkSystem('x', value)).toThrow(sentence);
  });
  test('a good one is taken', () => expect(checkSystem('x', good)).toMatchObject({ id: 'x', golden: [], also: [] }));
});

// What: settings, recipes, lists of blocks and grammars as a file, a link or the command line may bring them: a configuration that is its own
// check's fixed point and holds no NaN, or one sentence.
import fc from 'fast-check';
import { expect } from 'vitest';
import { parseGrammar } from '../../src/4-rewards/grammar.ts';
import { grammarByName, grammarNames } from '../../src/4-rewards/grammars.ts';
import { tagTable } from '../../src/4-rewards/tagTable.ts';
import { BLOCK_AXES, blocksIn } from '../../src/blocks/registry.ts';
import { applyRecipe, turnOff } from '../../src/config/applyRecipe.ts';
import type { Config } from '../../src/config/config.ts';
import { KNOBS, leafOfAxis } from '../../src/config/knobTable.ts';
import { checkRecipe } from '../../src/config/recipe.ts';
import { recipeByName, RECIPES } from '../../src/config/recipes.ts';
import { knownRewardNames } from '../../src/config/rewardUses.ts';
import { leafText, setLeaves } from '../../src/config/setLeaf.ts';
import { leavesOf } from '../../src/config/leaves.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { anyJson, damagedJson } from './bytes.ts';
import { fuzzKind, outcome, told } from './fuzz.ts';

const fuzz = fuzzKind('configs', 1000);
/** Sentences may begin with the name of a setting or of a use. */
const CONFIG = { errors: ['ConfigError'], begins: /^[\w.'“]+/ };

function holdsNaN(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsNaN);
}

/** Checked again it is the same, also after a file; no number of it is none. */
function expectSound(config: Config) {
  expect(holdsNaN(config)).toBe(false);
  expect(validateConfig(config)).toEqual(config);
  expect(validateConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
}

async function check(read: () => Config, show: () => string) {
  const result = await outcome(read, CONFIG, show);
  if ('value' in result) expectSound(result.value);
  return told(result);
}

const names = [...RECIPES.keys()];
const blocks = BLOCK_AXES.flatMap((axis) => [...blocksIn(axis).keys()]);
const allNames = [...KNOBS.keys(), ...blocks, ...knownRewardNames()];
const knobNames = BLOCK_AXES.flatMap((axis) =>
  [...blocksIn(axis).values()].flatMap((block) => Object.keys(block.knobs)),
);

/** What comes near to what is wanted. */
const useOf = fc.oneof(
  fc.constantFrom(...allNames, 'noise:a', 'boxIou:x', ':', 'a:b:c', 'x'.repeat(5000)),
  fc.dictionary(fc.constantFrom('block', 'as', 'weight', 'constructor', ...knobNames), fc.oneof(anyJson, fc.constantFrom<unknown>(...allNames, 'masked', 0.5, 1)), { maxKeys: 4 }), // prettier-ignore
  fc.record({ block: fc.constantFrom(...blocks), as: fc.constantFrom('a', 'b', 'view', 'constructor', '') }, { requiredKeys: ['block'] }), // prettier-ignore
);
const part = fc.oneof(
  anyJson,
  useOf,
  fc.array(useOf, { maxLength: 4 }),
  fc.constantFrom<unknown>(...allNames, 'x'.repeat(100_000)),
);

const config = fc.constantFrom(...names).map((name) => applyRecipe(defaultConfig(), recipeByName(name)));
fuzz(
  'damaged configurations',
  0.3,
  config.chain((value) => damagedJson(value, part, [...KNOBS.keys(), 'version'])),
  (value) => check(() => validateConfig(value), () => JSON.stringify(value).slice(0, 1000)), // prettier-ignore
);

const recipe = fc.constantFrom(...names).chain((name) => damagedJson(recipeByName(name), part, ['watch', 'panel', 'with', 'off', 'remove', 'set', 'claim', ...KNOBS.keys()])); // prettier-ignore
fuzz('damaged recipes', 0.25, recipe, (value) =>
  check(
    () => {
      const read = checkRecipe(value);
      const applied = applyRecipe(defaultConfig(), read);
      expectSound(turnOff(applied, read));
      return applied;
    },
    () => JSON.stringify(value).slice(0, 1500),
  ),
);

const leaves = BLOCK_AXES.map((axis) => leafOfAxis(axis).name);
const leaf = fc.oneof(fc.constantFrom(...leaves), fc.constantFrom(...leaves, ...KNOBS.keys()), fc.constantFrom('noise.sigma', 'a.p', 'boxIou.weight', 'reward_weights', 'reward_knobs', 'probe_view', 'nothing', '__proto__')); // prettier-ignore
const text = fc.oneof(
  fc.array(fc.constantFrom(...allNames, 'noise:a', 'x:', '1', '0.5', '-1e999', 'NaN', '[', ']', '"', '{'), { maxLength: 4 }).map((parts) => parts.join(',')), // prettier-ignore
  useOf.map((use) => JSON.stringify([use])),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('Infinity', '1e308', '0x10', ' 5 ', 'null', 'true', '1,2,3', 'need_box=1', 'iou_threshold=NaN'),
);
fuzz(
  'settings as texts',
  0.3,
  fc.array(fc.tuple(leaf, text), { minLength: 1, maxLength: 4 }),
  (texts) =>
  check(() => {
    const made = validateConfig(setLeaves(defaultConfig(), texts));
    // What the page writes into an address is read back as the same value.
    for (const [name] of texts) if (leavesOf(made).has(name)) expectSame(made, name);
    return made;
  }, () => JSON.stringify(texts).slice(0, 1000)), // prettier-ignore
);

/** Names with commas cannot be written; linkSettings.ts packs those. */
function expectSame(made: Config, name: string) {
  const written = leafText(made, name);
  if (leavesOf(made).get(name)!.knob.kind === 'names' || written === 'null') return;
  expect(leafText(setLeaves(made, [[name, written]]), name)).toBe(written);
}

const tagJson = fc.record({ name: fc.constantFrom('think', 'box', 'answer', 'a', 'completion', 'Think', 'averyveryverylongname'), content: fc.constantFrom('text', 'box', 'number', 'points', 'nothing', 1), optional: fc.oneof(fc.boolean(), anyJson), repeatable: fc.boolean(), min: fc.oneof(fc.nat(3), anyJson), max: fc.nat(3), times: fc.nat(3), action: fc.boolean() }, { requiredKeys: ['name', 'content'] }); // prettier-ignore
const ownGrammar = fc.oneof(
  fc.constantFrom(...grammarNames()).map(grammarByName).chain((value) => damagedJson({ name: value.name, doc: value.doc, source: value.source, tags: value.tags.map(({ name, content }) => ({ name, content })) }, fc.oneof(anyJson, tagJson), ['order', 'units', 'exactCase', 'tags'])), // prettier-ignore
  fc.record({ name: fc.constant('own'), doc: fc.string({ minLength: 1 }), source: fc.constant('us'), tags: fc.array(tagJson, { maxLength: 30 }), order: fc.oneof(anyJson, fc.array(fc.constantFrom<unknown>('think', 'box', ['answer', 'a']), { maxLength: 4 })), units: fc.oneof(anyJson, fc.array(fc.record({ kind: fc.constantFrom('step', 'item', 'turn'), in: fc.constantFrom('think', 'completion', 'x'), after: fc.oneof(anyJson, fc.array(fc.string({ maxLength: 14 }))), words: anyJson, partsAt: anyJson }, { requiredKeys: ['kind', 'in', 'after'] }), { maxLength: 3 })) }, { requiredKeys: ['name', 'doc', 'source', 'tags'] }), // prettier-ignore
);
fuzz('grammars', 0.15, ownGrammar, async (json) => {
  const result = await outcome(() => parseGrammar(json), { errors: ['GrammarError'] }, () => JSON.stringify(json)); // prettier-ignore
  if ('value' in result) {
    const { tags } = result.value;
    expect(tags.every(({ min, max }) => Number.isInteger(min) && min >= 0 && max >= min)).toBe(true);
    expect(tagTable(result.value).every(Number.isFinite)).toBe(true);
  }
  return told(result);
});

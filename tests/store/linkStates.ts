// What: any state of the page that a link can hold, for property tests.
import fc from 'fast-check';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import type { Config } from '../../src/config/config.ts';
import type { Knob } from '../../src/config/knob.ts';
import { KNOBS } from '../../src/config/knobTable.ts';
import { recipeByName, RECIPES } from '../../src/config/recipes.ts';
import { withLeaf } from '../../src/config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { LAYOUT_NAMES } from '../../src/store/layout/layoutChoices.ts';
import type { LinkState } from '../../src/store/link/linkState.ts';

const useName = fc.stringMatching(/^[a-z]\w{0,8}$/);
const weight = fc.double({ min: -100, max: 100, noNaN: true }).map((x) => (x === 0 ? 0 : x));
/** Shipped ones, and one that nobody here knows. */
const rewardUse = fc.oneof(
  fc.record(
    { block: fc.constantFrom('boxIou', 'format', 'answerFolded'), as: useName, weight },
    { requiredKeys: ['block'] },
  ),
  fc.record({ block: fc.constant('mine'), weight, penalty: weight }, { requiredKeys: ['block'] }),
);

const ownGrammar = (doc: string) =>
  JSON.stringify({ name: 'own', doc: `Ours: ${doc}`, source: 'us', tags: [{ name: 'plan', content: 'text' }] });

const value = (knob: Knob): fc.Arbitrary<unknown> => {
  const { kind, min = -1e6, max = 1e6, axis } = knob;
  const number = fc.double({ min, max, noNaN: true }).map((x) => (x === 0 ? 0 : x));
  const plain = {
    number,
    integer: fc.integer({ min: Math.ceil(Math.max(min, -(2 ** 31))), max: Math.floor(Math.min(max, 2 ** 31 - 1)) }),
    boolean: fc.boolean(),
    choice: fc.constantFrom(...(knob.choices ?? [''])),
    document: fc.oneof(fc.constantFrom(...(knob.choices ?? [''])), fc.string().map(ownGrammar)),
    text: fc.string({ unit: 'grapheme' }),
    names: fc.array(fc.string()),
    numbers: fc.array(number),
    blocks: fc.array<unknown>(
      axis === 'reward' ? rewardUse : fc.record({ block: fc.constantFrom('one', 'two'), as: useName }),
      {
        maxLength: 3,
      },
    ),
  }[kind];
  return knob.nullable ? fc.option(plain as fc.Arbitrary<unknown>) : plain;
};

/** Settings that the rules between settings refuse are left out one by one. */
const config: fc.Arbitrary<Config> = fc
  .tuple(
    fc.constantFrom(...RECIPES.keys()),
    fc.array(
      fc.constantFrom(...KNOBS.values()).chain(({ name, knob }) => fc.tuple(fc.constant(name), value(knob))),
      { maxLength: 12 },
    ),
  )
  .map(([recipe, leaves]) =>
    leaves.reduce(
      (config, [name, leaf]) => {
        try {
          return validateConfig(withLeaf(config, name, leaf));
        } catch {
          return config;
        }
      },
      applyRecipe(defaultConfig(), recipeByName(recipe)),
    ),
  );

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const box = fc
  .tuple(fc.double({ min: 0, max: 0.4, noNaN: true }), fc.double({ min: 0.5, max: 1, noNaN: true }))
  .map(([low, high]) => [low + 0, low + 0, high, high] as const);
const prompts = fc.array(
  fc.record({
    id: text,
    name: text,
    images: fc.array(
      fc.oneof(
        fc.record({
          name: text,
          type: fc.constant('image/webp'),
          bytes: fc.uint8Array({ maxLength: 99 }).map((b) => Uint8Array.from(b)),
        }),
        fc.record({ name: text, type: fc.constant('image/png'), sample: text }),
      ),
      { maxLength: 2 },
    ),
    question: text,
    answer: text,
    facts: fc.array(text, { maxLength: 3 }),
    boxes: fc.array(box, { maxLength: 3 }),
    labels: fc.array(text, { maxLength: 3 }),
    split: fc.constantFrom('train' as const, 'heldOut' as const),
    further: fc.oneof(
      fc.constant({}),
      fc.record({ expertText: text, captions: fc.array(text), points: fc.constant([[0.25, 0.5] as const]) }),
    ),
  }),
  { maxLength: 3 },
);
const id = fc.constantFrom('settings', 'editor', 'seed', 'learning_rate', 'something-newer');
const ids = fc.uniqueArray(id);
export const linkState: fc.Arbitrary<LinkState> = fc.record({
  config,
  access: fc.record({ hidden: ids, locked: ids }),
  layout: fc.dictionary(fc.constantFrom(...LAYOUT_NAMES), fc.stringMatching(/^\w{1,20}$/)),
  prompts,
  selected: fc.constant(null),
  rewards: fc.array(fc.record({ name: fc.constantFrom('mine', 'boxIou'), wgsl: text }), { maxLength: 2 }),
}) as fc.Arbitrary<LinkState>;

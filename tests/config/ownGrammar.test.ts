// What: a grammar of the visitor's own in the setting `grammar`: as an object or as JSON text, checked by the engine's parser, and the
// same in a file, in a link and on the command line.
import { describe, expect, test } from 'vitest';
import { grammarOf } from '../../src/4-rewards/grammars.ts';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import { grammarOf as grammarFile } from '../../src/config/grammars.ts';
import { diffConfigs, leafText, setLeaf, withLeaf } from '../../src/config/setLeaf.ts';
import { changedFromRecipe } from '../../src/config/recipeValue.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';
import { configOf, configOfTexts, settingsOf, settingTexts } from '../../src/store/link/linkSettings.ts';

const OWN = {
  name: 'plan_answer',
  doc: 'A plan, then the answer.',
  source: 'us',
  tags: [
    { name: 'plan', content: 'text' },
    { name: 'answer', content: 'text' },
  ],
};
const base = defaultConfig();
const own = withLeaf(base, 'grammar', OWN);

describe('a grammar of one’s own', () => {
  test('an object, its text and a text with other white space are one value', () => {
    expect(own.grammar.grammar).toBe(JSON.stringify(OWN));
    expect(setLeaf(base, 'grammar', ` ${JSON.stringify(OWN, null, 4)}\n`)).toEqual(own);
    expect(setLeaf(own, 'grammar', leafText(own, 'grammar'))).toEqual(own);
    expect(validateConfig({ ...base, grammar: { ...base.grammar, grammar: OWN } })).toEqual(own);
    expect(validateConfig(JSON.parse(JSON.stringify(own)))).toEqual(own);
  });

  test('the engine and the page read its tags', () => {
    expect(grammarOf(own.grammar.grammar).tags.map(({ name, min }) => [name, min])).toEqual([
      ['plan', 1],
      ['answer', 1],
    ]);
    expect(grammarFile(own.grammar.grammar)).toEqual(OWN);
    expect(grammarOf('box_answer').name).toBe('box_answer');
    expect(grammarFile('box_answer').name).toBe('box_answer');
  });

  test('it differs from the recipe, and a recipe may bring one', () => {
    expect(changedFromRecipe(own)).toEqual(['grammar']);
    expect(diffConfigs(base, own).map(({ a, b }) => [a, b])).toEqual([['think_box_answer', JSON.stringify(OWN)]]);
    const recipe = { name: 'r', description: 'R.', grammar: { grammar: OWN as never }, sources: { grammar: 'us' } };
    expect(applyRecipe(base, recipe)).toEqual({ ...own, recipe: 'r' });
  });

  test('a link carries it, as JSON and as text', () => {
    expect(configOf(settingsOf(own))).toEqual(own);
    expect(configOfTexts('grpo', settingTexts(own)!)).toEqual(own);
  });

  test.each([
    ['box_answr', /^grammar is "box_answr"; it must be one of .*box_answer.*, or a JSON object\.$/],
    ['{"name": "x"', /^grammar cannot be read as JSON: /],
    [JSON.stringify({ ...OWN, tags: [] }), "The grammar 'plan_answer': 'tags' must list at least one tag."],
    [
      JSON.stringify({ ...OWN, tags: [{ name: 'plan', content: 'prose' }] }),
      /^The grammar 'plan_answer': the tag 'plan' holds "prose"; what can be read is: text, /,
    ],
    ['{}', /^The grammar '': 'name' must be a string\.$/],
  ])('refused in one sentence: %s', (text, sentence) => {
    expect(() => setLeaf(base, 'grammar', text)).toThrow(sentence);
  });

  test('what is no object is refused in a file, too', () => {
    for (const value of [3, null, [OWN], true])
      expect(() => validateConfig({ grammar: { grammar: value } })).toThrow(/^grammar is .*or a JSON object\.$/);
  });
});

// What: values that no page writes and a stranger's file may hold: refused in a sentence that a visitor can read, nothing ignored.
import { describe, expect, test } from 'vitest';
import { applyRecipe } from '../../src/config/applyRecipe.ts';
import { ConfigError, nearestName } from '../../src/config/checkValue.ts';
import { checkRecipe } from '../../src/config/recipe.ts';
import { defaultConfig, validateConfig } from '../../src/config/validateConfig.ts';

const refused = (value: object): string => {
  try {
    validateConfig({ ...defaultConfig(), ...value });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  throw new Error('It was taken.');
};
const rewards = (...uses: readonly object[]) => ({ reward: { reward_funcs: uses } });

describe('settings', () => {
  test('a knob of an unknown reward that is neither number, text nor list', () => {
    expect(refused(rewards({ block: 'mine', bonus: {} }))).toMatch(
      /^mine\.bonus is \{\}; it must be a list of numbers/,
    );
  });
  test('a knob with a name that every object has', () => {
    expect(refused(rewards({ block: 'boxIou', constructor: 1 }))).toContain("has no knob 'constructor'");
    expect(refused(rewards({ block: 'boxIou', toString: 1 }))).toContain("has no knob 'toString'");
  });
  test('a version that is no number', () => {
    expect(refused({ version: {} })).toBe('The configuration has version {}; this page reads versions 1 and 2.');
  });
  test('a megabyte in place of a value or a name: the sentence stays short, and near names are found at once', () => {
    const long = 'x'.repeat(1_000_000);
    expect(refused({ sampling: { ...defaultConfig().sampling, top_p: long } }).length).toBeLessThan(200);
    expect(refused({ [long]: {} }).length).toBeLessThan(300);
    expect(refused(rewards({ block: 'boxIou', [long]: 1 })).length).toBeLessThan(300);
    expect(nearestName(`seed${long}`, ['seed', 'theme'])).toBe('seed');
    expect(nearestName('sed', ['seed', 'theme'])).toBe('seed');
  });
});

describe('recipes', () => {
  const recipe = { name: 'own', description: 'Ours.' };
  test('a name of a use that is an object is refused, and is not printed as one', () => {
    const odd = { ...recipe, view: { views: [{ block: 'noise', as: {} }] }, sources: { views: 'us' } };
    expect(() => applyRecipe(defaultConfig(), checkRecipe(odd))).toThrow('views has the name {}; write letters');
  });
  test.each([
    { code: ['https://example.org'] },
    { code: 'javascript:alert(1)//https://' },
    { code: 'https://' },
    { paper: { title: 'A', year: 2024, address: ['https://example.org'] } },
    { paper: { title: 'A', year: 2024, address: 'javascript:alert("https://a")' } },
    { watch: { panel: {} } },
    { watch: { panel: ['vote'] } },
  ])('%j is refused', (more) => {
    expect(() => checkRecipe({ ...recipe, ...more })).toThrow(ConfigError);
    expect(() => checkRecipe({ ...recipe, ...more })).not.toThrow('[object');
  });
});

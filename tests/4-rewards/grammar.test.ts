// What: grammars as files: the shipped ones can be read, a bad one is refused in one sentence that names the tag and the remedy.
import { describe, expect, it, test } from 'vitest';
import { parseGrammar, unitRule } from '../../src/4-rewards/grammar.ts';
import { grammarByName, grammarNames } from '../../src/4-rewards/grammars.ts';
import { MAX_TAGS, SPAN_COUNT, SPANS } from '../../src/4-rewards/layout.ts';
import { spanConstants, spanNames, spanSlot, tagTable } from '../../src/4-rewards/tagTable.ts';
import { grammarKnobs } from '../../src/config/axes/grammar.ts';
import { GRAMMARS } from '../../src/config/grammars.ts';

const tag = (name: string, more: object = {}) => ({ name, content: 'text', ...more });
const grammar = (tags: unknown, more: object = {}) => ({ name: 'own', doc: 'Own.', source: 'me', tags, ...more });
const letters = (k: number) => `${'abcdefghijklmnopqrstuvwxyz'[k % 26]}${'ab'[Math.floor(k / 26)]}`;

describe('the shipped grammars', () => {
  test('are the choices of the setting, and those that were there before still are', () => {
    expect(grammarKnobs.grammar.choices).toEqual(grammarNames());
    expect([...GRAMMARS.keys()]).toEqual(grammarNames());
    const before = ['think_box_answer', 'box_answer', 'think_answer', 'answer', 'box', 'think_point_answer'];
    expect(grammarNames()).toEqual(expect.arrayContaining(before));
    for (const name of before) {
      const { tags } = grammarByName(name);
      expect(tags.map((own) => own.name)).toEqual(['zoom', 'think', 'box', 'point', 'answer']);
      const wanted = tags.filter(({ min }) => min > 0).map((own) => own.name);
      expect(wanted.join('_')).toBe(name);
      expect(tags.filter(({ max }) => max === 0).length).toBe(4 - wanted.length);
    }
  });

  it.each(grammarNames())('%s says what it is and has constants and a table of its own', (name) => {
    const own = grammarByName(name);
    const names = spanNames(own);
    expect(own.doc.endsWith('.')).toBe(true);
    expect(names).toHaveLength(SPAN_COUNT);
    expect(names.slice(1, 1 + own.tags.length)).toEqual(own.tags.map((each) => each.name));
    expect(tagTable(own)).toHaveLength(own.tags.length * 8);
  });
});

describe('slots', () => {
  it('leave room for 24 tags, the completion and the grammar in the 32 bits of a token', () => {
    expect(MAX_TAGS).toBeGreaterThanOrEqual(24);
    expect(Math.max(...Object.values(SPANS))).toBeLessThan(SPAN_COUNT);
    expect(SPAN_COUNT).toBeLessThanOrEqual(32);
    expect(SPANS['grammar']).toBeGreaterThan(MAX_TAGS);
  });

  it('are given to the names that a shader uses; a tag that the grammar lacks is the span that is never found', () => {
    const names = spanNames(grammarByName('think_box_answer'));
    const wgsl = 'const SPAN_ROW = 3u; fn f() { g(SPAN_THINK, SPAN_CAPTION, SPAN_ROW, SPAN_ZOOM); }';
    expect(spanConstants(wgsl, names)).toEqual({ SPAN_THINK: 2, SPAN_CAPTION: SPANS['missing'], SPAN_ZOOM: 1 });
    expect(spanSlot(names, '')).toBe(SPANS['missing']);
  });
});

describe('parseGrammar', () => {
  it('reads how often a tag stands, its order and its units', () => {
    const own = parseGrammar(
      grammar(
        [
          tag('a', { optional: true }),
          tag('b', { repeatable: true, content: 'boxes' }),
          tag('c', { times: 2 }),
          tag('d', { min: 2, max: 5, action: true }),
          tag('e', { min: 3 }),
        ],
        { order: ['b', ['a', 'c'], 'e', 'd'], units: [{ kind: 'item', in: 'completion', after: [';'], each: true }] },
      ),
    );
    expect(own.tags.map(({ min, max, rank }) => [min, max, rank])).toEqual([
      [0, 1, 1],
      [1, Infinity, 0],
      [2, 2, 1],
      [2, 5, 3],
      [3, 3, 2],
    ]);
    expect(own.tags.map(({ isAction }) => isAction)).toEqual([false, false, false, true, false]);
    expect(own.units).toEqual([{ kind: 'item', in: 'completion', after: [';'], atSpace: false, each: true }]);
    expect(unitRule(own, 'item').in).toBe('completion');
    expect(() => unitRule(own, 'step')).toThrow(
      "The grammar 'own': it has no units of the kind 'step' (it has: item); add",
    );
  });

  it('takes 24 tags of 15 letters', () => {
    const names = Array.from({ length: 24 }, (_, k) => `abcdefghijklm${letters(k)}`);
    expect(parseGrammar(grammar(names.map((name) => tag(name)))).tags).toHaveLength(24);
  });

  const one = [tag('think')];
  const cases: readonly (readonly [unknown, RegExp])[] = [
    [null, /not an object; write/],
    [grammar(one, { colour: 1 }), /field 'colour'; there are: name, doc/],
    [{ ...grammar(one), doc: '' }, /'doc' must be a string/],
    [grammar([]), /must list at least one tag/],
    [grammar('think'), /must list at least one tag/],
    [grammar(['think']), /tag 1 is not an object; write/],
    [grammar([tag('Think')]), /tag 1 is called "Think"; a name is made of the letters a to z/],
    [grammar([tag('')]), /tag 1 is called ""/],
    [grammar([tag('a_b')]), /tag 1 is called "a_b"/],
    [grammar([tag('abcdefghijklmnop')]), /'abcdefghijklmnop' has 16 letters; at most 15 can be read, so shorten it/],
    [grammar([tag('missing')]), /no tag may be called 'missing'/],
    [grammar([tag('think', { content: 'song' })]), /tag 'think' holds "song"; what can be read is: text, number, box/],
    [grammar([tag('think', { colour: 1 })]), /tag 'think' has a field 'colour'/],
    [grammar([tag('think', { optional: 'yes' })]), /'optional' of the tag 'think' must be true or false/],
    [grammar([tag('think', { min: -1 })]), /'min' of the tag 'think' must be a whole number/],
    [grammar([tag('think', { min: 3, max: 2 })]), /tag 'think' occurs at least 3 times and at most 2; make min ≤ max/],
    [grammar([tag('think', { times: 1, max: 2 })]), /tag 'think' says 'times', so leave out/],
    [grammar([tag('think', { optional: true, min: 1 })]), /tag 'think' says 'optional' and 'min'; keep one/],
    [grammar([tag('think', { repeatable: true, max: 1 })]), /tag 'think' says 'repeatable' and 'max'; keep one/],
    [grammar([tag('think'), tag('think')]), /tag 'think' is listed twice; use 'repeatable'/],
    [grammar(Array.from({ length: 25 }, (_, k) => tag(letters(k)))), /has 25 tags; at most 24 can be read, so leave/],
    [grammar(one, { order: 'think' }), /'order' is a list of tag names/],
    [grammar(one, { order: ['box'] }), /'order' names "box", which is not a tag; there are: think/],
    [grammar(one, { order: ['think', ['think']] }), /'order' names the tag 'think' twice/],
    [grammar([...one, tag('b')], { order: ['think'] }), /'order' leaves out the tag 'b'; add it/],
    [grammar(one, { units: {} }), /'units' is a list of rules/],
    [grammar(one, { units: [{ kind: 'turn', in: 'think', after: ['.'] }] }), /kind "turn"; a text is cut into step/],
    [grammar(one, { units: [{ kind: 'step', in: 'box', after: ['.'] }] }), /cuts "box", which is not a tag/],
    [grammar(one, { units: [{ kind: 'step', in: 'think', after: [] }] }), /needs 1 to 8 texts in 'after'/],
    [
      grammar(one, { units: [{ kind: 'step', in: 'think', after: [''] }] }),
      /cuts after ""; give a text of 1 to 12 bytes/,
    ],
    [grammar(one, { units: [{ kind: 'step', in: 'think', after: ['.'], each: 1 }] }), /'each' of the rule for 'step'/],
  ];
  it.each(cases)('refuses %j', (json, message) => {
    expect(() => parseGrammar(json)).toThrow(message);
    expect(() => parseGrammar(json)).toThrow(/^The grammar '(own)?': [^.]*[^\n]*[.}]$/);
  });
});

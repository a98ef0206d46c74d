// What: which items of a list are wanted: titles, years, repetitions, the catalogue; the probe on tokens of a made-up list.
import { describe, expect, it } from 'vitest';
import { itemHits, readItem } from '../../src/3-rollouts/itemHits.ts';
import { defaultsOf } from '../../src/blocks/block.ts';
import { blocksIn } from '../../src/blocks/registry.ts';
import type { Sampled } from '../../src/blocks/step.ts';

const block = blocksIn('probe').get('itemHits')!;
const hits = (listed: readonly string[], wanted: readonly string[], tolerance = 2, catalogue?: readonly string[]) =>
  itemHits(listed, wanted, { tolerance, ...(catalogue && { catalogue }) });

describe('hits', () => {
  it('read a year in brackets at the end', () => {
    expect(readItem(' Alien (1979) ')).toEqual({ title: 'Alien', year: 1979 });
    expect(readItem('2001: a (space) odyssey')).toEqual({ title: '2001: a (space) odyssey', year: null });
    expect(readItem('(500) days (2009)')).toEqual({ title: '(500) days', year: 2009 });
  });

  it('have the same title in whatever case, and nearly the same year', () => {
    expect(hits(['ALIEN  (1979)', 'Alien (1982)', 'Alien'], ['alien (1981)'])).toEqual([1, 0, 0]);
    expect(hits(['red  cat', 'Dog', ''], ['Red cat', 'cow'])).toEqual([1, 0, 0]);
    expect(hits(['a (2000)'], ['a (2002)'])).toEqual([1]);
    expect(hits(['a (2000)'], ['a (2003)'])).toEqual([0]);
    expect(hits(['a (2000)'], ['a (2001)'], 0)).toEqual([0]);
    expect(hits(['a (2000)'], ['a'])).toEqual([0]);
  });

  it('use a wanted item up: the same year first, then the nearer, later before earlier', () => {
    expect(hits(['a', 'a', 'A'], ['a', 'a'])).toEqual([1, 1, 0]);
    // 2000 takes 2001 rather than 1999, so that 1998 still finds 1999.
    expect(hits(['a (2000)', 'a (1998)'], ['a (1999)', 'a (2001)'], 1)).toEqual([1, 1]);
    expect(hits(['a (2000)', 'a (2003)'], ['a (1999)', 'a (2001)'], 2)).toEqual([1, 0]);
    expect(hits(['a (2000)', 'a (2002)'], ['a (2002)', 'a (2000)'], 0)).toEqual([1, 1]);
  });

  it('stand in the catalogue where there is one', () => {
    expect(hits(['a', 'b'], ['a', 'b'], 2, ['b ', 'c'])).toEqual([0, 1]);
  });
});

describe('the probe', () => {
  const words = ['<answer>', 'cat', '\n', 'dog', 'cow'];
  const sampled = (truth: object) => {
    const rows = [
      [0, 1, 2, 3, 2, 2, 4],
      [0, 4, 2, 1, 0, 0, 0],
    ];
    const of = [
      [-1, 0, 0, 1, 1, 2, 3],
      [-1, 0, 0, 1, -1, -1, -1],
    ];
    return {
      policy: { tokenizer: { decode: (ids: ArrayLike<number>) => Array.from(ids, (id) => words[id]).join('') } },
      rollouts: { generations: 2, maxTokens: 7, tokens: Int32Array.from(rows.flat()), lengths: Int32Array.of(7, 4) },
      units: { item: { of: Int32Array.from(of.flat()), count: 4 } },
      drawn: [{ truth }],
    } as unknown as Sampled;
  };
  const own = defaultsOf(block, 'items');
  const probed = async (truth: object) => {
    const given = sampled(truth);
    const found = await block.probe(given, own as never);
    return {
      values: [...found.get('items/hit')!.values],
      mean: block.count!(given, found, own as never)['items/hits'],
    };
  };

  it('reads items by the tokens that belong to them', async () => {
    expect(await probed({ acceptedAnswers: ['dog', 'cow'] })).toEqual({ values: [0, 1, 0, 1, 1, 0, 0, 0], mean: 1.5 });
    expect((await probed({ answer: 'Cat, horse\ncow' })).values).toEqual([1, 0, 0, 1, 1, 1, 0, 0]);
    expect((await probed({ answer: 'cat', options: ['dog'] })).values).toEqual(new Array(8).fill(0));
    expect((await probed({})).values).toEqual(new Array(8).fill(0));
  });

  it('is found by its signal, and needs items', () => {
    expect(block.derive!('items/hit', { views: [], vectors: [] })).toEqual(own);
    expect(block.derive!('items/other', { views: [], vectors: [] })).toBeNull();
    expect(() => block.probe({ ...sampled({}), units: {} }, own as never)).toThrow(/choose a grammar with items/);
  });
});

// What: files with very many things of one kind: twice as many take twice the work, whatever the importer. Work is counted, not timed: every item that
// a list, a map or a set hands out, by iteration or to a function.
import { describe, expect, test } from 'vitest';
import { openMade, png } from './given.ts';
import type { Content } from './given.ts';

type Files = Readonly<Record<string, Content>>;
type Method = (this: ArrayLike<unknown>, callback: (...given: unknown[]) => unknown, ...rest: unknown[]) => unknown;

const CALLING = ['map', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'forEach', 'flatMap', 'reduce'] as const; // prettier-ignore
const SEARCHING = ['includes', 'indexOf'] as const;
const COPYING = ['concat', 'slice', 'flat'] as const;

const indexOf = Array.prototype.indexOf as unknown as Method;

/** How many items were handed out while `run` ran. */
async function workOf(run: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const restore: (() => void)[] = [];
  const replace = (owner: object, name: PropertyKey, make: (real: Method) => Method) => {
    const own = Object.getOwnPropertyDescriptor(owner, name)!;
    restore.push(() => Object.defineProperty(owner, name, own));
    Object.defineProperty(owner, name, { ...own, value: make(own.value as Method) });
  };
  for (const name of CALLING)
    replace(Array.prototype, name, (real) => function (callback, ...rest) {
      return real.call(this, function (this: unknown, ...given) { count += 1; return callback.apply(this, given); }, ...rest); // prettier-ignore
    }); // prettier-ignore
  for (const name of SEARCHING)
    replace(Array.prototype, name, (real) => function (...given) {
      const [at, found] = [indexOf.apply(this, given), real.apply(this, given)] as [number, unknown];
      count += at < 0 ? this.length : at + 1;
      return found;
    }); // prettier-ignore
  for (const name of COPYING)
    replace(Array.prototype, name, (real) => function (...given) {
      const copy = real.apply(this, given) as ArrayLike<unknown>;
      count += copy.length;
      return copy;
    }); // prettier-ignore
  const iterators = [[], new Map(), new Set()].map((one) => Object.getPrototypeOf(one[Symbol.iterator]()) as object);
  for (const owner of iterators)
    replace(owner, 'next', (real) => function (...given) {
      count += 1;
      return real.apply(this, given);
    }); // prettier-ignore
  try {
    await run();
  } finally {
    for (const back of restore.reverse()) back();
  }
  return count;
}

const N = 400;
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const lines = (count: number, make: (i: number) => string) => times(count, make).join('\n');
const json = (value: unknown) => JSON.stringify(value);
const picture = png();
const beside = (count: number, pathOf: (i: number) => string): Files =>
  Object.fromEntries(times(count, (i) => [pathOf(i), picture]));

const bndbox = '<bndbox><xmin>5</xmin><ymin>5</ymin><xmax>20</xmax><ymax>20</ymax></bndbox>';
const vocSheet = (name: string, objects: number) => `<annotation><filename>${name}</filename>${`<object><name>dog</name>${bndbox}</object>`.repeat(objects)}</annotation>`; // prettier-ignore
const coco = (pictures: number, each: number) => ({
  images: times(pictures, (i) => ({ id: i, file_name: `${i}.png`, width: 48, height: 32 })),
  annotations: times(pictures * each, (k) => ({ id: k, image_id: Math.floor(k / each), category_id: 1, bbox: [1 + k / 1000, 2, 10, 10] })), // prettier-ignore
  categories: [{ id: 1, name: 'dog' }],
});
const region = (id: string, rotation = 0) => ({ id, type: 'rectanglelabels', original_width: 48, original_height: 32, value: { x: 10, y: 20, width: 30, height: 40, rotation, rectanglelabels: ['dog'] } }); // prettier-ignore
const studio = (results: readonly unknown[]) => json([{ id: 1, data: { image: 'a.png' }, annotations: [{ id: 1, result: results }] }]); // prettier-ignore
const via3 = (count: number) => ({
  ...{ project: {}, config: {}, attribute: { 1: { aname: 'Class', options: { 0: 'dog' } } } },
  file: Object.fromEntries(times(count, (i) => [i, { type: 2, src: `${i}.png` }])),
  view: Object.fromEntries(times(count, (i) => [i, { fid_list: [i] }])),
  metadata: Object.fromEntries(times(count, (i) => [`m${i}`, { vid: `${i}`, xy: [2, 5, 5, 10, 10], av: { 1: '0' } }])),
});
const viaRow = (i: number) => `a.png,1,"{}",1,${i},"{""name"":""rect"",""x"":5,""y"":5,""width"":10,""height"":10}","{""Class"":""dog""}"`; // prettier-ignore
const VIA = 'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes';
const asked = (image: string) => json({ image, question: 'where?', answer: 'dog' });

const a = { 'a.png': picture };

/** By what there are many of: the files with `n` of them. */
const MANY: Readonly<Record<string, (n: number) => Files>> = {
  'YOLO: lines of one picture': (n) => ({ ...a, 'a.txt': lines(n, () => '0 0.5 0.5 0.2 0.2'), 'classes.txt': 'dog' }),
  'YOLO: classes of one picture': (n) => ({ ...a, 'a.txt': lines(n, (i) => `${i} 0.5 0.5 0.2 0.2`), 'classes.txt': lines(n, (i) => `c${i}`) }), // prettier-ignore
  'YOLO: pictures in a list': (n) => ({ 'classes.txt': 'dog', 'val.txt': lines(n, (i) => `/x/images/${i}.png`), ...Object.fromEntries(times(n, (i) => [`labels/${i}.txt`, '0 0.5 0.5 0.2 0.2'])), ...beside(n, (i) => `images/${i}.png`) }), // prettier-ignore
  'YOLO: folders with names of their own': (n) => ({ ...beside(n, (i) => `${i}/img.png`), ...Object.fromEntries(times(n, (i) => [`${i}/img.txt`, '0 0.5 0.5 0.2 0.2'])), ...Object.fromEntries(times(n, (i) => [`${i}/classes.txt`, 'dog'])) }), // prettier-ignore
  'COCO: boxes of one picture': (n) => ({ '0.png': picture, 't.json': json(coco(1, n)) }),
  'COCO: boxes in two tables': (n) => ({ '0.png': picture, 't.json': json(coco(1, n)), 'u.json': json(coco(1, n)) }),
  'COCO: pictures': (n) => ({ 't.json': json(coco(n, 1)), ...beside(n, (i) => `${i}.png`) }),
  'COCO: pictures of one name without sides': (n) => ({ 't.json': json({ ...coco(n, 1), images: times(n, (i) => ({ id: i, file_name: `old/${i}/a.png` })) }), ...beside(n, (i) => `new/${i}/a.png`) }), // prettier-ignore
  'COCO: missing pictures': (n) => ({ 't.json': json(coco(n, 1)), ...beside(n, (i) => `x${i}.png`) }),
  'CSV: rows': (n) => ({ ...a, 'p.csv': `image,question,answer\n${lines(n, (i) => `a.png,"where, ${i}?",dog`)}` }),
  'CSV: rows of missing pictures': (n) => ({ 'p.csv': `image,question,answer\n${lines(n, (i) => `${i}.png,w,dog`)}`, ...beside(n, (i) => `x${i}.png`) }), // prettier-ignore
  'CSV: columns': (n) => ({ ...a, 'p.csv': `image,question,answer,${times(n, (i) => `c${i}`).join()}\na.png,w,dog` }),
  'JSON Lines: rows': (n) => ({ ...a, 'p.jsonl': lines(n, () => asked('a.png')) }),
  'JSON Lines: pictures that several files may be': (n) => ({ 'p.jsonl': lines(n, (i) => asked(`old/${i}/a.png`)), ...beside(n, (i) => `new${i}/a.png`) }), // prettier-ignore
  'JSON Lines: boxes of a row': (n) => ({ ...a, 'p.jsonl': json({ image: 'a.png', question: 'w', answer: 'd', boxes: times(n, () => [0.1, 0.2, 0.3, 0.4]) }) }), // prettier-ignore
  'ImageFolder: objects of a row': (n) => ({ ...a, 'metadata.jsonl': json({ file_name: 'a.png', objects: { bbox: times(n, () => [1, 1, 5, 5]), categories: times(n, () => 'dog') } }) }), // prettier-ignore
  'locations: objects of a row': (n) => ({ ...a, 'p.jsonl': json({ image: 'a.png', prefix: '<OD>', suffix: 'dog<loc_1><loc_2><loc_30><loc_40>'.repeat(n) }) }), // prettier-ignore
  'VOC: objects of one picture': (n) => ({ ...a, 'a.xml': vocSheet('a.png', n) }),
  'VOC: pictures of one name': (n) => ({ ...beside(n, (i) => `JPEGImages/${i}/a.png`), ...Object.fromEntries(times(n, (i) => [`Annotations/${i}/a.xml`, vocSheet('a.png', 1)])) }), // prettier-ignore
  'CVAT: boxes of one picture': (n) => ({ ...a, 'c.xml': `<annotations><image name="a.png" width="48" height="32">${'<box label="dog" xtl="5" ytl="5" xbr="20" ybr="20"/>'.repeat(n)}</image></annotations>` }), // prettier-ignore
  'Label Studio: regions': (n) => ({ ...a, 's.json': studio(times(n, (i) => region(`r${i}`))) }),
  'Label Studio: results of one region': (n) => ({ ...a, 's.json': studio(times(n, () => region('r'))) }),
  'LabelMe: shapes': (n) => ({ ...a, 'a.json': json({ shapes: times(n, (i) => ({ label: 'dog', points: [[5, 5], [20, 20]], shape_type: 'rectangle', group_id: i % 3 })), imagePath: 'a.png' }) }), // prettier-ignore
  'VIA 3: pictures': (n) => ({ 'v.json': json(via3(n)), ...beside(n, (i) => `${i}.png`) }),
  'VIA: rows of one picture': (n) => ({ ...a, 'v.csv': `${VIA}\n${lines(n, viaRow)}` }),
  'Datumaro: marks': (n) => ({ ...a, 'd.json': json({ categories: { label: { labels: [{ name: 'dog' }] } }, items: [{ id: 'a', image: { path: 'a.png', size: [32, 48] }, annotations: times(n, () => ({ type: 'bbox', label_id: 0, bbox: [5, 5, 10, 10] })) }] }) }), // prettier-ignore
  'Create ML: marks': (n) => ({ ...a, 'c.json': json([{ image: 'a.png', annotations: times(n, () => ({ label: 'dog', coordinates: { x: 15, y: 15, width: 10, height: 10 } })) }]) }), // prettier-ignore
  'DOTA: lines': (n) => ({ ...a, 'a.txt': lines(n, () => '5 5 20 5 20 20 5 20 dog 0') }),
  'pictures alone': (n) => beside(n, (i) => `${i}.png`),
};

describe('twice as many take twice the work', () => {
  test.each(Object.entries(MANY))('%s', async (_, make) => {
    await openMade(make(2)); // modules are loaded
    const [files, twice] = [make(N), make(2 * N)];
    const [once, double] = [await workOf(() => openMade(files)), await workOf(() => openMade(twice))];
    expect(once).toBeGreaterThan(N);
    expect(double / once).toBeLessThan(2.3);
  });
});

test('the counter sees a list that is copied for each item, and one that is searched', async () => {
  const square = (work: (n: number) => void) => async () => {
    const [once, double] = [await workOf(async () => work(N)), await workOf(async () => work(2 * N))]; // prettier-ignore
    return double / once;
  };
  const copied = square((n) => times(n, Number).reduce<number[]>((list, item) => [...list, item], []));
  const searched = square((n) => times(n, Number).filter((item, _, list) => list.includes(item + 1)));
  expect([await copied(), await searched()].every((ratio) => ratio > 3.5)).toBe(true);
});

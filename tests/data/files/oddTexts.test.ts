// What: texts of a few kilobytes that would hang a reader whose expressions go back and forth over them, and Parquet pages that claim gigabytes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { append } from '../../../src/data/files/append.ts';
import { boxAround } from '../../../src/data/files/objectQuestions.ts';
import { rootName } from '../../../src/data/files/rootName.ts';
import { viaOfJson } from '../../../src/data/files/viaPictures.ts';
import { openMade, png } from './given.ts';

test.each([
  ['<?xml version="1.0"?><!-- <a> --><!DOCTYPE note [<!ENTITY x "y">]>\n<note/>', 'note'],
  ['<!DOCTYPE annotation>\n<annotation verified="yes">', 'annotation'],
  ['<!-- <a>', ''],
  ['<?xml', ''],
  ['<!DOCTYPE a [ <!ENTITY', ''],
  ['a <b>', ''],
  ['<svg:svg>', 'svg:svg'],
])('the root of %j is %j', (text, name) => {
  expect(rootName(text)).toBe(name);
});

test('comments without an element behind them', async () => {
  expect(rootName('<!---->'.repeat(150_000))).toBe('');
  expect(rootName('<??>'.repeat(150_000))).toBe('');
  const { notes } = await openMade({ 'a.xml': '<!---->'.repeat(50_000), 'a.png': png() });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(/^a\.xml is neither a picture nor a table that can be read here; choose /);
});

test('a line that is almost one of DOTA', async () => {
  const { notes } = await openMade({ 'a.txt': `5 5 20 5 20 20 5 20 a${' '.repeat(500_000)}b\n`, 'a.png': png() });
  expect(notes.join()).toContain('a.txt');
});

const MANY = 300_000;
const many = (text: string) => text.repeat(MANY);
const row = (cells: object) => JSON.stringify({ image: 'a.png', question: 'where?', answer: 'dog', ...cells });
const asked = (value: string) =>
  row({
    conversations: [
      { from: 'human', value },
      { from: 'gpt', value: 'a dog' },
    ],
  });

test.each<[name: string, file: string, text: string, prompts: number]>([
  ['a text that is not closed, of quotation marks', 'p.json', `[{"image":"a.png","question":"${many('\\"x')}`, 0],
  ['an address of a picture without its end', 'p.jsonl', row({ image: `data:image/png${many('a')}` }), 0],
  ['an address of anything without its end', 'p.jsonl', row({ image: `data:${many('a')}` }), 0],
  ['almost base64', 'p.jsonl', row({ image: `a${many(' ')}!` }), 0],
  ['spaces between the words of a question', 'p.jsonl', asked(`the${many(' ')}dog`), 1],
  ['marks of pictures', 'p.jsonl', asked(`the ${many('<image>')} dog`), 0],
  ['answers that are not closed', 'p.jsonl', row({ image: ['a.png'], problem: 'where?', solution: many('<answer>'), question: undefined, answer: undefined }), 1], // prettier-ignore
  ['names without places', 'p.jsonl', row({ prefix: '<OD>', suffix: many('d'), question: undefined }), 1],
  ['lines without anything between two rows', 'p.csv', `image,question,answer\na.png,w,dog${many('\n')}a.png,w,cat`, 2],
  ['almost a line of YOLO', 'a.txt', `0 ${many('1')}x`, 0],
])('%s', async (_, file, text, count) => {
  const { prompts, notes } = await openMade({ [file]: text, 'a.png': png() });
  expect(prompts).toHaveLength(count);
  if (count === 0) expect(notes.every((note) => note.length < 700) && notes.length > 0).toBe(true);
});

const DEEP = 50_000;
const deep = (open: string, inner: string, close: string) => `${open.repeat(DEEP)}${inner}${close.repeat(DEEP)}`;

test.each([
  ['lists in a cell', 'p.json', `[{"image":${deep('[', '"a.png"', ']')},"question":"w"}]`],
  ['objects in a cell', 'p.json', `[{"image":${deep('{"image":', '"a.png"', '}')},"question":"w"}]`],
  ['lists in a line', 'p.jsonl', `{"image":${deep('[', '"a.png"', ']')},"question":"w"}`],
  ['an id of COCO', 't.json', `{"images":[{"id":${deep('[', '', ']')},"file_name":"a.png"}],"annotations":[],"categories":[]}`], // prettier-ignore
  ['elements of XML', 'a.xml', `<annotation>${deep('<a>', '', '</a>')}</annotation>`],
  ['a few hundred elements of XML', 'a.xml', `<annotation>${'<a>'.repeat(300)}${'</a>'.repeat(300)}</annotation>`],
  ['lists of YAML', 'data.yaml', `names: ${deep('[', '', ']')}`],
])('nested as deep as no program nests: %s', async (_, file, text) => {
  const { prompts, notes } = await openMade({ [file]: text, 'a.png': png() });
  expect(prompts).toEqual([]);
  expect(notes.length).toBeGreaterThan(0);
  expect(notes.join(' ')).toContain(file);
});

test('a cell of a CSV that is nested so deep is a text', async () => {
  const table = `image,question,answer\na.png,where?,${deep('[', '', ']')}\n`;
  const { prompts } = await openMade({ 'p.csv': table, 'a.png': png() });
  expect(prompts.map(({ answer }) => answer?.length)).toEqual([2 * DEEP]);
});

test('hundreds of thousands of things said about one file of VIA 3', () => {
  const metadata = Array.from({ length: 130_000 }, () => ({ vid: '1', xy: [], av: { caption: 'a dog' } }));
  const project = { attribute: {}, file: { 1: { type: 2, src: 'a.png' } }, view: { 1: { fid_list: [1] } } };
  const pictures = viaOfJson({ ...project, metadata: { ...metadata } });
  expect(pictures).toEqual([{ path: 'a.png', regions: [], attributes: { caption: 'a dog' } }]);
});

test('an object in place of a name is no name', async () => {
  const mark = (label: unknown) => ({ label, coordinates: { x: 15, y: 15, width: 10, height: 10 } });
  const createMl = [{ image: 'a.png', annotations: [mark({}), mark('dog')] }];
  const made = await openMade({ 'm.json': JSON.stringify(createMl), 'a.png': png() });
  expect(made.prompts.map(({ question }) => question)).toEqual(['find the dog']);
  const item = { id: 'a', image: { path: {}, size: [32, 48] }, annotations: [{ type: 'bbox', label_id: 0, bbox: [5, 5, 9, 9] }] }; // prettier-ignore
  const datumaro = { categories: { label: { labels: [{ name: {} }] } }, items: [item] };
  const { prompts, notes } = await openMade({ 'd.json': JSON.stringify(datumaro), 'a.png': png() });
  expect([prompts, notes.join().includes('[object')]).toEqual([[], false]);
});

test('a project of VIA whose view lists no files', async () => {
  const project = { project: {}, attribute: {}, file: { 1: { type: 2, src: 'a.png' } }, view: { 1: { fid_list: 7 } }, metadata: { m: { vid: '1', xy: [2, 1, 1, 9, 9], av: {} } } }; // prettier-ignore
  const { notes } = await openMade({ 'v.json': JSON.stringify(project), 'a.png': png() });
  expect(notes.length).toBeGreaterThan(0);
});

test('no list of a file is spread into the arguments of a call: 130,000 are more than a stack holds', () => {
  const folder = join(import.meta.dirname, '..', '..', '..', 'src', 'data', 'files');
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts'));
  const spread = files.filter((name) =>
    /\b(?:push|min|max|assign)\((?:\{\}, )?\.\.\./.test(readFileSync(join(folder, name), 'utf8')),
  );
  expect([files.length > 50, spread.filter((name) => name !== 'append.ts')]).toEqual([true, []]);
  const many = Array.from({ length: 300_000 }, (_, i) => i);
  const all = [-1];
  append(all, many);
  expect([all.length, all.at(-1)]).toEqual([300_001, 299_999]);
  expect(boxAround(many.map((i) => [4 + (i % 9), 2 + (i % 5)] as const))).toEqual([4, 2, 12, 6]);
});

// What: files of every importer, damaged in bytes, texts and values: nothing throws, every box that is asked for lies in its picture, every
// sentence can be read, and where nothing is read something is said. An importer without a sample here fails the first test.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { CASES, openMade, png } from '../data/files/given.ts';
import type { Content } from '../data/files/given.ts';
import { anyJson, damagedJson, damagedOf, pumpedOf, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { fuzzKind } from './fuzz.ts';
import { sentenceProblem } from './sentence.ts';

const fuzz = fuzzKind('data files', 300);

const box = { xtl: 5, ytl: 5, xbr: 20, ybr: 20 };
const cvatBox = Object.entries(box).map(([name, value]) => `${name}="${value}"`).join(' '); // prettier-ignore
const vocBox = '<bndbox><xmin>5</xmin><ymin>5</ymin><xmax>20</xmax><ymax>20</ymax></bndbox>';
const coco = { images: [{ id: 1, file_name: 'a.png', width: 48, height: 32 }], annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 10, 10], segmentation: [[1, 2, 11, 2, 11, 12]], iscrowd: 0 }], categories: [{ id: 1, name: 'dog' }] }; // prettier-ignore
const labelMe = { version: '5.7.0', flags: {}, shapes: [{ label: 'dog', points: [[5, 5], [20, 20]], shape_type: 'rectangle', group_id: null, flags: {} }], imagePath: 'a.png', imageData: null, imageHeight: 32, imageWidth: 48 }; // prettier-ignore
const studio = [{ id: 1, data: { image: '/data/upload/1/a.png' }, annotations: [{ id: 1, result: [{ type: 'rectanglelabels', from_name: 'label', to_name: 'image', original_width: 48, original_height: 32, image_rotation: 0, value: { x: 10, y: 20, width: 30, height: 40, rotation: 0, rectanglelabels: ['dog'] } }] }] }]; // prettier-ignore
const via = { 'a.png1': { filename: 'a.png', size: 1, regions: [{ shape_attributes: { name: 'rect', x: 5, y: 5, width: 10, height: 10 }, region_attributes: { Class: 'dog' } }], file_attributes: {} } }; // prettier-ignore
const via3 = { project: { pname: 'x' }, config: {}, attribute: { 1: { aname: 'Class', anchor_id: 'FILE1_Z0_XY1', type: 4, options: { 0: 'dog' } } }, file: { 1: { fid: 1, fname: 'a.png', type: 2, loc: 1, src: 'a.png' } }, view: { 1: { fid_list: [1] } }, metadata: { m: { vid: '1', flg: 0, z: [], xy: [2, 5, 5, 10, 10], av: { 1: '0' } } } }; // prettier-ignore
const datumaro = { info: {}, categories: { label: { labels: [{ name: 'dog', parent: '' }] } }, items: [{ id: 'a', media: { path: 'a.png' }, image: { path: 'a.png', size: [32, 48] }, annotations: [{ id: 0, type: 'bbox', label_id: 0, bbox: [5, 5, 10, 10] }] }] }; // prettier-ignore
const createMl = [{ image: 'a.png', annotations: [{ label: 'dog', coordinates: { x: 15, y: 15, width: 10, height: 10 } }] }]; // prettier-ignore
const row = { images: ['a.png'], question: 'where?', answer: 'dog', boxes: [[0.1, 0.2, 0.3, 0.4]], labels: ['dog'], split: 'train' }; // prettier-ignore

interface Sample {
  readonly path: string;
  /** A value that is written as JSON, or the content. */
  readonly value?: unknown;
  readonly content?: string | Bytes;
  readonly beside?: Readonly<Record<string, Content>>;
}

/** By importer; a picture a.png of 48 × 32 lies beside each. */
const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  coco: [{ path: 't.json', value: coco }],
  cocoResults: [{ path: 'r.json', value: [{ image_id: 1, category_id: 1, bbox: [1, 2, 3, 4], score: 0.5 }] }],
  createMl: [{ path: '_annotations.createml.json', value: createMl }],
  csv: [{ path: 'p.csv', content: 'image,question,answer,boxes\na.png,where?,dog,"[[0.1, 0.2, 0.3, 0.4]]"\n' }],
  cvat: [{ path: 'annotations.xml', content: `<?xml version="1.0"?><annotations><version>1.1</version><image id="0" name="a.png" width="48" height="32"><box label="dog" ${cvatBox}/><polygon label="cat" points="1,1;9,1;9,9"/></image></annotations>` }], // prettier-ignore
  datumaro: [{ path: 'default.json', value: datumaro }],
  dota: [{ path: 'a.txt', content: 'imagesource:x\n5 5 20 5 20 20 5 20 dog 0\n' }],
  jsonLines: [
    { path: 'p.jsonl', content: `${JSON.stringify(row)}\n${JSON.stringify({ ...row, split: 'heldOut' })}\n` },
    { path: 'p.json', value: [row, { image: 'a.png', conversations: [{ from: 'human', value: '<image>\nwhat?' }, { from: 'gpt', value: 'a dog' }] }] }, // prettier-ignore
  ],
  labelMe: [{ path: 'a.json', value: labelMe }],
  labelStudio: [{ path: 'project.json', value: studio }],
  parquet: ['verl', 'detection', 'classes'].map((name) => ({ path: `${name}.parquet`, content: new Uint8Array(readFileSync(join(CASES, 'parquet', `${name}.parquet`))) })), // prettier-ignore
  via: [
    { path: 'via.json', value: via },
    { path: 'via3.json', value: via3 },
    { path: 'via.csv', content: 'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes\na.png,1,"{}",1,0,"{""name"":""rect"",""x"":5,""y"":5,""width"":10,""height"":10}","{""Class"":""dog""}"\n' }, // prettier-ignore
  ],
  voc: [{ path: 'a.xml', content: `<annotation><filename>a.png</filename><size><width>48</width><height>32</height></size><object><name>dog</name>${vocBox}</object></annotation>` }], // prettier-ignore
  yolo: [{ path: 'a.txt', content: '0 0.5 0.5 0.25 0.5\n0 0.1 0.1 0.2 0.1 0.2 0.2\n', beside: { 'data.yaml': 'names:\n  0: dog\n  1: cat\n' } }], // prettier-ignore
};

const contentOf = ({ value, content }: Sample) => content ?? JSON.stringify(value);
const picture = png();

test('every importer has a sample, and it is read', async () => {
  const importers = Object.keys(import.meta.glob('../../src/data/files/importers/*.ts'));
  const names = importers.map((path) => path.split('/').at(-1)!.replace('.ts', ''));
  expect(Object.keys(SAMPLES).sort()).toEqual(names.sort());
  for (const [name, samples] of Object.entries(SAMPLES))
    for (const sample of samples) {
      const { prompts, notes } = await openMade({
        [sample.path]: contentOf(sample),
        'a.png': picture,
        ...sample.beside,
      });
      expect(name === 'cocoResults' ? notes.length : prompts.length, `${name}: ${notes.join(' ')}`).toBeGreaterThan(0);
    }
});

async function check(files: Readonly<Record<string, Content>>) {
  const { prompts, notes, loose } = await openMade(files);
  expect(prompts.length + notes.length + loose.length).toBeGreaterThan(0);
  // A sentence begins with the name of its file.
  for (const note of notes) expect(sentenceProblem(note, /^\S/), note).toBeNull();
  for (const { boxes = [], points = [], question, answer } of prompts) {
    for (const [x0, y0, x1, y1] of boxes) expect(0 <= x0 && x0 < x1 && x1 <= 1 && 0 <= y0 && y0 < y1 && y1 <= 1).toBe(true); // prettier-ignore
    for (const point of points) expect(point.every((at) => at >= 0 && at <= 1)).toBe(true);
    expect(typeof question === 'string' && ['string', 'undefined'].includes(typeof answer)).toBe(true);
  }
  return prompts.length > 0 ? ('read' as const) : ('refused' as const);
}

const all = Object.values(SAMPLES).flat();
const beside = ({ beside: others }: Sample) => ({ 'a.png': picture, ...others });
const bytesOf = (sample: Sample): Bytes => {
  const content = contentOf(sample);
  return typeof content === 'string' ? utf8(content) : content;
};

const damaged = fc.constantFrom(...all).chain((sample) => damagedOf([bytesOf(sample)]).map((bytes) => ({ sample, bytes }))); // prettier-ignore
fuzz('damaged bytes', 0.3, damaged, ({ sample, bytes }) => check({ [sample.path]: bytes, ...beside(sample) }));

const values = all.filter((sample) => sample.value !== undefined);
const part = fc.oneof(anyJson, fc.constantFrom<unknown>('a.png', ['a.png'], 'dog', '5', 'nan', [5, 5, 20, 20], [[5, 5], [20, 20]], -5, 48, 1e308, { name: 'dog' })); // prettier-ignore
const changed = fc.constantFrom(...values).chain((sample) => damagedJson(sample.value, part, ['id', 'image', 'images', 'bbox', 'label', 'points', 'width', 'height', 'annotations', 'categories', 'name', 'type']).map((value) => ({ sample, text: JSON.stringify(value) ?? 'null' }))); // prettier-ignore
fuzz('damaged values', 0.4, changed, ({ sample, text }) => check({ [sample.path]: text, ...beside(sample) }));

const WORDS = ['0', '0.5', '-1', '1e999', 'nan', 'e-+.', 'dog', ',', '\t', '\n', '"', '<', '>', '&amp;', '</object>', '<object>', '<!--', '[[', ']]', '{}', '\ufeff', '\u2028', 'a.png', ' ']; // prettier-ignore
const texts = all.filter(({ content }) => typeof content === 'string');
const mixed = fc.tuple(fc.constantFrom(...texts), fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...WORDS)), { minLength: 1, maxLength: 4 })).map(([sample, changes]) => ({ sample, text: changes.reduce((text, [at, word]) => { const from = Math.floor(at * text.length); const end = text.slice(from).search(/[\s,<>"]/); return text.slice(0, from) + word + text.slice(from + Math.max(0, end)); }, sample.content as string) })); // prettier-ignore
fuzz('damaged words', 0.15, mixed, ({ sample, text }) => check({ [sample.path]: text, ...beside(sample) }));

const lines = ['<annotation><filename>a.png</filename><!-- x --><size><width>48</width></size><![CDATA[x]]>&amp;<object><name>dog</name></object></annotation>', `${JSON.stringify({ ...row, further: 'x \\"y\\" \n' })}\n`, JSON.stringify({ image: 'data:image/png;base64,iVBORw0KGgo=', conversations: [{ from: 'human', value: 'x <image> y' }, { from: 'gpt', value: '<think>a</think> <answer>b</answer>' }] }), '{"image": "a.png", "prefix": "detect", "suffix": "<loc0001><loc0002><loc0030><loc0040> dog ; cat<loc_1><loc_2><loc_3><loc_4>"}']; // prettier-ignore
const pumped = fc.oneof(
  fc.constantFrom(...texts, ...values).chain((sample) => pumpedOf([contentOf(sample) as string]).map((text) => ({ sample, text }))), // prettier-ignore
  pumpedOf(lines).map((text) => ({ sample: { path: text.startsWith('<') ? 'a.xml' : 'p.jsonl' }, text })),
);
fuzz('a part very many times', 0.05, pumped, ({ sample, text }) => check({ [sample.path]: text, ...beside(sample) }));

const folder = fc.array(fc.constantFrom(...all), { minLength: 2, maxLength: 4 });
fuzz('several tables in one archive', 0.1, folder, (samples) => {
  const files = Object.assign({ 'a.png': picture }, ...samples.map((sample, i) => ({ [`${i}/${sample.path}`]: bytesOf(sample), [`${i}/a.png`]: picture }))) as Record<string, Bytes>; // prettier-ignore
  return check({ 'all.zip': zipSync(files, { level: 0 }) as Bytes });
});

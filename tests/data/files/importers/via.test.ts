// What: the VGG Image Annotator: annotations of versions 1 and 2, projects of 2 and 3, and the CSV of 2.
import { describe, expect, test } from 'vitest';
import { png } from '../given.ts';
import { readSet } from './read.ts';

const PICTURE = { 'images/dog11.jpg': png(200, 100) };
const region = (shape_attributes: object, region_attributes: object = { Class: 'Dog' }) => ({
  shape_attributes,
  region_attributes,
});
const rect = (x: number, y: number, width: number, height: number) => ({ name: 'rect', x, y, width, height });
const entry = (regions: unknown, file_attributes: object = { caption: '', public_domain: 'no', image_url: '' }) => ({
  filename: 'dog11.jpg',
  size: 5671,
  regions,
  file_attributes,
});
const read = (value: unknown) => readSet({ 'via_region_data.json': JSON.stringify(value), ...PICTURE });
const brief = ({ prompts }: Awaited<ReturnType<typeof readSet>>) =>
  prompts.map(({ question, boxes, points }) => [
    question,
    ...(boxes ?? points ?? []).map((place) => place.map((edge) => Number(edge.toFixed(6)))),
  ]);

describe('version 2', () => {
  test('annotations, and the same in a project', async () => {
    const entries = { 'dog11.jpg5671': entry([region(rect(20, 10, 80, 40)), region(rect(0, 0, 20, 10))]) };
    for (const value of [
      entries,
      { _via_settings: {}, _via_img_metadata: entries, _via_attributes: {}, _via_image_id_list: [] },
    ]) {
      const { prompts, notes } = await read(value);
      expect(prompts).toEqual([
        {
          images: ['images/dog11.jpg'],
          question: 'find the Dog',
          answer: 'Dog',
          boxes: [[0.1, 0.1, 0.5, 0.5], [0, 0, 0.1, 0.1]], // prettier-ignore
          labels: ['Dog', 'Dog'],
        },
      ]);
      expect(notes).toEqual([]);
    }
  });

  test('every shape', async () => {
    const found = await read({
      a: entry([
        region({ name: 'circle', cx: 100, cy: 50, r: 20 }, { type: 'circle' }),
        region({ name: 'ellipse', cx: 100, cy: 50, rx: 40, ry: 20, theta: Math.PI / 2 }, { type: 'ellipse' }),
        region({ name: 'polygon', all_points_x: [20, 60, 40], all_points_y: [10, 20, 50] }, { type: 'polygon' }),
        region({ name: 'point', cx: 50, cy: 25 }, { type: 'point' }),
        region({ name: 'polyline', all_points_x: [1, 2], all_points_y: [3, 4] }, { type: 'line' }),
        region({ name: 'rect', x: 1 }, { type: 'broken' }),
        region(rect(1, 2, 3, 4), {}),
      ]),
    });
    expect(brief(found)).toEqual([
      ['find the circle', [0.4, 0.3, 0.6, 0.7]],
      ['find the ellipse', [0.4, 0.1, 0.6, 0.9]],
      ['find the polygon', [0.1, 0.1, 0.3, 0.5]],
      ['point to the point', [0.25, 0.25]],
    ]);
    expect(found.notes).toEqual([
      'via_region_data.json: 3 outlines were read as the boxes around.',
      'via_region_data.json: 1 line is left out, since only boxes and points can be asked for.',
      'via_region_data.json: 1 object is left out, having no box, outline or point.',
      'via_region_data.json: 1 object is left out, having no name to ask for.',
    ]);
  });

  // VIA's demonstration: name, type and the checkbox image_quality
  test('which attribute is the name', async () => {
    const box = rect(20, 10, 80, 40);
    const found = await read({
      a: entry([
        region(box, { type: 'human', name: 'Plato', image_quality: { good: true, frontal: true } }),
        region(box, { colour: 'red', weight: '3' }),
        region(box, { kind: { cat: true, dog: false, pet: true } }),
      ]),
    });
    expect(brief(found).map(([question]) => question)).toEqual([
      'find the Plato',
      'find the red',
      'find the cat',
      'find the pet',
    ]);
    expect(found.notes).toEqual(['via_region_data.json: the attributes of 2 objects are left out.']);
  });

  test('captions, and other attributes of the file', async () => {
    const found = await read({ a: entry([], { caption: 'a dog', public_domain: 'no', place: 'Athens' }) });
    expect(found.prompts).toMatchObject([{ question: 'describe the picture', captions: ['a dog'] }]);
    expect(found.notes).toEqual(['via_region_data.json: the attributes of 1 picture are left out.']);
  });

  test('CSV: a row for each region', async () => {
    const head =
      'filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes\n';
    const row = (id: number, shape: string) =>
      `dog11.jpg,5671,"{}",2,${id},"${shape.replaceAll('"', '""')}","{""name"":""Dog""}"\n`;
    const csv = row(0, JSON.stringify(rect(20, 10, 80, 40))) + row(1, JSON.stringify(rect(0, 0, 20, 10)));
    for (const text of [head + csv, `#${head}${csv}`, `\ufeff${head}${csv.replaceAll('\n', '\r\n')}`])
      expect(brief(await readSet({ 'via.csv': text, ...PICTURE }))).toEqual([
        ['find the Dog', [0.1, 0.1, 0.5, 0.5], [0, 0, 0.1, 0.1]],
      ]);
    const none = await readSet({ 'via.csv': `${head}dog11.jpg,5671,"{}",0,0,"{}","{}"\n`, ...PICTURE });
    expect(none.notes[0]).toBe('via.csv: on 1 picture nothing is marked, so nothing is asked.');
  });
});

test('version 1 numbers its regions', async () => {
  expect(
    brief(await read({ a: { ...entry({ 0: region(rect(20, 10, 80, 40)) }), fileref: '', base64_img_data: '' } })),
  ).toEqual([['find the Dog', [0.1, 0.1, 0.5, 0.5]]]);
});

// A project of version 3.1.1: NoelShin/PixelPick, via/via_debug_project.js; numbers of shapes: VIA 3, _via_metadata.js.
test('version 3: views, and options by number', async () => {
  const mark = (xy: readonly number[], av: object = { 1: 'D' }, vid = '1') => ({ vid, flg: 0, z: [], xy, av });
  const project = {
    project: { pid: '__VIA_PROJECT_ID__', data_format_version: '3.1.1', vid_list: ['1', '2'] },
    config: {},
    attribute: { 1: { aname: 'Class', anchor_id: 'FILE1_Z0_XY1', type: 3, options: { D: 'Dog', C: 'Cat' } }, 2: { aname: 'caption', type: 1, options: {} } }, // prettier-ignore
    file: {
      7: { fid: 7, fname: 'dog11.jpg', type: 2, loc: 1, src: '' },
      8: { fid: 8, fname: 'a.mp4', type: 4, loc: 1, src: 'a.mp4' },
    },
    view: { 1: { fid_list: [7] }, 2: { fid_list: [8] } },
    metadata: {
      '1_a': mark([2, 20, 10, 80, 40]),
      '1_b': mark([7, 20, 10, 60, 20, 40, 50], { 1: 'C' }),
      '1_c': mark([1, 50, 25]),
      '1_d': mark([8, 20, 30, 60, 10, 100, 30, 60, 50], { 1: 'C' }),
      '1_e': mark([], { 2: 'a dog and a cat' }),
      '1_f': mark([6, 1, 2, 3, 4]),
      '1_g': mark([9, 1, 2, 3, 4, 5, 6]),
      '2_a': mark([2, 1, 2, 3, 4], {}, '2'),
    },
  };
  const found = await read(project);
  expect(brief(found)).toEqual([
    ['describe the picture'],
    ['find the Dog', [0.1, 0.1, 0.5, 0.5]],
    ['point to the Dog', [0.25, 0.25]],
    ['find the Cat', [0.1, 0.1, 0.3, 0.5], [0.1, 0.1, 0.5, 0.5]],
  ]);
  expect(found.notes).toEqual([
    'via_region_data.json: 2 outlines were read as the boxes around.',
    'via_region_data.json: 1 line is left out, since only boxes and points can be asked for.',
    'via_region_data.json: 1 object is left out, having no box, outline or point.',
    'via_region_data.json: 1 task is left out, having no picture.',
  ]);
});

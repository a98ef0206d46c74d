// What: our own rows: boxes and points in the units that they name, pictures inside a row, and rows as CSV.
import { describe, expect, test } from 'vitest';
import { FILE_TEXTS } from '../../../src/data/files/fileTexts.ts';
import { openMade, png } from './given.ts';

const SPARE = 'a.png is in none of the prompts and was left out.';
const row = (over: object = {}) => JSON.stringify({ images: ['a.png'], question: 'q', answer: 'x', ...over });

describe('boxes and points in other units, where the row says so', () => {
  const placed = async (over: object, size = png(48, 32)) => {
    const { prompts, notes } = await openMade({ 'p.jsonl': row(over), 'a.png': size });
    return { boxes: prompts[0]?.boxes, points: prompts[0]?.points, notes };
  };

  test.each([
    ['pixels', { units: 'pixels', boxes: [[12, 8, 24, 16]], points: [[24, 16]] }],
    [
      'pixels of another size',
      { units: 'pixels', width: 480, height: 320, boxes: [[120, 80, 240, 160]], points: [[240, 160]] },
    ],
    ['thousandths', { units: 'thousandths', boxes: [[250, 250, 500, 500]], points: [[500, 500]] }],
    ['x, y, width, height', { boxForm: 'xywh', boxes: [[0.25, 0.25, 0.25, 0.25]], points: [[0.5, 0.5]] }],
    ['both, in snake case', { units: 'pixels', box_form: 'xywh', boxes: [[12, 8, 12, 8]], points: [['24', 16]] }],
  ])('%s', async (_name, over) => {
    expect(await placed(over)).toEqual({ boxes: [[0.25, 0.25, 0.5, 0.5]], points: [[0.5, 0.5]], notes: [] });
  });

  test.each([
    [{ units: 'inches', boxes: [[0, 0, 1, 1]] }, /units must be "fractions", "pixels" or "thousandths"/],
    [{ units: 'pixels', width: 0, boxes: [[0, 0, 1, 1]] }, /width must be a number of pixels/],
    [
      { units: 'pixels', width: 64, height: 64, boxes: [[0, 0, 9, 9]] },
      /1 box on a.png was left out, drawn on 64 × 64 pixels where the picture has 48 × 32/,
    ],
    [{ units: 'pixels', points: [[100, 3]] }, /the point \[100, 3\] lies outside a.png/],
    [{ boxes: [[0.2, 0.2, 0.2, 0.5]] }, /line 1: 1 box on a.png has no area and was left out/],
    [{ labels: ['a', 'b'], boxes: [[0, 0, 1, 1]] }, /line 1 has 2 labels but 1 box; write one label for each box/],
  ])('%j', async (over, sentence) => {
    const { boxes, points, notes } = await placed(over);
    expect([boxes, points, notes.filter((note) => note !== SPARE)]).toEqual([
      undefined,
      undefined,
      [expect.stringMatching(sentence)],
    ]);
  });

  test('boxes that are left out take their labels with them', async () => {
    const over = { units: 'pixels', boxes: [[50, 1, 60, 9], [1, 1, 1, 9], [12, 8, 24, 16]], labels: ['out', 'flat', 'dog'] }; // prettier-ignore
    const { prompts, notes } = await openMade({ 'p.jsonl': row(over), 'a.png': png() });
    expect(prompts[0]).toMatchObject({ boxes: [[0.25, 0.25, 0.5, 0.5]], labels: ['dog'] });
    expect(notes).toEqual([
      expect.stringMatching(/1 box on a.png has no area and was left out/),
      expect.stringMatching(/1 box lies outside a.png and was left out/),
    ]);
  });

  test('a picture of unknown size needs one in the row', async () => {
    const svg = new TextEncoder().encode('<svg/>');
    const over = { units: 'pixels', boxes: [[12, 8, 24, 16]] };
    expect((await placed(over, svg)).notes).toEqual([
      'p.jsonl, line 1: boxes on a.png are in pixels, but its size is not known; add its width and height.',
    ]);
    expect((await placed({ ...over, width: 48, height: 32 }, svg)).boxes).toEqual([[0.25, 0.25, 0.5, 0.5]]);
  });

  test('a rounding error beyond the edge is none', async () => {
    expect(await placed({ boxes: [[-1e-7, 0, 1.005, 1]] })).toMatchObject({ boxes: [[0, 0, 1, 1]], notes: [] });
  });
});

describe('pictures inside a row', () => {
  const base64 = Buffer.from(png()).toString('base64');
  const padded = Buffer.concat([Buffer.from(png()), Buffer.alloc(200)]).toString('base64');

  test('as a data address or as base64 alone; boxes in pixels have their size', async () => {
    for (const image of [`data:image/png;base64,${base64}`, padded]) {
      const { prompts, notes } = await openMade({
        'p.jsonl': row({ images: [image], units: 'pixels', boxes: [[12, 8, 24, 16]] }),
      });
      expect([prompts[0]?.boxes, notes]).toEqual([[[0.25, 0.25, 0.5, 0.5]], []]);
    }
  });

  test('broken base64, and a long address, in sentences that can be read', async () => {
    const images = ['data:image/png;base64,%%%', `https://example.org/${'long/'.repeat(50)}b.png`];
    const { notes } = await openMade({ 'p.jsonl': images.map((image) => row({ images: [image] })).join('\n') });
    expect(notes).toHaveLength(2);
    expect(notes[0]).toBe('p.jsonl, line 1: the picture inside the row cannot be decoded; check its base64.');
    expect(notes[1]).toMatch(/^The picture https:\/\/example.org\/.*….*b.png is listed but missing/);
    expect(notes[1]!.length).toBeLessThan(140);
  });
});

describe('CSV', () => {
  const openCsv = (text: string, name = 'p.csv') => openMade({ [name]: text, 'a.png': png(), 'b, c.png': png() });

  test.each([
    ['commas', ','],
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])('%s; a cell in brackets is JSON', async (_name, comma) => {
    const boxes = '"[[0.1, 0.2, 0.5, 0.8]]"';
    const text = [
      ['image', 'question', 'answer', 'boxes'],
      ['"b, c.png"', '"say ""hi""?"', '5', boxes],
      ['a.png', '"two\nlines"', '', ''],
    ];
    const { prompts, notes } = await openCsv(text.map((cells) => cells.join(comma)).join('\r\n'));
    expect(notes).toEqual([]);
    expect(prompts).toMatchObject([
      { images: ['0/b, c.png'], question: 'say "hi"?', answer: '5', boxes: [[0.1, 0.2, 0.5, 0.8]], line: 2 },
      { images: ['0/a.png'], question: 'two\nlines', line: 3 },
    ]);
    expect(Object.keys(prompts[1]!)).not.toContain('answer');
  });

  test('a broken row costs one sentence, an open quotation mark all behind it', async () => {
    const text =
      'image,question,answer\na.png,q,1\na.png,where, there?,2\na.png,,3\na.png,q,4\na.png,"q,5\na.png,q,6\n';
    const { prompts, notes } = await openCsv(text);
    expect(prompts.map(({ answer }) => answer)).toEqual(['1', '4']);
    expect(notes.slice(0, 3)).toEqual([
      'p.csv, row 3 has 4 cells, but there are 3 columns; put texts with commas in quotation marks.',
      'p.csv, row 6 and those behind it cannot be told apart: a quotation mark is not closed; close it.',
      'p.csv, row 4 has no question.',
    ]);
  });

  test('other tables are left alone', async () => {
    const { prompts, notes, loose } = await openCsv('name,score\nx,1\n', 'results.csv');
    expect([prompts, loose.length]).toEqual([[], 2]);
    expect(notes).toEqual([FILE_TEXTS.noTable(['results.csv'])]);
  });
});

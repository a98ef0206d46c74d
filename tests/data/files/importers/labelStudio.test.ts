// What: Label Studio's JSON and JSON_MIN, as label-studio-converter's tests and docs/source/guide/export.md hold them.
import { describe, expect, test } from 'vitest';
import { FILE_TEXTS } from '../../../../src/data/files/fileTexts.ts';
import { readSet } from './read.ts';

const sized = { original_width: 200, original_height: 100, image_rotation: 0 };
const result = (type: string, value: object, more: object = {}) => ({
  ...sized,
  value,
  id: Math.random().toString(36).slice(2),
  from_name: 'label',
  to_name: 'image',
  type,
  origin: 'manual',
  ...more,
});
const rectangle = (name: string, [x, y, width, height]: readonly number[], rotation = 0, more: object = {}) =>
  result('rectanglelabels', { x, y, width, height, rotation, rectanglelabels: [name] }, more);
const annotation = (results: readonly object[], more: object = {}) => ({
  id: 1,
  completed_by: 2,
  result: results,
  was_cancelled: false,
  ground_truth: false,
  lead_time: 1235.418,
  ...more,
});
const task = (results: readonly object[], more: object = {}) => ({
  id: 1,
  annotations: [annotation(results)],
  drafts: [],
  predictions: [],
  data: { image: '/data/upload/1/ab12cd34-dog.png' },
  ...more,
});
const read = (value: unknown, files: Readonly<Record<string, string>> = { 'dog.png': '' }) =>
  readSet({ 'project-1-at-2024.json': JSON.stringify(value), ...files });
const brief = ({ prompts }: Awaited<ReturnType<typeof readSet>>) =>
  prompts.map(({ question, boxes, points }) => [
    question,
    ...(boxes ?? points ?? []).map((place) => place.map((edge) => Number(edge.toFixed(6)))),
  ]);

describe('places', () => {
  test('rectangles in per cent, one question for each name', async () => {
    const found = await read([
      task([rectangle('dog', [10, 20, 30, 40]), rectangle('cat', [0, 0, 100, 50]), rectangle('dog', [50, 50, 25, 25])]),
    ]);
    expect(brief(found)).toEqual([
      ['find the dog', [0.1, 0.2, 0.4, 0.6], [0.5, 0.5, 0.75, 0.75]],
      ['find the cat', [0, 0, 1, 0.5]],
    ]);
    expect(found.prompts[0]!.images).toEqual(['dog.png']);
    expect(found.notes).toEqual([]);
  });

  test('a turned rectangle turns about its corner, in pixels', async () => {
    const found = await read([task([rectangle('dog', [50, 50, 20, 10], 90), rectangle('dog', [50, 50, 20, 10], 30)])]);
    // 40 by 10 pixels at (100, 50) of 200 by 100. By 90°: 10 to the left, 40 down. By 30°: from −10·sin to 40·cos, down to 40·sin + 10·cos.
    expect(brief(found)).toEqual([['find the dog', [0.45, 0.5, 0.5, 0.9], [0.475, 0.5, 0.673205, 0.786603]]]);
    expect(found.notes).toEqual(['project-1-at-2024.json: 2 turned boxes were read as the upright boxes around.']);
  });

  test('outlines, ellipses, points', async () => {
    const ellipse = (rotation: number, radiusX = 10) =>
      result('ellipselabels', { x: 50, y: 50, radiusX, radiusY: 20, rotation, ellipselabels: ['egg'] });
    const found = await read([
      task([
        result('polygonlabels', { closed: true, points: [[40, 50], [30, 60], [60, 55]], polygonlabels: ['plane'] }), // prettier-ignore
        ellipse(0),
        ellipse(90),
        ellipse(90, 20),
        result('keypointlabels', { x: 12.5, y: 25, width: 0.5, keypointlabels: ['nose'] }),
      ]),
    ]);
    expect(brief(found)).toEqual([
      ['find the plane', [0.3, 0.5, 0.6, 0.6]],
      // radii of 20 and 20 pixels: a circle, however it is turned; 40 and 20 stand upright
      ['find the egg', [0.4, 0.3, 0.6, 0.7], [0.4, 0.3, 0.6, 0.7], [0.4, 0.1, 0.6, 0.9]],
      ['point to the nose', [0.125, 0.25]],
    ]);
    expect(found.notes).toEqual(['project-1-at-2024.json: 4 outlines were read as the boxes around.']);
  });

  test('a region in parts, with names and a text of its own', async () => {
    const place = { x: 10, y: 20, width: 30, height: 40, rotation: 0 };
    const found = await read([
      task([
        result('rectangle', place, { id: 'r', from_name: 'bbox' }),
        result('labels', { ...place, labels: ['Text', 'Title'] }, { id: 'r' }),
        result('textarea', { ...place, text: ['hello'] }, { id: 'r', from_name: 'transcription' }),
      ]),
    ]);
    expect(brief(found)).toEqual([
      ['find the Text', [0.1, 0.2, 0.4, 0.6]],
      ['find the Title', [0.1, 0.2, 0.4, 0.6]],
    ]);
    expect(found.notes).toEqual(['project-1-at-2024.json: the attributes of 1 object are left out.']);
  });

  test('what cannot be read is counted', async () => {
    const found = await read([
      task([
        result('brushlabels', { format: 'rle', rle: [0, 1, 2], brushlabels: ['lesion'] }),
        rectangle('dog', [50, 50, 20, 10], 30, { original_width: undefined }),
        rectangle('dog', [50, 50, 20, 10], 0, { image_rotation: 90 }),
        result('rectangle', { x: 1, y: 2, width: 3, height: 4 }),
        { type: 'relation', from_id: 'a', to_id: 'b', direction: 'right' },
      ]),
    ]);
    expect(found.prompts).toEqual([]);
    expect(found.notes).toEqual([
      'project-1-at-2024.json: 1 result is left out, being neither a choice, a text, a number nor about a place.',
      'project-1-at-2024.json: 1 painted mask is left out, since only boxes, outlines and points can be read.',
      'project-1-at-2024.json: 1 turned shape is left out, since the size of the picture is not told.',
      'project-1-at-2024.json: 1 object is left out, since the picture was turned while marking.',
      'project-1-at-2024.json: 1 object is left out, having no name to ask for.',
      'project-1-at-2024.json: on 1 picture nothing is marked, so nothing is asked.',
      'dog.png is in none of the prompts and was left out.',
    ]);
  });
});

describe('the picture as a whole', () => {
  const choice = (from_name: string, ...choices: string[]) => result('choices', { choices }, { from_name });
  const text = (...said: string[]) => result('textarea', { text: said }, { from_name: 'answer' });
  test('choices and numbers by the name of the control', async () => {
    const found = await read([
      task([
        choice('choice', 'dog'),
        choice('time_of_day', 'dawn', 'dusk'),
        result('rating', { rating: 4 }, { from_name: 'quality' }),
      ]),
    ]);
    expect(found.prompts.map(({ question, answer }) => [question, answer])).toEqual([
      ['what does the picture show?', 'dog'],
      ['what is the time of day?', 'dawn, dusk'],
      ['what is the quality?', '4'],
    ]);
  });

  test('the question of the task', async () => {
    const data = { image: '/data/upload/1/ab12cd34-dog.png', question: 'How old is it?', split: 'test' };
    expect((await read([task([text('two', '2')], { data })])).prompts).toEqual([
      { images: ['dog.png'], question: 'How old is it?', split: 'heldOut', answer: 'two', acceptedAnswers: ['2'] },
    ]);
  });

  test('a text without a question describes', async () => {
    expect((await read([task([text('a dog')])])).prompts).toMatchObject([
      { question: 'describe the picture', captions: ['a dog'] },
    ]);
  });

  test('several pictures stay together, unless something is marked on one of them', async () => {
    const data = {
      left: '/data/upload/1/ab12cd34-a.png',
      right: '/data/upload/1/ab12cd34-b.png',
      question: 'Which is older?',
    };
    const files = { 'a.png': '', 'b.png': '' };
    expect((await read([task([choice('c', 'left')], { data })], files)).prompts[0]).toMatchObject({
      images: ['a.png', 'b.png'],
    });
    const marked = await read([task([rectangle('dog', [1, 2, 3, 4])], { data })], files);
    expect(marked.prompts).toEqual([]);
    expect(marked.notes).toEqual([
      'project-1-at-2024.json: 1 task is left out, having marks and several pictures, since nobody can tell on which.',
      'a.png and b.png are in none of the prompts and were left out.',
    ]);
  });
});

describe('whose annotation', () => {
  test('the truth, else the first that was not skipped; predictions do not count', async () => {
    const by = (name: string, more = {}) => annotation([rectangle(name, [10, 20, 30, 40])], more);
    const found = await read([
      task([], { annotations: [by('skipped', { was_cancelled: true }), by('first'), by('second')] }),
      task([], { annotations: [by('first'), by('truth', { ground_truth: true })] }),
      task([], { annotations: [], predictions: [{ model_version: 'a', result: [rectangle('guess', [1, 2, 3, 4])] }] }),
    ]);
    expect(brief(found).map(([question]) => question)).toEqual(['find the first', 'find the truth']);
    expect(found.notes).toEqual([
      'project-1-at-2024.json: 1 skipped annotation is left out.',
      'project-1-at-2024.json: on 2 pictures several people marked; the one called the truth counts, else the first.',
      'project-1-at-2024.json: 1 prediction is left out, since only what people marked counts.',
      'project-1-at-2024.json: on 1 picture nothing is marked, so nothing is asked.',
    ]);
  });

  test('one annotation for each file, as a cloud storage holds them, and the older name', async () => {
    const { data } = task([]);
    const one = { ...annotation([rectangle('dog', [10, 20, 30, 40])]), task: { id: 7, data } };
    expect(brief(await read(one))).toEqual([['find the dog', [0.1, 0.2, 0.4, 0.6]]]);
    const old = { data, completions: [annotation([rectangle('dog', [10, 20, 30, 40])])] };
    expect(brief(await read([old]))).toEqual([['find the dog', [0.1, 0.2, 0.4, 0.6]]]);
  });
});

describe('pictures', () => {
  test.each([
    ['/data/upload/1/ab12cd34-my_dog.png', 'images/my_dog.png'],
    ['/data/upload/1/ab12cd34-my_dog.png', 'images/ab12cd34-my_dog.png'],
    ['/data/local-files/?d=pets%2Fmy%20dog.png', 'pets/my dog.png'],
    ['https://bucket.example.org/pets/dog.png?X-Amz-Signature=0', 'dog.png'],
    ['s3://bucket/pets/dog.png', 'pets/dog.png'],
  ])('%s is %s', async (image, path) => {
    const { prompts, notes } = await read([task([rectangle('dog', [1, 2, 3, 4])], { data: { image } })], {
      [path]: '',
    });
    expect(notes).toEqual([]);
    expect(prompts[0]!.images).toEqual([path]);
  });

  test('two uploads of one name cannot both be the one picture that is there', async () => {
    const at = (image: string) => task([rectangle('dog', [1, 2, 3, 4])], { data: { image } });
    const both = [at('/data/upload/1/ab12cd34-dog.png'), at('/data/upload/2/ef56ab78-dog.png')];
    const found = await read(both);
    expect(found.prompts).toEqual([]);
    expect(found.notes[0]).toMatch(/the only one of that name, dog.png, belongs to another path of the table/);
    const whole = { 'images/ab12cd34-dog.png': '', 'images/ef56ab78-dog.png': '' };
    expect((await read(both, whole)).prompts.map(({ images }) => images[0])).toEqual(Object.keys(whole));
  });

  test('tasks about texts are counted, a missing picture is named without its query', async () => {
    const found = await read([
      task([result('choices', { choices: ['spam'] })], { data: { text: 'Buy now.' } }),
      task([rectangle('dog', [1, 2, 3, 4])], { data: { image: 'https://example.org/gone.png?x=1' } }),
    ]);
    expect(found.notes).toEqual([
      'project-1-at-2024.json: 1 task is left out, having no picture.',
      'The picture https://example.org/gone.png is listed but missing from the files; add it.',
      'dog.png is in none of the prompts and was left out.',
    ]);
  });
});

// converter.py (convert_to_json_min), utils.py (prettify_result)
describe('JSON_MIN', () => {
  const row = (said: object) => ({
    image: '/data/upload/1/ab12cd34-dog.png',
    id: 87,
    ...said,
    annotator: 1,
    annotation_id: 22,
    created_at: '2024-01-30T02:40:43.893565Z',
    updated_at: '2024-01-30T02:40:43.893578Z',
    lead_time: 8.65,
  });
  test('places, a choice as a text, several as a list', async () => {
    const place = { x: 10, y: 20, width: 30, height: 40, rotation: 0, original_width: 200, original_height: 100 };
    const found = await read([
      row({ label: [{ ...place, rectanglelabels: ['dog'] }], choice: 'indoors' }),
      row({ bbox: [place], label: [{ ...place, labels: ['cat'] }], caption: 'a cat' }),
      row({ colours: [{ choices: ['red', 'blue'] }] }),
    ]);
    expect(found.prompts.map(({ question, answer, captions }) => [question, answer ?? captions])).toEqual([
      ['find the dog', 'dog'],
      ['what does the picture show?', 'indoors'],
      ['find the cat', 'cat'],
      ['describe the picture', ['a cat']],
      ['what is the colours?', 'red, blue'],
    ]);
    expect(found.notes).toEqual([]);
  });
});

test('JSON of another kind is not ours', async () => {
  const { prompts, notes } = await read([{ data: { image: 'a.png' } }, { a: 1 }]);
  expect(prompts).toEqual([]);
  expect(notes).toEqual([FILE_TEXTS.noTable(['project-1-at-2024.json'])]);
});

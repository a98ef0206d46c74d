// What: rows with one column for the question and one for the answer (EasyR1, R1-V, plain ones), what an answer may be, what a picture may be.
import { describe, expect, test } from 'vitest';
import { readRows } from '../../../../src/data/files/rowFormats.ts';
import type { Row } from '../../../../src/data/files/rowFormat.ts';
import { picturesOf } from '../../../../src/data/files/rowPictures.ts';

const read = (...rows: Row[]) =>
  readRows(
    rows.map((row, i) => ({ row, where: `a.jsonl, line ${i + 1}` })),
    'a.jsonl',
    '',
  );
const sentences = (...rows: Row[]) => read(...rows).notes.map(({ sentence }) => sentence);
const only = (row: Row) => {
  const { prompts, notes } = read(row);
  expect(notes).toEqual([]);
  return prompts[0]!;
};

// hiyouga/EasyR1, verl/utils/dataset.py
test('EasyR1', () => {
  expect(only({ images: ['a.png'], problem: '<image>Find x.', answer: '3' })).toMatchObject({
    images: ['a.png'],
    question: 'Find x.',
    truth: { answer: '3' },
  });
});

describe('R1-V', () => {
  // Deep-Agent/R1-V, src/r1-v/src/open_r1/grpo.py
  test('the solution is unwrapped', () => {
    const row = {
      image: { bytes: 'iVBORw0KGgo=', path: 'CLEVR_1.png' },
      problem: 'How many items?',
      solution: '<answer> 3 </answer>',
    };
    const { images, ...prompt } = only(row);
    expect(prompt).toMatchObject({ question: 'How many items?', truth: { answer: '3' } });
    expect(images).toMatchObject([{ name: 'CLEVR_1.png' }]);
  });

  test('steps in the solution beside an answer of its own are the expert’s text', () => {
    const row = { image: 'a.png', problem: 'How many?', solution: 'One and two make 3.', answer: 3 };
    expect(only(row).truth).toEqual({ answer: '3', expertText: 'One and two make 3.' });
    expect(only({ ...row, solution: '<answer>3</answer>' }).truth).toEqual({ answer: '3' });
  });

  // om-ai-lab/VLM-R1, issue 11: a row of RefCOCO as they published it
  test('a solution that is a list of four numbers is a box in pixels', () => {
    const row = {
      height: 640,
      width: 427,
      image: 'train2014/COCO_train2014_000000581857.jpg',
      problem:
        'Please provide the bounding box coordinate of the region this sentence describes: the lady with the blue shirt.',
      solution: [103.93, 299.99, 238.15, 477.41],
      normalized_solution: [243, 468, 557, 745],
    };
    const { prompts, notes } = read(row);
    expect(prompts[0]).toMatchObject({
      truth: { boxes: [[103.93, 299.99, 238.15, 477.41]] },
      pixels: { width: 427, height: 640 },
    });
    expect(notes.map(({ sentence }) => sentence)).toEqual([
      'a.jsonl: in 1 row the answer is a box, read as pixels of the picture.',
      expect.stringMatching(/^a\.jsonl: the unknown field 'normalized_solution' \(1 row\) is ignored;/),
    ]);
  });
});

describe('answers', () => {
  const truth = (answer: unknown, problem = 'Detect all dogs.') =>
    read({ image: 'a.png', problem, answer }).prompts[0]?.truth;
  test.each([
    ['a text', ' 5 ', { answer: '5' }],
    ['a number', 5, { answer: '5' }],
    ['texts that all count', ['two', '2'], { answer: 'two', acceptedAnswers: ['2'] }],
    ['one of a list', ['two'], { answer: 'two' }],
    ['the last pair of tags', '<answer>1</answer> no, <answer>2</answer>', expect.objectContaining({ answer: '2' })],
    ['what follows the thinking', '<think>hm</think> 4', { answer: '4', expertText: '<think>hm</think> 4' }],
    ['boxes', '[[1, 2, 30, 40], [5, 6, 70, 80]]', { boxes: [[1, 2, 30, 40], [5, 6, 70, 80]] }], // prettier-ignore
    [
      'boxes with names',
      '```json\n[{"bbox_2d": [1, 2, 30, 40], "label": "dog"}]\n```',
      { boxes: [[1, 2, 30, 40]], labels: ['dog'] },
    ],
    ['corners the wrong way round are no box', '[30, 2, 1, 40]', { answer: '[30, 2, 1, 40]' }],
    ['nor is one upside down', '[1, 40, 30, 2]', { answer: '[1, 40, 30, 2]' }],
    ['nothing to see', 'None', { answer: 'None' }],
  ])('%s', (_name, answer, expected) => expect(truth(answer)).toEqual(expected));

  test('what is none is refused', () => {
    expect(sentences({ image: 'a.png', problem: 'x', answer: { a: 1 } })).toEqual([
      'a.jsonl, line 1: answer must be a text, a number, or a box.',
    ]);
  });

  test('boxes in a column of their own count; the text then stays the answer', () => {
    const row = {
      image: 'a.png',
      problem: 'Detect all dogs.',
      answer: '[1, 2, 30, 40]',
      boxes: [[0.1, 0.2, 0.3, 0.4]],
    };
    const prompt = only(row);
    expect(prompt.truth).toEqual({ answer: '[1, 2, 30, 40]', boxes: [[0.1, 0.2, 0.3, 0.4]] });
    expect(prompt).not.toHaveProperty('pixels');
  });
});

test('boxes of ours in a row of theirs keep their units', () => {
  const places = { boxes: [[12, 8, 12, 8]], units: 'pixels', boxForm: 'xywh', width: 48, height: 32 };
  const prompt = only({ image: 'a.png', problem: 'Where is it?', answer: 'dog', ...places });
  expect(prompt).toMatchObject({
    truth: { answer: 'dog', boxes: [[12, 8, 24, 16]] },
    pixels: { width: 48, height: 32 },
  });
});

describe('plain rows', () => {
  test.each([
    [{ image: 'a.png', question: 'What?', answer: 'dog' }, 'What?'],
    [{ file_name: 'a.png', question: 'What?', answer: 'dog', split: 'validation' }, 'What?'],
    [{ image_path: 'a.png', query: 'What?', response: 'dog' }, 'What?'],
    [{ images: 'a.png', question: 'What?', answer: 'dog' }, 'What?'],
    [{ images: ['a.png'], instruction: 'What?', input: 'Be brief.', output: 'dog' }, 'What?\nBe brief.'],
  ])('%j', (row: Row, question) => {
    const prompt = only(row);
    expect(prompt).toMatchObject({ images: ['a.png'], question, truth: { answer: 'dog' } });
    expect(prompt.split).toBe('split' in row ? 'heldOut' : undefined);
  });

  test('a question may stand alone, a prompt may not', () => {
    const image = { bytes: 'iVBORw0KGgo=', path: 'a.png' };
    expect(only({ image, question: 'What?' })).toMatchObject({ question: 'What?', truth: {} });
    expect(sentences({ image, prompt: 'a dog, oil on canvas' })).toEqual([
      'a.jsonl: in 1 row there is neither a question nor a caption nor the name of a class, so nothing is asked.',
    ]);
  });

  test('our own rows stay ours', () => {
    const row = { images: ['a.png'], question: 'Which?', answer: 'dog' };
    expect(only(row)).toMatchObject({ question: 'Which?' });
    expect(only({ ...row, question: '<image>\nWhich?', answer: '<answer>dog</answer>' })).toMatchObject({
      question: 'Which?',
      truth: { answer: 'dog' },
    });
    expect(sentences({ ...row, prompt: 'x' })[0]).toMatch(/^a\.jsonl: the unknown field 'prompt'/);
  });
});

describe('pictures', () => {
  const base64 = 'iVBORw0KGgo='.replace('=', 'A'.repeat(300)) + '=';
  test.each([
    ['nothing', [null, '', []], []],
    ['a path', 'x/a b.png', ['x/a b.png']],
    ['an address', 'https://example.org/a.png', ['https://example.org/a.png']],
    ['a list written as JSON', '["a.png", "b.png"]', ['a.png', 'b.png']],
    ['a path without bytes', { bytes: null, path: 'a.png' }, ['a.png']],
    ['OpenAI’s', { url: 'a.png' }, ['a.png']],
    ['verl’s', { image: 'a.png' }, ['a.png']],
  ])('%s', (_name, cell, expected) => expect(picturesOf(cell)).toEqual(expected));

  test.each([
    ['a data address', 'data:image/jpeg;base64,/9j/AAAA', 'picture.jpg', [0xff, 0xd8, 0xff, 0, 0, 0]],
    ['bytes', { bytes: new Uint8Array([7]), path: 'x/y.gif' }, 'y.gif', [7]],
    ['bytes in base64', { bytes: 'iVBORw0KGgo=', path: null }, 'picture.png', [137, 80, 78, 71, 13, 10, 26, 10]],
  ])('%s', async (_name, cell, name, bytes) => {
    const [picture] = picturesOf(cell) as [{ name: string; content: Blob }];
    expect(picture.name).toBe(name);
    expect([...new Uint8Array(await picture.content.arrayBuffer())]).toEqual(bytes);
  });

  test('a long text in base64 is a picture', () => {
    expect(picturesOf(base64)).toMatchObject([{ name: 'picture.png' }]);
  });

  test.each([[7], [{}], [{ bytes: '%%%' }], ['data:text/plain,x'], [['a.png', 7]]])('%j is none', (cell) =>
    expect(picturesOf(cell)).toBeNull(),
  );
});

// open-compass/VLMEvalKit, docs/en/Development.md (Table 1)
describe('choices', () => {
  const row = {
    index: 7,
    image: `iVBORw0KGgo${'A'.repeat(300)}`,
    question: 'Which?',
    A: 'a dog',
    B: 'a cat',
    C: null,
    answer: 'B',
  };
  test('the options stand in the question', () => {
    const { images, ...prompt } = read(row).prompts[0]!;
    expect(images).toMatchObject([{ name: 'picture.png' }]);
    expect(prompt).toMatchObject({
      question: 'Which?\nA. a dog\nB. a cat',
      truth: { answer: 'B', options: ['a dog', 'a cat'], answerOption: 1 },
    });
  });
  test('a hint comes before, a missing answer is none', () => {
    const { truth, question } = read({ ...row, hint: 'Look closely.', C: 'neither', answer: null }).prompts[0]!;
    expect(question).toBe('Look closely.\nWhich?\nA. a dog\nB. a cat\nC. neither');
    expect(truth).toEqual({ options: ['a dog', 'a cat', 'neither'] });
  });
});

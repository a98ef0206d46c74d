// What: rows of ms-swift, as docs/source_en/Customization/Custom-dataset.md and BestPractices/GRPO-Multi-Modal-Training.md write them.
import { describe, expect, test } from 'vitest';
import { readRows } from '../../../../src/data/files/rowFormats.ts';
import type { Row } from '../../../../src/data/files/rowFormat.ts';

const read = (row: Row) => readRows([{ row, where: 'a.jsonl, line 1' }], 'a.jsonl', '');
const sentences = (row: Row) => read(row).notes.map(({ sentence }) => sentence);
const user = (content: unknown) => ({ role: 'user', content });
const assistant = (content: string) => ({ role: 'assistant', content });

describe('questions', () => {
  test('the solution is what is true; the assistant’s message goes', () => {
    const messages = [user('<image>How many items are there?'), assistant('<answer> 3 </answer>')];
    const { prompts, notes } = read({ images: ['a.png'], messages, solution: '<answer> 3 </answer>' });
    expect(notes).toEqual([]);
    expect(prompts).toMatchObject([
      { images: ['a.png'], question: 'How many items are there?', truth: { answer: '3' } },
    ]);
  });

  test('without a solution the assistant answers', () => {
    const messages = [user('<image><image>What is the difference?'), assistant('One is a kitten.')];
    expect(read({ messages, images: ['/x.jpg', '/x.png'] }).prompts).toMatchObject([
      { images: ['/x.jpg', '/x.png'], question: 'What is the difference?', truth: { answer: 'One is a kitten.' } },
    ]);
  });

  test('pictures that stand in the messages', () => {
    const content = [
      { type: 'text', text: 'Compare these images.' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
      { type: 'image_url', image_url: 'https://example.com/input.png' },
    ];
    const { prompts } = read({ messages: [user(content), assistant('Alike.')] });
    expect(prompts[0]).toMatchObject({ question: 'Compare these images.', truth: { answer: 'Alike.' } });
    expect(prompts[0]!.images).toEqual([
      expect.objectContaining({ name: 'picture.png' }),
      'https://example.com/input.png',
    ]);
  });
});

describe('grounding', () => {
  const images = ['/xxx/x.jpg'];
  const system = { role: 'system', content: 'You are a helpful assistant.' };
  const left = 'a.jsonl: in 1 row the system message is left out.';

  test('one name for all boxes is the answer; real boxes are pixels', () => {
    const messages = [system, user('<image>Find the <ref-object> in the image'), assistant('<bbox><bbox>')];
    const objects = { ref: ['sheep'], bbox: [[90.9, 160.8, 135, 212.8], [360.9, 480.8, 495, 532.8]] }; // prettier-ignore
    const { prompts } = read({ messages, images, objects });
    expect(prompts[0]).toMatchObject({
      question: 'Find the sheep in the image',
      truth: { answer: 'sheep', boxes: objects.bbox, labels: ['sheep', 'sheep'] },
      pixels: {},
    });
    expect(sentences({ messages, images, objects })).toEqual([left]);
  });

  test('names and boxes in a sentence', () => {
    const messages = [
      user('<image>Describe the image.'),
      assistant('<ref-object><bbox> and <ref-object><bbox> are playing'),
    ];
    const objects = { ref: ['a dog', 'a woman'], bbox: [[0.1, 0.2, 0.3, 0.4], [0.5, 0.5, 0.9, 1]], bbox_type: 'norm1' }; // prettier-ignore
    const { prompts } = read({ messages, images, objects });
    expect(prompts[0]!.truth).toEqual({
      answer: 'a dog and a woman are playing',
      boxes: objects.bbox,
      labels: ['a dog', 'a woman'],
    });
    expect(prompts[0]).not.toHaveProperty('pixels');
    expect(sentences({ messages, images, objects })).toEqual([
      'a.jsonl: in 1 row a box stood within the answer; it is read as a box and left out of the text.',
    ]);
  });

  test('two numbers are a point', () => {
    const messages = [user('<image>Help me open Google Chrome'), assistant("Action: click(start_box='<bbox>')")];
    const objects = { ref: [], bbox: [[615, 226]] };
    expect(read({ messages, images, objects }).prompts[0]).toMatchObject({
      truth: { points: [[615, 226]] },
      pixels: {},
    });
  });

  test('the official cookbook’s JSON', () => {
    const item = '{"bbox_2d": <bbox>, "label": "<ref-object>"}';
    const messages = [user('<image>Locate the <ref-object> in the image'), assistant(`[\n\t${item},\n\t${item}\n]`)];
    const objects = { ref: ['sheep', 'sheep', 'sheep'], bbox: [[90.9, 160.8, 135, 212.8], [360.9, 480.8, 495, 532.8]] }; // prettier-ignore
    expect(read({ messages, images: ['cat.png'], objects }).prompts[0]!.truth).toEqual({
      answer: 'sheep',
      boxes: objects.bbox,
      labels: ['sheep', 'sheep'],
    });
  });

  test('boxes of later turns are not those of the first', () => {
    const turns = [
      user('<image>Find the <ref-object>'),
      assistant('<bbox>'),
      user('And the <ref-object>?'),
      assistant('<bbox>'),
    ];
    const objects = { ref: ['dog', 'cat'], bbox: [[1, 2, 30, 40], [5, 6, 70, 80]] }; // prettier-ignore
    expect(read({ messages: turns, images, objects }).prompts[0]!.truth).toEqual({
      answer: 'dog',
      boxes: [[1, 2, 30, 40]],
      labels: ['dog'],
    });
  });

  // swift/dataset/preprocessor/extra.py asks the other way round too.
  test('a box in the question is part of it', () => {
    const messages = [user('<image>What is the object at <bbox>'), assistant('<ref-object>')];
    const objects = { ref: ['a dog'], bbox: [[1, 2, 30, 40]] };
    const { prompts } = read({ messages, images, objects });
    expect(prompts[0]).toMatchObject({ question: 'What is the object at [1,2,30,40]', truth: { answer: 'a dog' } });
    expect(prompts[0]!.truth).not.toHaveProperty('boxes');
    expect(sentences({ messages, images, objects })).toEqual([
      'a.jsonl: in 1 row the question tells a box in pixels, kept as it is written.',
    ]);
  });

  test('for GRPO no message of the assistant is needed', () => {
    const objects = { ref: ['dog'], bbox: [[1, 2, 30, 40]] };
    expect(read({ messages: [user('<image>Find the <ref-object>')], images, objects }).prompts[0]!.truth).toEqual({
      answer: 'dog',
      boxes: [[1, 2, 30, 40]],
      labels: ['dog'],
    });
  });

  test.each([
    [
      { ref: [], bbox: [[1, 2, 3, 4]] },
      'a.jsonl, line 1 has 1 <ref-object> marks but 0 in objects; make them as many.',
    ],
    [{ ref: ['a'], bbox: [] }, 'a.jsonl, line 1 has 1 <bbox> marks but 0 in objects; make them as many.'],
    [{ ref: ['a'], bbox: [[1, 2, 3]] }, 'a.jsonl, line 1: each bbox must be [x0, y0, x1, y1] or a point [x, y].'],
    [
      { ref: ['a'], bbox: [[1, 2, 3, 4]], bbox_type: 'norm1000' },
      "a.jsonl, line 1: bbox_type is 'norm1000'; it must be 'real' (pixels) or 'norm1' (0 to 1).",
    ],
    [
      { ref: ['a'], bbox: [[1, 2, 3, 4]], image_id: [1] },
      'a.jsonl, line 1 has boxes on a picture other than the first; only boxes on the first can be read.',
    ],
  ])('%j is refused', (objects, sentence) => {
    const row = { messages: [user('<image>Find <ref-object>'), assistant('<bbox>')], images, objects };
    expect(sentences(row)).toEqual([sentence]);
  });
});

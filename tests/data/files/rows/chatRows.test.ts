// What: rows that ask in messages: LLaVA, VLM-R1, ShareGPT, verl, TRL, OpenRLHF, LMM-R1. Each as the trainer's own files write them.
import { describe, expect, test } from 'vitest';
import { readRows } from '../../../../src/data/files/rowFormats.ts';
import type { Row } from '../../../../src/data/files/rowFormat.ts';

const read = (...rows: Row[]) =>
  readRows(
    rows.map((row, i) => ({ row, where: `a.jsonl, line ${i + 1}` })),
    'a.jsonl',
    'set',
  );
const sentences = (...rows: Row[]) => read(...rows).notes.map(({ sentence }) => sentence);
const only = (row: Row) => {
  const { prompts, notes } = read(row);
  expect(notes).toEqual([]);
  expect(prompts).toHaveLength(1);
  return prompts[0]!;
};
const human = (value: string) => ({ from: 'human', value });
const gpt = (value: unknown) => ({ from: 'gpt', value });

describe('LLaVA and VLM-R1', () => {
  // haotian-liu/LLaVA, docs/Finetune_Custom_Data.md
  test('one turn', () => {
    const image = 'part-000001/997bb945-628d-4724-b370-b84de974a19f.jpg';
    const conversations = [
      human('<image>\nWrite a prompt for Stable Diffusion to generate this image.'),
      gpt('a painting'),
    ];
    expect(only({ id: '997bb945', image, conversations })).toEqual({
      id: '997bb945',
      images: [image],
      question: 'Write a prompt for Stable Diffusion to generate this image.',
      truth: { answer: 'a painting' },
      boxForm: expect.any(String) as string,
      folder: 'set',
      where: 'a.jsonl, line 1',
    });
  });

  // om-ai-lab/VLM-R1, README, “For your own data”: an id is a number, an answer may be one too (grpo_jsonl.py).
  test('several pictures, ids and answers as numbers', () => {
    const conversations = [human('<image><image>What number of purple balls in total?'), gpt(3)];
    const prompt = only({ id: 1, image: ['a.png', 'b.png'], conversations });
    expect(prompt.images).toEqual(['a.png', 'b.png']);
    expect(prompt.question).toBe('What number of purple balls in total?');
    expect(prompt.id).toBe('1');
    expect(prompt.truth).toEqual({ answer: '3' });
  });

  test('an answer in tags is unwrapped, its reasoning kept', () => {
    const said = '<think>two and one</think>\n<answer> 3 </answer>';
    expect(
      only({ image: 'a.png', conversations: [human('<image>How many?'), gpt('<answer> 3 </answer>')] }).truth,
    ).toEqual({ answer: '3' });
    expect(only({ image: 'a.png', conversations: [human('How many?'), gpt(said)] }).truth).toEqual({
      answer: '3',
      expertText: said,
    });
  });

  test('a box of referring expressions is pixels, one below 1 is fractions', () => {
    const asked = human(
      '<image>Please provide the bounding box coordinate of the region this sentence describes: the lady.',
    );
    const pixels = { image: 'a.jpg', width: 427, height: 640, conversations: [asked, gpt('[103, 299, 238, 477]')] };
    const { prompts, notes } = read(pixels);
    expect(prompts[0]!.truth).toEqual({ boxes: [[103, 299, 238, 477]] });
    expect(prompts[0]!.pixels).toEqual({ width: 427, height: 640 });
    expect(notes.map(({ sentence }) => sentence)).toEqual([
      'a.jsonl: in 1 row the answer is a box, read as pixels of the picture.',
    ]);
    const fractions = { image: 'a.jpg', conversations: [human('Where is it?'), gpt('[0.39, 0.06, 0.65, 0.99]')] };
    expect(read(fractions).prompts[0]).toMatchObject({ truth: { boxes: [[0.39, 0.06, 0.65, 0.99]] } });
    expect(read(fractions).prompts[0]).not.toHaveProperty('pixels');
    expect(sentences(fractions, fractions)[0]).toMatch(/^a\.jsonl: in 2 rows the answer is a box, read as fractions/);
  });

  test('four numbers that nobody calls a box stay a text', () => {
    const conversations = [human('<image>Sort the numbers.'), gpt('[1, 2, 3, 4]')];
    expect(only({ image: 'a.png', conversations }).truth).toEqual({ answer: '[1, 2, 3, 4]' });
  });

  test('further turns, system messages and rows without a picture are counted', () => {
    const long = [
      { from: 'system', value: 'Be brief.' },
      human('<image>\nWhat?'),
      gpt('A dog'),
      human('Sure?'),
      gpt('Yes'),
    ];
    const { prompts } = read({ image: 'a.png', conversations: long });
    expect(prompts[0]).toMatchObject({ question: 'What?', truth: { answer: 'A dog' } });
    expect(sentences({ image: 'a.png', conversations: long }, { conversations: [human('Hello'), gpt('Hi')] })).toEqual([
      'a.jsonl: in 1 row the system message is left out.',
      'a.jsonl: in 1 row only the first question and its answer are read, not what was said after them.',
      'a.jsonl: in 1 row there is no picture, so nothing is asked.',
    ]);
  });

  test('videos are not asked about', () => {
    const conversations = [human('<video>\nWhat happens?'), gpt('Rain')];
    expect(read({ video: 'a.mp4', conversations })).toMatchObject({ prompts: [] });
    expect(sentences({ video: 'a.mp4', conversations })).toEqual([
      'a.jsonl: in 1 row there is a video or a sound, which cannot be read, so nothing is asked.',
    ]);
  });

  test('what is broken is refused with its line', () => {
    const marks = { image: 'a.png', conversations: [human('<image><image>Which?'), gpt('A')] };
    expect(
      sentences(marks, { image: 'a.png', conversations: [gpt('A')] }, { image: 7, conversations: [human('x')] }),
    ).toEqual([
      'a.jsonl, line 1 has 2 <image> marks but 1 picture; each mark needs its own.',
      'a.jsonl, line 2: conversations must be a JSON list of messages like {"role": "user", "content": "…"}.',
      'a.jsonl, line 3: image must be a path, a list of paths, or the picture itself as bytes or base64.',
    ]);
    expect(sentences({ image: 'a.png', conversations: [human('<image>\n'), gpt('A')] })).toEqual([
      'a.jsonl, line 1 has no question for the model; write one.',
    ]);
  });

  test('role and content, and pairs of human and assistant, are messages too', () => {
    const openAi = [
      { role: 'user', content: '<image>What?' },
      { role: 'assistant', content: 'A dog' },
    ];
    const pairs = [{ human: '<image>What?', assistant: 'A dog' }];
    for (const row of [
      { image: 'a.png', conversations: openAi },
      { image: 'a.png', conversation: pairs },
    ])
      expect(only(row)).toMatchObject({ question: 'What?', truth: { answer: 'A dog' } });
  });
});

describe('pictures between the words', () => {
  const ask = (text: string, images: string[]) => read({ image: images, conversations: [human(text), gpt('x')] });
  test.each([
    ['<image>\nWhat?', ['a'], 'What?', false],
    ['What? <image>', ['a'], 'What?', false],
    ['Is 1 < 2 here? <image> <image>', ['a', 'b'], 'Is 1 < 2 here?', false],
    ['Find x in <image>, please.', ['a'], 'Find x in (image), please.', true],
    ['A: <image> B: <image>', ['a', 'b'], 'A: (image 1) B: (image 2)', true],
    ['<image>Compare it with <image>.', ['a', 'b'], 'Compare it with (image 2).', true],
    ['<image>Is it <image>', ['a', 'b'], 'Is it (image 2)', true],
    ['<image 1> Which of <image 1> and <image 2>?', ['a', 'b'], 'Which of (image 1) and (image 2)?', true],
    ['<|vision_start|><|image_pad|><|vision_end|>What?', ['a'], 'What?', false],
  ])('%s', (text, images, question, isWithin) => {
    const { prompts, notes } = ask(text, images);
    expect(prompts[0]!.question).toBe(question);
    expect(notes).toHaveLength(isWithin ? 1 : 0);
  });
});

describe('verl', () => {
  // volcengine/verl, examples/data_preprocess/geo3k.py
  const row = {
    data_source: 'hiyouga/geometry3k',
    prompt: [{ role: 'user', content: '<image>Find x. The final answer MUST BE put in \\boxed{}.' }],
    images: [{ bytes: new Uint8Array([1, 2]), path: null }],
    ability: 'math',
    reward_model: { style: 'rule', ground_truth: '3' },
    extra_info: { split: 'test', index: 0, answer: '3', question: '<image>Find x.' },
  };
  test('the truth, the split and the bytes of the picture', async () => {
    const { prompts, notes } = read(row);
    const [{ images, ...prompt }] = prompts as [(typeof prompts)[0]];
    expect(prompt).toMatchObject({
      question: 'Find x. The final answer MUST BE put in \\boxed{}.',
      split: 'heldOut',
      truth: { answer: '3' },
    });
    const [image] = images as [{ name: string; content: Blob }];
    expect([image.name, [...new Uint8Array(await image.content.arrayBuffer())]]).toEqual(['picture.png', [1, 2]]);
    expect(notes.map(({ sentence }) => sentence)[0]).toMatch(
      /^a\.jsonl: the unknown fields 'data_source' \(1 row\) and 'ability' \(1 row\) are ignored;/,
    );
  });
  test('written into a table of texts', () => {
    const { images, prompt, reward_model, extra_info } = row;
    const texts = { images, prompt: JSON.stringify(prompt), reward_model: JSON.stringify(reward_model) };
    expect(only({ ...texts, extra_info: JSON.stringify({ ...extra_info, split: 'train' }) })).toMatchObject({
      split: 'train',
      truth: { answer: '3' },
    });
  });
});

describe('TRL', () => {
  // huggingface/trl, docs/source/grpo_trainer.md; datasets, ImageFolder: file_names becomes images.
  test.each([
    [{ images: ['a.png'] }, ['a.png']],
    [{ image: 'a.png' }, ['a.png']],
    [{ file_name: 'a.png' }, ['a.png']],
    [{ file_names: ['a.png', 'b.png'] }, ['a.png', 'b.png']],
    [{ images_file_names: ['a.png', 'b.png'] }, ['a.png', 'b.png']],
  ])('%j', (pictures, images) => {
    const prompt = [{ role: 'user', content: 'How many?' }];
    const found = only({
      ...pictures,
      prompt,
      solution: '<answer>2</answer>',
      boxes: [[0, 0, 0.5, 1]],
      labels: ['dog'],
    });
    expect(found.images).toEqual(images);
    expect(found).toMatchObject({
      question: 'How many?',
      truth: { answer: '2', boxes: [[0, 0, 0.5, 1]], labels: ['dog'] },
    });
  });

  test('a conversational completion is the answer', () => {
    const prompt = [{ role: 'user', content: [{ type: 'image' }, { type: 'text', text: 'What?' }] }];
    const completion = [{ role: 'assistant', content: 'A dog' }];
    expect(only({ image: 'a.png', prompt, completion }).truth).toEqual({ answer: 'A dog' });
  });
});

// OpenRLHF/OpenRLHF, examples/scripts/train_vlm_math_hybrid_engine.sh
test('OpenRLHF: messages with a place for the picture, or a text with a mark', () => {
  const content = [{ type: 'image' }, { type: 'text', text: 'Find x.' }];
  const rows = [{ prompt: [{ role: 'user', content }] }, { prompt: '<image>Find x.' }];
  for (const row of rows)
    expect(only({ ...row, images: ['/path/to/image.png'], label: '3' })).toMatchObject({
      images: ['/path/to/image.png'],
      question: 'Find x.',
      truth: { answer: '3' },
    });
});

// TideDra/lmm-r1, examples/data/test_message.jsonl
test('LMM-R1: the message is a text that holds JSON', () => {
  const content = [
    { type: 'text', text: 'Which bike is most expensive?\n\nA. A\nB. B' },
    { type: 'image', image: 'file:///data/images/2.jpg' },
  ];
  const row = { question: 'Which bike is most expensive?\n\nA. A\nB. B', answer: '$\\boxed{A}$' };
  expect(only({ ...row, message: JSON.stringify([{ role: 'user', content }]) })).toMatchObject({
    images: ['file:///data/images/2.jpg'],
    question: 'Which bike is most expensive?\n\nA. A\nB. B',
    truth: { answer: '$\\boxed{A}$' },
  });
  expect(sentences({ ...row, message: '[{"role": "user", }]' })).toEqual([
    'a.jsonl, line 1: message must be a JSON list of messages like {"role": "user", "content": "…"}.',
  ]);
});

// What: prompts out to files and in again: JSON Lines and COCO in a zip; what the writers leave out and how they name things.
import { describe, expect, test } from 'vitest';
import { writePromptLines } from '../../../src/data/promptLines.ts';
import { writeCoco } from '../../../src/store/data/writeCoco.ts';
import { listData, writeData } from '../../../src/store/data/writeData.ts';
import { emptyPrompt } from '../../../src/store/prompts/promptDraft.ts';
import type { PromptDraft } from '../../../src/store/prompts/promptDraft.ts';
import { openMade } from '../../data/files/given.ts';

const picture = (id: string, name: string, type = 'image/png') => {
  const image = new Blob([`pixels of ${id}`], { type });
  return { id, name, image, url: '', thumb: '', width: 200, height: 100 };
};
const [dog, cat] = [picture('1', 'my dog.JPEG', 'image/jpeg'), picture('2', 'cat')];
const drafts: readonly PromptDraft[] = [
  {
    ...emptyPrompt('a', 'my dog.JPEG', [dog, cat]),
    question: 'where is the dog?',
    answer: 'dog',
    facts: ['it is brown'],
    boxes: [
      [0.1, 0.2, 0.5, 0.8],
      [0.123456, 0, 1, 1],
    ],
    labels: ['dog', ''],
    further: { points: [[0.5, 0.5]], order: [1, 0], expertText: 'the dog', captions: ['a dog', 'a cat'] },
  },
  { ...emptyPrompt('b', 'cat', [cat]), question: 'what is it?', answer: 'cat', split: 'heldOut' },
];

describe('JSON Lines', () => {
  test('what was saved is opened again, with its pictures', async () => {
    const archive = await writeData(drafts, 'jsonl', () => {});
    const { prompts, notes, images } = await openMade({ 'rollscope.zip': archive });
    expect(notes).toEqual([]);
    expect(prompts).toHaveLength(2);
    expect(prompts[0]).toEqual({
      id: 'a',
      images: ['0/images/001-my-dog.jpg', '0/images/002-cat.png'],
      question: 'where is the dog?',
      answer: 'dog',
      boxes: [
        [0.1, 0.2, 0.5, 0.8],
        [0.1235, 0, 1, 1],
      ],
      labels: ['dog', ''],
      facts: ['it is brown'],
      split: 'train',
      points: [[0.5, 0.5]],
      order: [1, 0],
      expertText: 'the dog',
      captions: ['a dog', 'a cat'],
      where: 'prompts.jsonl, line 1',
      line: 1,
    });
    expect(prompts[1]).toEqual({
      id: 'b',
      images: ['0/images/002-cat.png'],
      question: 'what is it?',
      answer: 'cat',
      split: 'heldOut',
      where: 'prompts.jsonl, line 2',
      line: 2,
    });
    expect(await images.get('0/images/001-my-dog.jpg')!.content.text()).toBe('pixels of 1');
    expect(await images.get('0/images/002-cat.png')!.content.text()).toBe('pixels of 2');
  });

  test('two archives of this page have the same paths, and stay two', async () => {
    const saved = (one: PromptDraft) => writeData([one], 'jsonl', () => {});
    const { prompts, images } = await openMade({ '1.zip': await saved(drafts[0]!), '2.zip': await saved(drafts[1]!) });
    const texts = await Promise.all(prompts.map((prompt) => images.get(prompt.images[0]!)!.content.text()));
    expect(texts).toEqual(['pixels of 1', 'pixels of 2']);
  });

  test('empty fields are left out', () => {
    const { prompts } = listData([{ ...emptyPrompt('x', 'cat', [cat]), question: 'q', labels: [''] }]);
    expect(writePromptLines(prompts)).toBe(
      '{"id":"x","images":["images/001-cat.png"],"question":"q","split":"train"}\n',
    );
  });
});

describe('COCO', () => {
  test('boxes that were saved are opened again', async () => {
    const archive = await writeData(drafts, 'coco', () => {});
    const { prompts, notes } = await openMade({ 'rollscope-coco.zip': archive });
    expect(notes).toEqual(['images/002-cat.png is in none of the prompts and was left out.']);
    expect(prompts.map(({ question, images }) => [question, ...images])).toEqual([
      ['find the dog', '0/images/001-my-dog.jpg'],
    ]);
    for (const [i, box] of prompts[0]!.boxes!.entries())
      for (const [k, side] of box.entries()) expect(side).toBeCloseTo(drafts[0]!.boxes[i]![k]!, 3);
  });

  test('a box without a label takes the answer as its category, then “object”', () => {
    const images = [{ path: 'a.png', width: 10, height: 10 }];
    const box = [0, 0, 0.5, 0.5] as const;
    const text = writeCoco(
      [
        { images: ['a.png'], question: '', boxes: [box], labels: [''], answer: 'cat' },
        { images: ['a.png'], question: '', boxes: [box] },
      ],
      images,
    );
    const written = JSON.parse(text) as {
      categories: unknown;
      annotations: readonly { bbox: unknown; area: unknown }[];
    };
    expect(written.categories).toEqual([
      { id: 1, name: 'cat' },
      { id: 2, name: 'object' },
    ]);
    expect(written.annotations[0]).toMatchObject({ id: 1, image_id: 1, category_id: 1, bbox: [0, 0, 5, 5], area: 25 });
  });
});

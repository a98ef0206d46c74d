// What: prompts are loaded anew after every edit, their pictures only where they are new.
import { expect, test } from 'vitest';
import type { Picture } from '../../src/1-image/types.ts';
import { loadPrompts, picturesOf } from '../../src/training/prompts/loadPrompts.ts';
import { prompt } from './nodeSession.ts';

const decoded: string[] = [];
const decode = (_image: Blob, id: string): Promise<Picture> => {
  decoded.push(id);
  return Promise.resolve({ id, width: 1, height: 1, rgba: new Uint8ClampedArray(4) });
};
const image = (bytes: number) => new Blob([new Uint8Array(bytes)]);

test('an edit of the question decodes nothing; a picture that is new or shared is decoded once', async () => {
  const a = prompt('a', { images: [image(3), image(4)], imageIds: ['x', 'y'] });
  const b = prompt('b', { images: [image(3)], imageIds: ['x'] });
  const first = await loadPrompts([a], decode);
  expect(decoded).toEqual(['x (3 bytes)', 'y (4 bytes)']);
  const edited = await loadPrompts([{ ...a, question: 'other?' }, b], decode, picturesOf(first.prompts));
  expect(decoded).toHaveLength(2);
  expect(edited.prompts.map(({ question }) => question)).toEqual(['other?', 'where is b?']);
  expect(edited.prompts[1]!.pictures[0]).toBe(first.prompts[0]!.pictures[0]);
  const changed = { ...a, images: [image(5), image(4)], imageIds: ['x', 'y'] };
  await loadPrompts([changed], decode, picturesOf(edited.prompts));
  expect(decoded).toEqual(['x (3 bytes)', 'y (4 bytes)', 'x (5 bytes)']);
});

test('without ids of the page every load decodes anew, under ids of its own', async () => {
  decoded.length = 0;
  const { prompts } = await loadPrompts([prompt('a')], decode);
  await loadPrompts([prompt('a')], decode, picturesOf(prompts));
  expect(new Set(decoded).size).toBe(2);
});

// What: which picture belongs to a sidecar, and what counts as a part of a data set.
import { describe, expect, test } from 'vitest';
import { DataFile } from '../../../src/data/files/dataFile.ts';
import { PictureIndex } from '../../../src/data/files/sidecars.ts';
import { splitInPath, withSplits } from '../../../src/data/files/splits.ts';

const file = (path: string) => new DataFile(path, new Blob());
const beside = (sidecar: string, pictures: readonly string[], named?: string) =>
  new PictureIndex(pictures.map(file)).beside(file(sidecar), named)?.path ?? null;

describe('the picture of a sidecar', () => {
  test.each([
    ['in the same folder', 'x/a.xml', ['x/a.jpg', 'y/a.jpg'], 'x/a.jpg'],
    [
      'in the folder that stands for it',
      'VOC/Annotations/a.xml',
      ['VOC/JPEGImages/a.jpg', 'VOC/Masks/a.png'],
      'VOC/JPEGImages/a.jpg',
    ],
    ['in the same part', 'labels/val/a.txt', ['images/train/a.jpg', 'images/val/a.jpg'], 'images/val/a.jpg'],
    [
      'in the same part, the folders the other way round',
      'val/labels/a.txt',
      ['train/images/a.jpg', 'val/images/a.jpg'],
      'val/images/a.jpg',
    ],
    ['anywhere, if there is but one', 'x/a.txt', ['y/z/a.webp'], 'y/z/a.webp'],
    ['named with both endings', 'a.jpg.json', ['a.jpg'], 'a.jpg'],
    ['none where several fit alike', 'x/a.txt', ['y/a.jpg', 'z/a.jpg'], null],
    ['none of another name', 'x/a.txt', ['x/ab.jpg'], null],
  ])('%s', (_name, sidecar, pictures, expected) => expect(beside(sidecar, pictures)).toBe(expected));

  test('the name in the sidecar counts before its own, and tells two endings apart', () => {
    expect(beside('a.xml', ['a.jpg', 'b.jpg'], 'b.jpg')).toBe('b.jpg');
    expect(beside('a.xml', ['a.jpg', 'a.png'], 'a.png')).toBe('a.png');
    expect(beside('a.xml', ['a.jpg', 'a.png'])).toBeNull();
    expect(beside('a.xml', ['a.jpg'], 'C:\\old\\b.jpg')).toBe('a.jpg');
    expect(beside('x/a.xml', ['y/a.jpg', 'y/a.png'], 'y/a.png')).toBe('y/a.png');
  });
});

describe('parts', () => {
  test.each([
    ['x/train/a', 'train'],
    ['x/valid', 'heldOut'],
    ['test2017/x', 'heldOut'],
    ['train/test', 'heldOut'],
    ['dev.txt', 'heldOut'],
    ['training_set', undefined],
    ['latest', undefined],
  ])('%s', (path, split) => expect(splitInPath(path)).toBe(split));

  test('where all is held out, nothing is', () => {
    const [held, open] = [{ split: 'heldOut' as const }, {}];
    expect(withSplits([held, held]).map(({ split }) => split)).toEqual([undefined, undefined]);
    expect(withSplits([held, open])).toEqual([held, open]);
    expect(withSplits([held, { split: 'train' as const }])[0]).toEqual(held);
  });
});

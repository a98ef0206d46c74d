// What: CVAT for images 1.1: one .xml for many pictures. For each name on a picture we ask where it is, or to point to it (the joints of a skeleton
// have names of their own); a picture with one tag is asked for that.
// Units: pixels from the upper left corner; angles in degrees, about the centre of the shape.
// Source: cvat-ai/cvat, documentation “XML annotation format”, version 1.1; datumaro, tests/assets/cvat_dataset/for_images.
import type { Box } from '../../../1-image/types.ts';
import type { DataFile } from '../dataFile.ts';
import { eachTable } from '../eachTable.ts';
import type { Found, FoundPrompt, Importer } from '../importer.ts';
import { firstOf, inParts, promptsOf, Tally, told } from '../marks.ts';
import { boxAround, NAME_IT, uprightBox } from '../objectQuestions.ts';
import type { Marked } from '../objectQuestions.ts';
import { splitNamed } from '../splits.ts';
import type { Root } from '../root.ts';
import { rootName } from '../rootName.ts';
import { childrenOf, readXml } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

type Point = readonly [x: number, y: number];

/** NaN where there is none. */
const numberOf = ({ attributes }: XmlElement, name: string) => Number(attributes[name] ?? NaN);
const numbersOf = (shape: XmlElement, ...names: readonly string[]) => names.map((name) => numberOf(shape, name));

/** “1.5,2;3,4” */
const pointsOf = ({ attributes }: XmlElement): readonly Point[] =>
  (attributes['points'] ?? '')
    .split(';')
    .map((pair) => pair.split(',').map(Number))
    .filter((pair): pair is [number, number] => pair.length === 2 && pair.every(Number.isFinite));

const CUBOID = ['tl1', 'bl1', 'tr1', 'br1', 'tl2', 'bl2', 'tr2', 'br2'] as const;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

function boxOf(shape: XmlElement, tally: Tally): Box | null {
  const rotation = numberOf(shape, 'rotation') || 0;
  if (shape.name === 'box') {
    const [x0, y0, x1, y1] = numbersOf(shape, 'xtl', 'ytl', 'xbr', 'ybr') as [number, number, number, number];
    if (rotation === 0) return [x0, y0, x1, y1];
    tally.add('rotated');
    return uprightBox([(x0 + x1) / 2, (y0 + y1) / 2], (x1 - x0) / 2, (y1 - y0) / 2, radians(rotation));
  }
  tally.add('outlines');
  if (shape.name === 'ellipse') {
    const [cx, cy, rx, ry] = numbersOf(shape, 'cx', 'cy', 'rx', 'ry') as [number, number, number, number];
    return uprightBox([cx, cy], rx, ry, radians(rotation), true);
  }
  if (shape.name === 'mask') {
    const [left, top, width, height] = numbersOf(shape, 'left', 'top', 'width', 'height') as [
      number,
      number,
      number,
      number,
    ];
    return [left, top, left + width, top + height];
  }
  if (shape.name === 'cuboid')
    return boxAround(CUBOID.map((corner): Point => [numberOf(shape, `x${corner}`), numberOf(shape, `y${corner}`)]));
  return boxAround(pointsOf(shape));
}

const BOXED = new Set(['box', 'polygon', 'ellipse', 'mask', 'cuboid']);

function readShape(shape: XmlElement, tally: Tally): readonly Marked[] {
  const name = (shape.attributes['label'] ?? '').trim();
  if (shape.name === 'polyline') tally.add('lines');
  else if (shape.name === 'skeleton')
    return childrenOf(shape, 'points')
      .filter(({ attributes }) => attributes['outside'] !== '1')
      .flatMap((joint) => readShape(joint, tally));
  else if (shape.name !== 'points' && !BOXED.has(shape.name)) return [];
  else if (name === '') tally.add('unnamed');
  else {
    if (childrenOf(shape, 'attribute').length > 0) tally.add('attributes');
    if (shape.name === 'points') return pointsOf(shape).map((point) => ({ name, point }));
    const box = boxOf(shape, tally);
    if (box?.every(Number.isFinite)) return [{ name, box }];
    tally.add('broken');
  }
  return [];
}

/** CVAT lays the pictures of a project into a folder for each subset. */
function pictureOf({ attributes }: XmlElement, { folder }: DataFile, root: Root): string {
  const { name = '', subset = '' } = attributes;
  const places = [`images/${subset}/${name}`, `${subset}/${name}`, `images/${name}`, name];
  return firstOf(root, folder, places) ?? name;
}

function readImage(image: XmlElement, file: DataFile, root: Root, tally: Tally): readonly FoundPrompt[] {
  const tags = childrenOf(image, 'tag').map(({ attributes }) => attributes['label'] ?? '');
  const split = splitNamed(image.attributes['subset']);
  const place = { folder: '', where: `${file.label}, ${image.attributes['name'] ?? ''}`, table: file.path };
  const picture = pictureOf(image, file, root);
  const objects = image.children.flatMap((shape) => readShape(shape, tally));
  if (tags.length > 1) tally.add('tags');
  const asked =
    tags.length === 1 ? [{ images: [picture], question: NAME_IT, truth: { answer: tags[0]! }, ...place }] : [];
  const whole = asked.map((prompt) => (split ? { ...prompt, split } : prompt));
  if (objects.length === 0 && whole.length > 0) return whole;
  const pixels = told(numberOf(image, 'width'), numberOf(image, 'height'));
  return [...whole, ...promptsOf({ image: picture, objects, pixels, split, ...place }, tally)];
}

async function readSheet(file: DataFile, root: Root): Promise<Found> {
  const sheet = await readXml(file);
  const tally = new Tally();
  const prompts = childrenOf(sheet, 'image').flatMap((image) => readImage(image, file, root, tally));
  tally.add('videos', childrenOf(sheet, 'track').length);
  return { prompts: inParts(prompts, tally), notes: tally.notes(file.label) };
}

export const importer: Importer = {
  order: 33,
  namesPictures: true,
  async claim(files) {
    const claimed: DataFile[] = [];
    for (const file of files)
      if (/\.xml$/i.test(file.path) && rootName(await file.text()) === 'annotations') claimed.push(file);
    return claimed;
  },
  read: (own, root) => eachTable(own, (file) => readSheet(file, root)),
};

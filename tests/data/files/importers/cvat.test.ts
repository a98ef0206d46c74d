// What: CVAT for images 1.1, as its documentation and datumaro's tests/assets/cvat_dataset/for_images hold it.
import { describe, expect, test } from 'vitest';
import { readSet } from './read.ts';

const sheet = (images: string) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<annotations>\n  <version>1.1</version>\n  <meta><task><id>5</id><name>v1</name></task></meta>\n${images}\n</annotations>\n`;
const image = (shapes: string, more = '') =>
  `<image id="0" name="a.jpg" width="200" height="100"${more}>${shapes}</image>`;
const read = (shapes: string) => readSet({ 'annotations.xml': sheet(image(shapes)), 'images/a.jpg': '' });
const brief = ({ prompts }: Awaited<ReturnType<typeof readSet>>) =>
  prompts.map(({ question, boxes, points }) => [
    question,
    ...(boxes ?? points ?? []).map((place) => place.map((edge) => Number(edge.toFixed(6)))),
  ]);

describe('shapes', () => {
  test('boxes, with attributes, as CVAT writes them', async () => {
    const attribute = '<attribute name="a1">true</attribute>';
    const found = await read(`
      <box label="dog" source="manual" occluded="1" xtl="20.00" ytl="10.00" xbr="100.00" ybr="50.00" z_order="1">${attribute}</box>
      <box label="cat" source="manual" occluded="0" xtl="0.00" ytl="0.00" xbr="200.00" ybr="100.00" z_order="0"></box>
      <box label="dog" source="auto" occluded="0" xtl="50" ytl="25" xbr="60" ybr="30" z_order="0"/>`);
    expect(found.prompts).toEqual([
      {
        images: ['images/a.jpg'],
        question: 'find the dog',
        answer: 'dog',
        boxes: [[0.1, 0.1, 0.5, 0.5], [0.25, 0.25, 0.3, 0.3]], // prettier-ignore
        labels: ['dog', 'dog'],
      },
      { images: ['images/a.jpg'], question: 'find the cat', answer: 'cat', boxes: [[0, 0, 1, 1]], labels: ['cat'] },
    ]);
    expect(found.notes).toEqual(['annotations.xml: the attributes of 1 object are left out.']);
  });

  test('the others', async () => {
    const corners = ['tl', 'bl', 'tr', 'br'].flatMap((corner, i) => [
      `x${corner}1="${20 + i}" y${corner}1="${10 + i}"`,
      `x${corner}2="${60 - i}" y${corner}2="${50 - i}"`,
    ]);
    const found = await read(`
      <polygon label="roof" points="20,10;60,20;40,50"/>
      <mask label="lawn" rle="0, 20" left="20" top="10" width="40" height="20"/>
      <cuboid label="crate" ${corners.join(' ')}/>
      <ellipse label="egg" cx="100.00" cy="50.00" rx="40.00" ry="20.00"/>
      <points label="eye" points="50.5,25;100,50"/>
      <skeleton label="person"><points label="nose" outside="0" points="50,20"/><points label="ear" outside="1" points="1,1"/></skeleton>
      <polyline label="road" points="1.0,2;3,4;5,6"/>`);
    expect(brief(found)).toEqual([
      ['find the roof', [0.1, 0.1, 0.3, 0.5]],
      ['find the lawn', [0.1, 0.1, 0.3, 0.3]],
      ['find the crate', [0.1, 0.1, 0.3, 0.5]],
      ['find the egg', [0.3, 0.3, 0.7, 0.7]],
      ['point to the eye', [0.2525, 0.25], [0.5, 0.5]],
      ['point to the nose', [0.25, 0.2]],
    ]);
    expect(found.notes).toEqual([
      'annotations.xml: 4 outlines were read as the boxes around.',
      'annotations.xml: 1 line is left out, since only boxes and points can be asked for.',
    ]);
  });

  test('turned about the centre', async () => {
    const at = (rotation: number) => `xtl="80" ytl="45" xbr="120" ybr="55" rotation="${rotation}"`;
    const found = await read(`
      <box label="a" ${at(90)}/><box label="a" ${at(330)}/>
      <ellipse label="b" cx="100" cy="50" rx="20" ry="5" rotation="30"/>`);
    // 40 by 10 about (100, 50): half sides 20·cos + 5·sin and 20·sin + 5·cos, for the ellipse the roots of their squares
    expect(brief(found)).toEqual([
      ['find the a', [0.475, 0.3, 0.525, 0.7], [0.400897, 0.356699, 0.599103, 0.643301]],
      ['find the b', [0.412500, 0.391028, 0.587500, 0.608972]], // prettier-ignore
    ]);
    expect(found.notes[0]).toBe('annotations.xml: 2 turned boxes were read as the upright boxes around.');
  });

  test('tags, and what is not to be read', async () => {
    expect((await read('<tag label="indoors" source="manual"></tag>')).prompts).toEqual([
      { images: ['images/a.jpg'], question: 'what does the picture show?', answer: 'indoors' },
    ]);
    const found = await read(
      '<tag label="a"/><tag label="b"/><box label="" xtl="1" ytl="1" xbr="2" ybr="2"/><box label="c" xtl="1"/>',
    );
    expect(found.prompts).toEqual([]);
    expect(found.notes).toEqual([
      'annotations.xml: 1 object is left out, having no name to ask for.',
      'annotations.xml: 1 object is left out, having no box, outline or point.',
      'annotations.xml: the tags of 1 picture are left out, being several.',
      'annotations.xml: on 1 picture nothing is marked, so nothing is asked.',
      'images/a.jpg is in none of the prompts and was left out.',
    ]);
  });
});

// datumaro, tests/assets/cvat_dataset/for_images/export_project: the same names in every subset
test('subsets of a project', async () => {
  const parts = ['Train', 'Test', 'Validation'];
  const images = parts.map((part) =>
    image('<box label="dog" xtl="20" ytl="10" xbr="100" ybr="50"/>', ` subset="${part}" task_id="39"`),
  );
  const { prompts, notes } = await readSet({
    'annotations.xml': sheet(images.join('')),
    ...Object.fromEntries(parts.map((part) => [`images/${part}/a.jpg`, ''])),
  });
  expect(prompts.map(({ images, split }) => [images[0], split])).toEqual([
    ['images/Train/a.jpg', 'train'],
    ['images/Test/a.jpg', 'heldOut'],
    ['images/Validation/a.jpg', 'heldOut'],
  ]);
  expect(notes).toEqual(['annotations.xml: 2 prompts are held out, as the folders or lists say.']);
});

test('tracks of a video, and a file that is broken', async () => {
  const track =
    '<track id="0" label="II"><box frame="10" outside="0" xtl="3.00" ytl="4.00" xbr="10.00" ybr="5.00"></box></track>';
  const { prompts, notes } = await readSet({ 'a.xml': sheet(track), 'b.xml': '<annotations>\n<image' });
  expect(prompts).toEqual([]);
  expect(notes).toEqual([
    'a.xml: 1 track of a video is left out; export the frames as images.',
    'b.xml is broken in line 2, so nothing of it is read; save it again as XML.',
  ]);
});

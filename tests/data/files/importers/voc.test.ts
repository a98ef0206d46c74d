// What: Pascal VOC as the challenge, LabelImg, CVAT (datumaro), Roboflow, roLabelImg and the old LabelMe write it.
import { describe, expect, test } from 'vitest';
import { FILE_TEXTS } from '../../../../src/data/files/fileTexts.ts';
import { importer } from '../../../../src/data/files/importers/voc.ts';
import { readSet, rootOf } from './read.ts';
import type { Content } from './read.ts';

const sheet = (
  objects: string,
  { filename = 'a.jpg', size = '<size><width>100</width><height>50</height></size>', head = '' } = {},
) => `${head}<annotation><filename>${filename}</filename>${size}${objects}</annotation>`;
const object = (name: string, [x0, y0, x1, y1]: readonly (number | string)[], more = '') =>
  `<object><name>${name}</name>${more}<bndbox><xmin>${x0}</xmin><ymin>${y0}</ymin><xmax>${x1}</xmax><ymax>${y1}</ymax></bndbox></object>`;

/** Before boxes become fractions. */
async function find(files: Readonly<Record<string, Content>>) {
  const root = rootOf(files);
  return importer.read(await importer.claim(root.files), root, Infinity);
}

// HumanSignal/labelImg, libs/pascal_voc_io.py: tabs, a path of the own machine, size before the objects.
const LABELIMG = `<annotation verified="yes">
	<folder>pics</folder>
	<filename>dog &amp; cat.png</filename>
	<path>C:\\Users\\me\\pics\\dog &amp; cat.png</path>
	<source>
		<database>Unknown</database>
	</source>
	<size>
		<width>512</width>
		<height>256</height>
		<depth>3</depth>
	</size>
	<segmented>0</segmented>
	<object>
		<name>dog</name>
		<pose>Unspecified</pose>
		<truncated>0</truncated>
		<difficult>1</difficult>
		<bndbox>
			<xmin>64</xmin>
			<ymin>32</ymin>
			<xmax>128</xmax>
			<ymax>128</ymax>
		</bndbox>
	</object>
</annotation>
`;

test('LabelImg: beside its picture', async () => {
  const { prompts, notes } = await readSet({ 'pics/dog & cat.png': '', 'pics/dog & cat.xml': LABELIMG });
  expect(prompts).toEqual([
    {
      images: ['pics/dog & cat.png'],
      question: 'find the dog',
      answer: 'dog',
      boxes: [[0.125, 0.125, 0.25, 0.5]],
      labels: ['dog'],
    },
  ]);
  expect(notes).toEqual(['The .xml files: 1 object is marked as difficult and kept.']);
});

describe('the challenge', () => {
  // The header of VOC2012's Annotations/2007_000032.xml; its lists name pictures without an ending.
  const head = '<folder>VOC2012</folder><source><database>The VOC2007 Database</database></source>';
  const files = (lists: Readonly<Record<string, string>>) => ({
    'VOC2012/JPEGImages/1.jpg': '',
    'VOC2012/JPEGImages/2.jpg': '',
    'VOC2012/SegmentationClass/1.png': '',
    'VOC2012/Annotations/1.xml': sheet(head + object('cat', [1, 1, 100, 50]), { filename: '1.jpg' }),
    'VOC2012/Annotations/2.xml': sheet(head + object('cat', [11, 6, 50, 25]), { filename: '2.jpg' }),
    ...Object.fromEntries(Object.entries(lists).map(([name, text]) => [`VOC2012/ImageSets/Main/${name}`, text])),
  });

  test('counts from 1, and finds the picture among the masks', async () => {
    const { prompts, notes } = await readSet(files({}));
    expect(prompts.map(({ images, boxes }) => [images, boxes])).toEqual([
      [['VOC2012/JPEGImages/1.jpg'], [[0, 0, 1, 1]]],
      [['VOC2012/JPEGImages/2.jpg'], [[0.1, 0.1, 0.5, 0.5]]],
    ]);
    expect(notes).toEqual([]);
  });

  test('the lists say what is held out, those of a class do not', async () => {
    const { prompts } = await readSet(files({ 'train.txt': '1\r\n', 'val.txt': '2\n', 'cat_val.txt': '1 1\n2 -1\n' }));
    expect(prompts.map(({ split }) => split)).toEqual(['train', 'heldOut']);
  });

  test('nothing is held out where all would be', async () => {
    const { prompts } = await readSet(files({ 'val.txt': '1\n2\n' }));
    expect(prompts.map(({ split }) => split)).toEqual([undefined, undefined]);
  });
});

// Roboflow: xmin xmax ymin ymax in this order, folders train, valid and test.
test('Roboflow: the order of edges, and the folders of the parts', async () => {
  const name = '000001_jpg.rf.126f6b8cfbd73d7029f2ea9b666b4b83';
  const helmet = `<object><name>helmet</name><bndbox><xmin>10</xmin><xmax>50</xmax><ymin>5</ymin><ymax>25</ymax></bndbox></object>`;
  const { prompts } = await readSet(
    Object.fromEntries(
      ['train', 'valid', 'test'].flatMap((part) => [
        [`${part}/${name}.jpg`, part],
        [`${part}/${name}.xml`, sheet(helmet, { filename: `${name}.jpg` })],
      ]),
    ),
  );
  expect(prompts.map(({ images, split, boxes }) => [images[0], split, boxes])).toEqual([
    [`train/${name}.jpg`, 'train', [[0.1, 0.1, 0.5, 0.5]]],
    [`valid/${name}.jpg`, 'heldOut', [[0.1, 0.1, 0.5, 0.5]]],
    [`test/${name}.jpg`, 'heldOut', [[0.1, 0.1, 0.5, 0.5]]],
  ]);
});

describe('odd files', () => {
  test('a size of 0 is not told; decimals count', async () => {
    const size = '<size><width>0</width><height>0</height></size>';
    const { prompts } = await find({ 'a.jpg': '', 'a.xml': sheet(object('dog', ['1.5', 2, 3, '4e1']), { size }) });
    expect(prompts).toMatchObject([{ pixels: {}, truth: { boxes: [[1.5, 2, 3, 40]] } }]);
    expect(prompts[0]!.pixels).toEqual({});
  });

  // datumaro, tests/assets/voc_dataset/voc_dataset1: parts have boxes of their own.
  test('a part is not its object', async () => {
    const part = `<part>${object('head', [5, 6, 7, 8]).slice('<object>'.length, -'</object>'.length)}</part>`;
    const person = object('person', [4, 5, 60, 40]).replace('</object>', `${part}</object>`);
    const { prompts, notes } = await readSet({ 'a.jpg': '', 'a.xml': sheet(person) });
    expect(prompts.map(({ question, boxes }) => [question, boxes])).toEqual([
      ['find the person', [[0.04, 0.1, 0.6, 0.8]]],
    ]);
    expect(notes).toEqual(['The .xml files: 1 part of objects is left out.']);
  });

  test('an outline alone is read as the box around', async () => {
    const roboflow =
      '<object><name>a</name><polygon><x1>10</x1><y1>5</y1><x2>30</x2><y2>10</y2><x3>20</x3><y3>25</y3></polygon></object>';
    const labelMe =
      '<object><name>b</name><deleted>0</deleted><polygon><pt><x>10</x><y>5</y></pt><pt><x>50</x><y>25</y></pt></polygon></object>';
    const gone =
      '<object><name>c</name><deleted>1</deleted><polygon><pt><x>1</x><y>5</y></pt><pt><x>5</x><y>9</y></pt></polygon></object>';
    const { prompts, notes } = await readSet({ 'a.jpg': '', 'a.xml': sheet(roboflow + labelMe + gone) });
    expect(prompts.map(({ question, boxes }) => [question, boxes])).toEqual([
      ['find the a', [[0.1, 0.1, 0.3, 0.5]]],
      ['find the b', [[0.1, 0.1, 0.5, 0.5]]],
    ]);
    expect(notes).toEqual(['The .xml files: 2 outlines were read as the boxes around.']);
  });

  test('a turned box is read as the upright one around', async () => {
    const turned = (angle: number) =>
      `<object><type>robndbox</type><name>ship</name><robndbox><cx>50</cx><cy>25</cy><w>20</w><h>10</h><angle>${angle}</angle></robndbox></object>`;
    const { prompts, notes } = await find({ 'a.jpg': '', 'a.xml': sheet(turned(Math.PI / 2) + turned(Math.PI / 6)) });
    const [quarter, sixth] = prompts[0]!.truth.boxes!;
    [45, 15, 55, 35].forEach((edge, i) => expect(quarter![i]).toBeCloseTo(edge, 9));
    // half sides of a box 20 by 10, turned by 30°: 10·cos + 5·sin = 11.1603, 10·sin + 5·cos = 9.3301
    [38.8397, 15.6699, 61.1603, 34.3301].forEach((edge, i) => expect(sixth![i]).toBeCloseTo(edge, 4));
    expect(notes.map(({ sentence }) => sentence)).toEqual([
      'The .xml files: 2 turned boxes were read as the upright boxes around.',
    ]);
  });

  test('objects without box or name, pictures without objects or without a file are counted', async () => {
    const { prompts, notes } = await readSet({
      'a.jpg': '',
      'b.jpg': '',
      'c.jpg': '',
      'a.xml': sheet('<object><name>dog</name></object>' + object('', [1, 2, 3, 4])),
      'b.xml': sheet('', { filename: 'b.jpg' }),
    });
    expect(prompts).toEqual([]);
    expect(notes).toEqual([
      'The .xml files: 1 object is left out, having no box, outline or point.',
      'The .xml files: 1 object is left out, having no name to ask for.',
      'The .xml files: on 2 pictures nothing is marked, so nothing is asked.',
      'The .xml files leave out 1 picture: none has its name, so nothing is asked about it.',
    ]);
  });

  test('broken XML costs one file, other XML is not ours, entities stay as they are', async () => {
    const head = '<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE annotation [<!ENTITY a "boom">]>\n';
    const { prompts, notes } = await readSet({
      'a.jpg': '',
      'a.xml': sheet(object('dog &a;', [10, 5, 50, 25]), { head }),
      'b.xml': '<annotation>\n<object>\n</annotation>',
      'c.xml': '<html><annotation/></html>',
    });
    expect(prompts.map(({ question }) => question)).toEqual(['find the dog &a;']);
    expect(notes).toEqual([
      'b.xml is broken in line 3, so nothing of it is read; save it again as XML.',
      FILE_TEXTS.noTable(['c.xml']),
    ]);
  });

  test('a picture that is missing is named as the sheet names it', async () => {
    expect((await readSet({ 'a.xml': sheet(object('dog', [1, 2, 3, 4]), { filename: 'gone.jpg' }) })).notes).toEqual([
      'The picture gone.jpg is listed but missing from the files; add it.',
    ]);
  });

  test('a name without an ending, or of a file that was renamed since', async () => {
    const box = object('dog', [10, 5, 50, 25]);
    for (const filename of ['a', 'IMG_0001.JPG', ''])
      expect(
        (await readSet({ 'images/a.jpeg': '', 'annotations/xmls/a.xml': sheet(box, { filename }) })).prompts,
      ).toMatchObject([{ images: ['images/a.jpeg'], boxes: [[0.1, 0.1, 0.5, 0.5]] }]);
  });
});

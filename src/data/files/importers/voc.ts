// What: Pascal VOC: one .xml for each picture (also as LabelImg, CVAT and Roboflow write it), lists in ImageSets/Main that say what is held out.
// For each name on a picture we ask where it is.
// Units: pixels. VOC itself counts from 1 and includes the last pixel; the other tools count edges from 0.
// Source: the VOC2012 development kit; HumanSignal/labelImg, libs/pascal_voc_io.py; roLabelImg (robndbox: centre, size, radians).
import type { Box } from '../../../1-image/types.ts';
import type { DataFile } from '../dataFile.ts';
import { eachTable } from '../eachTable.ts';
import type { Importer } from '../importer.ts';
import { inParts, promptsOf, Tally, told } from '../marks.ts';
import { MARK_TEXTS as T } from '../markTexts.ts';
import { boxAround, uprightBox } from '../objectQuestions.ts';
import type { Marked } from '../objectQuestions.ts';
import { PictureIndex, stemOf } from '../sidecars.ts';
import { splitInPath } from '../splits.ts';
import type { Split } from '../splits.ts';
import { rootName } from '../rootName.ts';
import { childOf, childrenOf, numberIn, readXml, textIn } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

const LIST = /(^|\/)ImageSets\/[^/]+\/[^/]+\.txt$/i;
/** Those of the challenges: lists that name a class say who shows it, not who is held out. */
const PART = /(^|\/)ImageSets\/Main\/(train|val|test)\.txt$/i;

const numbersIn = (element: XmlElement | undefined, names: readonly string[]) => {
  const values = names.map((name) => numberIn(element, name));
  return values.every((value) => value !== undefined) ? values : null;
};

/** The corners in an element <polygon>: x1 y1 x2 y2 … (Roboflow) or pt with x and y (the old LabelMe). */
function cornersOf(polygon: XmlElement | undefined): readonly (readonly [number, number])[] {
  const leaves = polygon?.children.flatMap((child) => (child.name === 'pt' ? child.children : [child])) ?? [];
  const along = (axis: string) =>
    leaves.filter(({ name }) => new RegExp(`^${axis}\\d*$`).test(name)).map(({ text }) => Number(text));
  const [xs, ys] = [along('x'), along('y')];
  return xs.map((x, i) => [x, ys[i] ?? NaN] as const).filter((point) => point.every(Number.isFinite));
}

function boxOf(object: XmlElement, offset: number, tally: Tally): Box | null {
  const edges = numbersIn(childOf(object, 'bndbox'), ['xmin', 'ymin', 'xmax', 'ymax']);
  const corners = cornersOf(childOf(object, 'polygon'));
  if (corners.length > 0) tally.add('outlines');
  if (edges) return [edges[0]! - offset, edges[1]! - offset, edges[2]!, edges[3]!];
  const turned = numbersIn(childOf(object, 'robndbox'), ['cx', 'cy', 'w', 'h', 'angle']);
  if (turned) tally.add('rotated');
  if (!turned) return boxAround(corners);
  const [cx, cy, w, h, angle] = turned as [number, number, number, number, number];
  return uprightBox([cx, cy], w / 2, h / 2, angle);
}

function objectsOf(root: XmlElement, tally: Tally): readonly Marked[] {
  // The challenges' own files say so in <database>; tools that write the same form write their own name there.
  const offset = /^The VOC\d{4} Database$/.test(textIn(childOf(root, 'source'), 'database')) ? 1 : 0;
  return childrenOf(root, 'object').flatMap((object): Marked[] => {
    if (textIn(object, 'deleted') === '1') return []; // by the old LabelMe
    const name = textIn(object, 'name');
    const box = boxOf(object, offset, tally);
    tally.add('parts', childrenOf(object, 'part').length);
    if (!box) tally.add('broken');
    else if (name === '') tally.add('unnamed');
    if (!box || name === '') return [];
    if (textIn(object, 'difficult') === '1') tally.add('difficult');
    return [{ name, box }];
  });
}

/** Stem of a picture → its part, by the lists. */
async function readLists(lists: readonly DataFile[]): Promise<ReadonlyMap<string, Split>> {
  const parts = new Map<string, Split>();
  for (const list of lists.filter(({ path }) => PART.test(path))) {
    const split = splitInPath(list.name)!;
    for (const line of (await list.text()).split('\n')) {
      const [stem = ''] = line.trim().split(/\s+/);
      if (stem !== '') parts.set(stem, split);
    }
  }
  return parts;
}

export const importer: Importer = {
  order: 30,
  async claim(files) {
    const sheets = files.filter(({ path }) => /\.xml$/i.test(path));
    const texts = await Promise.all(sheets.map((file) => file.text()));
    const own = sheets.filter((_, i) => rootName(texts[i]!) === 'annotation');
    return own.length === 0 ? [] : [...own, ...files.filter(({ path }) => LIST.test(path))];
  },
  async read(own, root) {
    const index = new PictureIndex(root.files);
    const parts = await readLists(own.filter(({ path }) => LIST.test(path)));
    const tally = new Tally();
    const stems = new Set<string>();
    const { prompts, notes } = await eachTable(
      own.filter(({ path }) => /\.xml$/i.test(path)),
      async (file) => {
        const sheet = await readXml(file);
        const named = textIn(sheet, 'filename') || undefined;
        const picture = index.beside(file, named);
        stems.add(stemOf(file.path)).add(stemOf(picture?.path ?? ''));
        const size = childOf(sheet, 'size') ?? childOf(sheet, 'imagesize');
        const width = numberIn(size, 'width') ?? numberIn(size, 'ncols');
        const height = numberIn(size, 'height') ?? numberIn(size, 'nrows');
        const marked = {
          image: picture?.path ?? named ?? stemOf(file.path),
          folder: picture ? '' : file.folder,
          where: file.label,
          objects: objectsOf(sheet, tally),
          pixels: told(width, height),
          split: parts.get(stemOf(file.path)) ?? splitInPath(file.folder),
        };
        return { prompts: promptsOf(marked, tally), notes: [] };
      },
    );
    tally.add('unmarked', index.without(stems));
    const inOrder = inParts(prompts, tally);
    return { prompts: inOrder, notes: [...tally.notes(T.sidecars.xml), ...notes] };
  },
};

// What: DOTA and Roboflow's “YOLOv8 Oriented Bounding Boxes” of old: one .txt for each picture, four corners, a name and a difficulty in each line. For
// each name on a picture we ask where it is; turned boxes are read as the upright ones around.
// Units: pixels from the upper left corner.
// Source: https://captain-whu.github.io/DOTA/dataset.html; datumaro, tests/assets/dota_dataset and roboflow_dataset/yolo_obb (labelTxt).
import { append } from '../append.ts';
import type { DataFile } from '../dataFile.ts';
import type { FoundPrompt, Importer } from '../importer.ts';
import { inParts, promptsOf, Tally } from '../marks.ts';
import { MARK_TEXTS as T } from '../markTexts.ts';
import { boxAround } from '../objectQuestions.ts';
import type { Marked } from '../objectQuestions.ts';
import { PictureIndex, stemOf } from '../sidecars.ts';
import { splitInPath } from '../splits.ts';

const HEAD = /^(imagesource|gsd|acquisition dates)\s*:/i;
const LINE = /^((?:[-+\d.eE]+[\s,]+){8})(\S.*?)(?:[\s,]+([012]))?$/;

const linesOf = (text: string) => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '' && !HEAD.test(line)); // prettier-ignore
/** Units: letters. The expression takes the square of it. */
const LONGEST = 2000;
/** YOLO writes numbers there, perhaps as 5e-1. */
const isNamed = (line: string) =>
  line.length <= LONGEST &&
  (LINE.exec(line)?.[2] ?? '').split(/\s+/).some((word) => /\p{L}/u.test(word) && Number.isNaN(Number(word)));
const isSheet = (text: string) => {
  const lines = linesOf(text);
  return lines.length > 0 && lines.every(isNamed);
};

function readLine(line: string, tally: Tally): Marked {
  const [, places, name, difficulty] = LINE.exec(line)!;
  const numbers = places!.trim().split(/[\s,]+/).map(Number); // prettier-ignore
  const corners = [0, 2, 4, 6].map((i) => [numbers[i]!, numbers[i + 1]!] as const);
  if (new Set(corners.map(([x]) => x)).size > 2 || new Set(corners.map(([, y]) => y)).size > 2) tally.add('rotated');
  if (difficulty === '1') tally.add('difficult');
  return { name: name!.trim(), box: boxAround(corners)! };
}

export const importer: Importer = {
  order: 29,
  async claim(files) {
    const claimed: DataFile[] = [];
    for (const file of files) if (/\.txt$/i.test(file.path) && isSheet(await file.text())) claimed.push(file);
    return claimed;
  },
  async read(own, root) {
    const index = new PictureIndex(root.files);
    const tally = new Tally();
    const prompts: FoundPrompt[] = [];
    for (const file of own) {
      const picture = index.beside(file);
      const objects = linesOf(await file.text()).map((line) => readLine(line, tally));
      const place = { folder: '', where: file.label, split: splitInPath(file.folder) };
      if (picture) append(prompts, promptsOf({ image: picture.path, objects, pixels: {}, ...place }, tally));
      else tally.add('noPicture');
    }
    tally.add('unmarked', index.without(new Set(own.map(({ path }) => stemOf(path)))));
    return { prompts: inParts(prompts, tally), notes: tally.notes(T.sidecars.txt) };
  },
};

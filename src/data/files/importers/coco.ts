// What: COCO annotations: one prompt per picture and category, “find the <category>”, and one per picture with captions. Tables of one folder
// that speak of the same pictures (instances, keypoints and captions of the official archive) are laid over each other.
// Source: https://cocodataset.org/#format-data.
import type { Box } from '../../../1-image/types.ts';
import { unlike } from '../coco/sameBoxes.ts';
import { isCoco, readTable } from '../coco/readTable.ts';
import type { CocoPicture, CocoTable } from '../coco/readTable.ts';
import { COCO_TEXTS as T } from '../coco/texts.ts';
import type { DataFile } from '../dataFile.ts';
import type { FoundPrompt, Importer } from '../importer.ts';
import { cleanPath } from '../root.ts';
import type { Root } from '../root.ts';

/** A picture with what all tables say about it. A box that stands in two tables is one thing. */
class Merged {
  readonly boxes = new Map<string, readonly Box[]>();
  readonly captions = new Set<string>();

  constructor(
    private readonly picture: CocoPicture,
    private readonly file: DataFile,
  ) {}

  add({ boxes, captions }: CocoPicture): void {
    for (const [name, all] of boxes) {
      const known = this.boxes.get(name);
      this.boxes.set(name, known ? [...known, ...unlike(known, all)] : all);
    }
    captions.forEach((caption) => this.captions.add(caption));
  }

  prompts(): FoundPrompt[] {
    const { path, pixels } = this.picture;
    const about = { images: [path], folder: this.file.folder, table: this.file.path, where: this.file.label };
    const found = [...this.boxes].map(([name, boxes]): FoundPrompt => {
      const truth = { answer: name, boxes, labels: boxes.map(() => name) };
      return { ...about, question: T.question(name), truth, pixels, boxForm: T.boxForm };
    });
    const captions = [...this.captions];
    return captions.length === 0 ? found : [...found, { ...about, question: T.describe, truth: { captions } }];
  }
}

/** Pictures by their file and the sides that their boxes were counted in. */
function merge(tables: readonly CocoTable[], root: Root): readonly Merged[] {
  const merged = new Map<string, Merged>();
  for (const { file, pictures } of tables)
    for (const picture of pictures) {
      const { width, height } = picture.pixels;
      const located = root.locate(file.folder, picture.path);
      const path = located && !located.partly ? located.file.path : `${file.folder} ${cleanPath(picture.path)}`;
      const key = picture.boxes.size === 0 ? path : `${path} ${width} ${height}`;
      if (!merged.has(key)) merged.set(key, new Merged(picture, file));
      merged.get(key)!.add(picture);
    }
  return [...merged.values()];
}

export const importer: Importer = {
  order: 20,
  namesPictures: true,
  async claim(files) {
    const claimed: DataFile[] = [];
    for (const file of files) if (/\.json(\.txt)?$/i.test(file.path) && isCoco(await file.json())) claimed.push(file);
    return claimed;
  },
  async read(own, root) {
    const tables: CocoTable[] = [];
    for (const file of own) {
      const value = await file.json();
      if (isCoco(value)) tables.push(await readTable(value, file, root));
    }
    const prompts = merge(tables, root).flatMap((picture) => picture.prompts());
    return { prompts, notes: tables.flatMap(({ notes }) => notes) };
  },
};

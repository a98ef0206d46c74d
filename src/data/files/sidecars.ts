// What: the picture that belongs to a sidecar (a.xml, a.txt, a.json): the one of the same name, in the same folder or in the folder that stands
// for it: Annotations and JPEGImages, labels and images, train/labels and train/images.
import type { DataFile } from './dataFile.ts';
import { groupedBy } from './groupedBy.ts';
import { cleanPath } from './root.ts';

export const isPicture = ({ path }: Pick<DataFile, 'path'>): boolean =>
  /\.(png|jpe?g|jfif|webp|gif|bmp|avif|svg|heic|tiff?)$/i.test(path);

/** Folders that hold all of a kind: they tell nothing about which picture is meant. */
const KIND_FOLDER =
  /^(annotations?|annots?|labels?|labels?_?xmls?|xmls?|labeltxt|jsons?|jpegimages|images?|imgs?|pictures?|photos?|obj_\w+_data|data)$/i;

/** Whether a file in it can only be about a picture. */
export const isLabelFolder = (folder: string): boolean =>
  folder.split('/').some((part) => /^(labels?|labeltxt|obj_\w+_data)$/i.test(part));

const nameOf = (path: string) => path.split(/[\\/]/).at(-1)!;
/** Without its ending, or both where it is a.jpg.xml. */
export const stemOf = (path: string): string =>
  nameOf(path)
    .replace(/\.(xml|txt|json)$/i, '')
    .replace(/\.(png|jpe?g|jfif|webp|gif|bmp|avif|svg|heic|tiff?)$/i, '');

/** Its folders but those of a kind, and its stem. */
const placeOf = (path: string) =>
  [
    ...path
      .split('/')
      .slice(0, -1)
      .filter((folder) => !KIND_FOLDER.test(folder)),
    stemOf(path),
  ].join('/');

type Groups = ReadonlyMap<string, readonly DataFile[]>;

/** Pictures of one stem: every folder may hold an image.png of its own. */
class Namesakes {
  readonly #byFolder: Groups;
  readonly #byPlace: Groups;
  readonly #byName: Groups;

  constructor(private readonly all: readonly DataFile[]) {
    this.#byFolder = groupedBy(all, ({ folder }) => folder);
    this.#byPlace = groupedBy(all, ({ path }) => placeOf(path));
    this.#byName = groupedBy(all, ({ name }) => name);
  }

  /** The only one that is as close as can be; of several, the only one that is called `named`. */
  besideOf(folder: string, stem: string, named: string | undefined): DataFile | null {
    const near = this.#byFolder.get(folder) ?? this.#byPlace.get(placeOf(`${folder}/${stem}`));
    const close = near ?? this.all;
    if (close.length === 1) return close[0]!;
    if (named === undefined) return null;
    const called = near ? near.filter(({ name }) => name === nameOf(named)) : (this.#byName.get(nameOf(named)) ?? []);
    return called.length === 1 ? called[0]! : null;
  }
}

export class PictureIndex {
  readonly #byPath: ReadonlyMap<string, DataFile>;
  readonly #byStem: ReadonlyMap<string, Namesakes>;
  readonly pictures: readonly DataFile[];

  constructor(files: readonly DataFile[]) {
    this.pictures = files.filter(isPicture);
    this.#byPath = new Map(this.pictures.map((picture) => [picture.path, picture]));
    const groups = groupedBy(this.pictures, ({ path }) => stemOf(path));
    this.#byStem = new Map([...groups].map(([stem, group]) => [stem, new Namesakes(group)]));
  }

  /** How many have none of these names. */
  without(stems: ReadonlySet<string>): number {
    return this.pictures.filter(({ path }) => !stems.has(stemOf(path))).length;
  }

  has(stem: string): boolean {
    return this.#byStem.has(stem);
  }

  /** `named` is the file that the sidecar itself names, if it does. null where there is none, or several fit alike. */
  beside(sidecar: DataFile, named?: string): DataFile | null {
    const exact = named === undefined ? undefined : this.#byPath.get(cleanPath(`${sidecar.folder}/${named}`));
    if (exact) return exact;
    const stems = [...(named ? [stemOf(named.normalize('NFC'))] : []), stemOf(sidecar.path)];
    for (const stem of new Set(stems)) {
      const found = this.#byStem.get(stem)?.besideOf(sidecar.folder, stem, named);
      if (found) return found;
    }
    return null;
  }
}

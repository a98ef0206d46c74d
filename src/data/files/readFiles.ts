// What: files that hold data (archives, tables, sidecars beside their pictures) → prompts and their pictures. The one reader of the page and of
// the command line. Nothing is decoded; what is missing or broken costs one sentence, the rest is kept.
import { DataFileError } from '../dataPrompt.ts';
import type { DataPrompt } from '../dataPrompt.ts';
import type { DataFile } from './dataFile.ts';
import { FILE_TEXTS } from './fileTexts.ts';
import type { Found, FoundPrompt, Importer, NamedImage, Note } from './importer.ts';
import { placeBoxes } from './placeBoxes.ts';
import type { Root } from './root.ts';

const modules = import.meta.glob<Importer>('./importers/*.ts', { eager: true, import: 'importer' });
const IMPORTERS = Object.values(modules).sort((a, b) => a.order - b.order);

/** More prompts than these are more than a page can teach from. */
export const MAX_PROMPTS = 1000;

export interface OpenedPicture {
  readonly name: string;
  readonly content: Blob;
}

export interface OpenedData {
  /** Their images are keys of `images`. */
  readonly prompts: readonly DataPrompt[];
  readonly images: ReadonlyMap<string, OpenedPicture>;
  /** Pictures of roots in which there is no table: each is to become a prompt of its own. */
  readonly loose: readonly OpenedPicture[];
  /** Those about whole files come first. */
  readonly notes: readonly string[];
}

async function readRoot(root: Root): Promise<Found & { readonly tables: number }> {
  const prompts: FoundPrompt[] = [];
  const notes: Note[] = [];
  let left = root.files;
  let tables = 0;
  for (const { claim, read } of IMPORTERS) {
    const own = new Set(await claim(left));
    if (own.size === 0) continue;
    left = left.filter((file) => !own.has(file));
    tables += own.size;
    try {
      const found = await read([...own], root);
      prompts.push(...found.prompts);
      notes.push(...found.notes);
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      notes.push({ about: 'file', sentence: error.message });
    }
  }
  return { prompts, notes, tables };
}

/** Collects the pictures that prompts name: one key for each file, whatever the tables call it. */
class Pictures {
  readonly found = new Map<string, OpenedPicture>();
  readonly missing = new Set<string>();
  #own = 0;

  async keyOf(image: NamedImage, { folder }: FoundPrompt, root: Root, at: number): Promise<string | null> {
    if (typeof image !== 'string') {
      const key = `${at}/#${++this.#own}/${image.name}`;
      this.found.set(key, image);
      return key;
    }
    const file = root.find(folder, image);
    if (!file) {
      this.missing.add(image);
      return null;
    }
    const key = `${at}/${file.path}`;
    if (!this.found.has(key)) this.found.set(key, { name: file.name, content: await file.blob() });
    return key;
  }
}

const isPicture = ({ path }: DataFile) => /\.(png|jpe?g|jfif|webp|gif|bmp|avif|svg|heic)$/i.test(path);

export async function readFiles(roots: readonly Root[]): Promise<OpenedData> {
  const pictures = new Pictures();
  const prompts: DataPrompt[] = [];
  const loose: OpenedPicture[] = [];
  const notes: Note[] = [];
  for (const [at, root] of roots.entries()) {
    const read = await readRoot(root);
    notes.push(...read.notes);
    if (read.tables === 0)
      for (const file of root.files.filter(isPicture)) loose.push({ name: file.name, content: await file.blob() });
    for (const prompt of read.prompts) {
      const keys = await Promise.all(prompt.images.map((image) => pictures.keyOf(image, prompt, root, at)));
      const images = keys.filter((key) => key !== null);
      if (images.length < keys.length) continue;
      const { id, question, split } = prompt;
      const placed = placeBoxes(prompt, null);
      notes.push(...placed.notes);
      const whole = {
        ...(id === undefined ? {} : { id }),
        images,
        question,
        ...(split === undefined ? {} : { split }),
      };
      prompts.push({ ...whole, ...placed.truth });
    }
  }
  for (const path of pictures.missing) notes.push({ about: 'row', sentence: FILE_TEXTS.pictureMissing(path) });
  if (prompts.length > MAX_PROMPTS)
    notes.push({ about: 'file', sentence: FILE_TEXTS.tooMany(prompts.length, MAX_PROMPTS) });
  const ordered = [...notes.filter(({ about }) => about === 'file'), ...notes.filter(({ about }) => about === 'row')];
  return {
    prompts: prompts.slice(0, MAX_PROMPTS),
    images: pictures.found,
    loose,
    notes: [...new Set(ordered.map(({ sentence }) => sentence))],
  };
}

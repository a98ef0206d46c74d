// What: the pictures that prompts name, each once, whatever the tables call it; and which of the files are pictures.
import { pictureSize } from '../../1-image/pictureSize.ts';
import type { PictureSize } from '../../1-image/pictureSize.ts';
import { DataFileError } from '../dataPrompt.ts';
import type { DataFile } from './dataFile.ts';
import { FILE_TEXTS as T } from './fileTexts.ts';
import type { FoundPrompt, NamedImage, Note } from './importer.ts';
import { cleanPath } from './root.ts';
import type { Located, Root } from './root.ts';

export interface OpenedPicture {
  readonly name: string;
  readonly content: Blob;
}

export interface FoundPicture {
  /** In OpenedData.images. */
  readonly key: string;
  readonly name: string;
  size(): Promise<PictureSize | null>;
}

/** What a browser opens as a picture, and what visitors take for one: the page says about each of these what to do. */
const ENDINGS = /\.(a?png|jpe?g|jpe|jfif|webp|gif|bmp|avif|svgz?|heic|heif|tiff?|jxl|jp2|ico)$/i;
const STARTS = /^(\x89PNG|\xff\xd8\xff|GIF8|RIFF[^]{4}WEBP|[^]{4}ftyp(avi|hei|mif1|msf1))/;

/** By its name, else, where the name has no ending, by its first bytes. */
export async function isPicture(file: DataFile): Promise<boolean> {
  if (ENDINGS.test(file.name)) return true;
  if (file.name.includes('.')) return false;
  const start = await (await file.blob()).slice(0, 16).arrayBuffer();
  return STARTS.test(String.fromCharCode(...new Uint8Array(start)));
}

const DATA_ADDRESS = /^data:([^;,]*)(?:;[^,]*)?;base64,/i;
/** Base64 of PNG, JPEG, GIF and WebP, as some data sets hold pictures; no path is so long. */
const BARE_BASE64 = /^(iVBORw0KGgo|\/9j\/|R0lGOD|UklGR)[\w+/=\s]{200,}$/;

/** null where the text is none; the content is null where it is none that can be decoded. */
function pictureInText(text: string): { readonly content: Blob | null } | null {
  const address = DATA_ADDRESS.exec(text);
  if (!address && !BARE_BASE64.test(text)) return null;
  const base64 = address ? text.slice(address[0].length) : text;
  try {
    const bytes = Uint8Array.from(atob(base64.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
    return { content: new Blob([bytes], { type: address?.[1] ?? '' }) };
  } catch {
    return { content: null };
  }
}

/** More of them are counted, not named. */
const MOST_NAMED = 5;

export class Pictures {
  readonly images = new Map<string, OpenedPicture>();
  readonly #used = new Set<DataFile>();
  readonly #missing = new Set<string>();
  readonly #sentences = new Set<string>();
  /** Root, folder and path → what they mean. */
  readonly #located = new Map<string, Located | null>();
  /** Root, folder and file → the paths by which tables of that folder name it. */
  readonly #writtenAs = new Map<string, Set<string>>();
  readonly #rootOf: ReadonlyMap<DataFile, Root>;
  #own = 0;

  /** `bare` are the roots without tables: pictures may come in an archive of their own. */
  constructor(
    private readonly roots: readonly Root[],
    private readonly bare: readonly Root[],
  ) {
    this.#rootOf = new Map(roots.flatMap((root) => root.files.map((file) => [file, root])));
  }

  /** Has to be told of all prompts before the first of them is asked for. */
  expect(prompt: FoundPrompt, root: Root): void {
    for (const image of prompt.images) if (typeof image === 'string') this.#locate(image, prompt.folder, root);
  }

  isUsed(file: DataFile): boolean {
    return this.#used.has(file);
  }

  /** null where one of them is not there; the sentence about it is in `notes`. */
  async all(prompt: FoundPrompt, root: Root): Promise<readonly FoundPicture[] | null> {
    const found: FoundPicture[] = [];
    for (const image of prompt.images) {
      const picture = await this.#one(image, prompt, root);
      if (!picture) return null;
      found.push(picture);
    }
    return found;
  }

  notes(): readonly Note[] {
    const [named, counted] = [[...this.#missing].slice(0, MOST_NAMED), [...this.#missing].slice(MOST_NAMED)];
    const sentences = [...this.#sentences, ...named.map(T.pictureMissing)];
    if (counted.length === 1) sentences.push(T.pictureMissing(counted[0]!));
    if (counted.length > 1) sentences.push(T.picturesMissing(counted));
    return sentences.map((sentence) => ({ about: 'row', sentence }));
  }

  async #one(image: NamedImage, prompt: FoundPrompt, root: Root): Promise<FoundPicture | null> {
    if (typeof image !== 'string') return this.#add(image);
    const inText = pictureInText(image);
    if (inText?.content) return this.#add({ name: prompt.where, content: inText.content });
    if (inText) return this.#refuse(T.pictureBroken(prompt.where));
    const located = this.#locate(image, prompt.folder, root);
    if (!located) return this.#notFound(image, root);
    const { file } = located;
    const written = this.#writtenAs.get(this.#keyOf(root, prompt.folder, file.path))!;
    if (located.partly && written.size > 1) return this.#refuse(T.pictureShared(image, file.path));
    this.#used.add(file);
    return this.#open(file, root);
  }

  async #open(file: DataFile, root: Root): Promise<FoundPicture | null> {
    const key = this.#keyOf(this.#rootOf.get(file) ?? root, file.path);
    try {
      if (!this.images.has(key)) this.images.set(key, { name: file.name, content: await file.blob() });
    } catch (error) {
      if (error instanceof DataFileError) return this.#refuse(error.message);
      throw error;
    }
    return { key, name: file.name, size: () => file.size() };
  }

  #keyOf(root: Root, ...parts: readonly string[]): string {
    return [this.roots.indexOf(root), ...parts].join('/');
  }

  #locate(path: string, folder: string, root: Root): Located | null {
    const key = this.#keyOf(root, folder, path);
    const known = this.#located.get(key);
    if (known !== undefined || pictureInText(path)) return known ?? null;
    const elsewhere = () => {
      const found = this.bare.flatMap((other) => (other === root ? [] : (other.locate('', path) ?? [])));
      return found.length === 1 ? found[0]! : null;
    };
    const located = root.locate(folder, path) ?? elsewhere();
    this.#located.set(key, located);
    if (!located) return null;
    const written = this.#keyOf(root, folder, located.file.path);
    this.#writtenAs.set(written, (this.#writtenAs.get(written) ?? new Set()).add(cleanPath(path)));
    return located;
  }

  #notFound(path: string, root: Root): null {
    if (root.isLost(path)) return null;
    const files = root.namesakes(path);
    if (files.length < 2) this.#missing.add(path);
    else
      this.#sentences.add(
        T.pictureUnclear(
          path,
          files.slice(0, 2).map((file) => file.path),
          files.length,
        ),
      );
    return null;
  }

  #refuse(sentence: string): null {
    this.#sentences.add(sentence);
    return null;
  }

  /** A picture that came inside the table itself. */
  #add(picture: OpenedPicture): FoundPicture {
    const key = `#${++this.#own}/${picture.name}`;
    this.images.set(key, picture);
    const size = async () => pictureSize(new Uint8Array(await picture.content.arrayBuffer()));
    return { key, name: picture.name, size };
  }
}

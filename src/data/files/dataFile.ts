// What: one file of a table or beside it, opened when it is asked for.
import { pictureSize } from '../../1-image/pictureSize.ts';
import type { PictureSize } from '../../1-image/pictureSize.ts';
import { decodeText } from './decodeText.ts';
import { FILE_TEXTS } from './fileTexts.ts';
import { parseLaxJson } from './laxJson.ts';

type Content = Blob | (() => Promise<Blob>);

export class DataFile {
  /** What was noticed about it as a whole when it was unpacked or decoded, in sentences. */
  readonly noticed: string[] = [];
  #text: Promise<string> | null = null;
  #json: Promise<unknown> | null = null;
  #size: Promise<PictureSize | null> | null = null;
  readonly #content: Content;

  constructor(
    /** Clean: '/' between folders, none in front, as root.ts makes it. */
    readonly path: string,
    content: Content,
    /** Other readings of its path, where an archive does not say in which alphabet it wrote the name. */
    readonly otherPaths: readonly string[] = [],
  ) {
    this.#content = content;
  }

  get name(): string {
    return this.path.split('/').at(-1)!;
  }

  /** '' for the root itself. */
  get folder(): string {
    return this.path.split('/').slice(0, -1).join('/');
  }

  async blob(): Promise<Blob> {
    return typeof this.#content === 'function' ? this.#content() : this.#content;
  }

  /** null where it was moved or changed since it was chosen. */
  async #bytes(): Promise<Uint8Array | null> {
    try {
      return new Uint8Array(await (await this.blob()).arrayBuffer());
    } catch {
      return null;
    }
  }

  text(): Promise<string> {
    this.#text ??= this.#bytes().then((bytes) => {
      if (!bytes) this.noticed.push(FILE_TEXTS.unreadable(this.name));
      if (!bytes) return '';
      const { text, doubt } = decodeText(bytes);
      if (doubt) this.noticed.push(FILE_TEXTS.doubtfulText[doubt](this.name));
      return text;
    });
    return this.#text;
  }

  /** undefined where it is not JSON. */
  json(): Promise<unknown> {
    this.#json ??= this.text().then(parseLaxJson);
    return this.#json;
  }

  /** As a picture; null where it is none of a kind whose size is known. */
  size(): Promise<PictureSize | null> {
    this.#size ??= this.#bytes().then((bytes) => bytes && pictureSize(bytes));
    return this.#size;
  }
}

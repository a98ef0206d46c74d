// What: one file of a table or beside it, opened when it is asked for.
import { pictureSize } from '../../1-image/pictureSize.ts';
import type { PictureSize } from '../../1-image/pictureSize.ts';
import { DataFileError } from '../dataPrompt.ts';
import { decodeText } from './decodeText.ts';
import { FILE_TEXTS } from './fileTexts.ts';
import { parseLaxJson } from './laxJson.ts';

type Content = Blob | (() => Promise<Blob>);

export class DataFile {
  /** In sentences: its name, or more of its path where several files are called so (labels.ts). */
  label: string;
  /** What was noticed about it as a whole when it was unpacked or decoded, in sentences. */
  readonly noticed: string[] = [];
  #text: Promise<string> | null = null;
  #json: Promise<unknown> | null = null;
  #size: Promise<PictureSize | null> | null = null;
  readonly #content: Content;
  readonly name: string;
  /** '' for the root itself. */
  readonly folder: string;

  constructor(
    /** Clean: '/' between folders, none in front, as root.ts makes it. */
    readonly path: string,
    content: Content,
    /** Other readings of its path, where an archive does not say in which alphabet it wrote the name. */
    readonly otherPaths: readonly string[] = [],
  ) {
    this.#content = content;
    const end = path.lastIndexOf('/');
    this.name = path.slice(end + 1);
    this.folder = path.slice(0, Math.max(0, end));
    this.label = this.name;
  }

  /** Throws a DataFileError where it was moved or changed since it was chosen, or is damaged in its archive. */
  blob(): Promise<Blob> {
    return this.#reading(async () => (typeof this.#content === 'function' ? this.#content() : this.#content));
  }

  #bytes(): Promise<Uint8Array> {
    return this.#reading(async () => new Uint8Array(await (await this.blob()).arrayBuffer()));
  }

  async #reading<Read>(read: () => Promise<Read>): Promise<Read> {
    try {
      return await read();
    } catch (error) {
      throw error instanceof DataFileError ? error : new DataFileError(FILE_TEXTS.unreadable(this.label));
    }
  }

  async #decode(): Promise<string> {
    try {
      const { text, doubt } = decodeText(await this.#bytes());
      if (doubt) this.noticed.push(FILE_TEXTS.doubtfulText[doubt](this.label));
      return text;
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      this.noticed.push(error.message);
      return '';
    }
  }

  /** '' where it cannot be read; `noticed` says so. */
  text(): Promise<string> {
    this.#text ??= this.#decode();
    return this.#text;
  }

  /** undefined where it is not JSON. */
  json(): Promise<unknown> {
    this.#json ??= this.text().then(parseLaxJson);
    return this.#json;
  }

  /** As a picture; null where it is none of a kind whose size is known. */
  size(): Promise<PictureSize | null> {
    this.#size ??= this.#bytes().then(pictureSize, () => null);
    return this.#size;
  }
}

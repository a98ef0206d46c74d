// What: one file of a table or beside it, opened when it is asked for. Its text is decoded by its byte order mark, else as UTF-8.
import { parseJson } from '../dataPrompt.ts';

type Content = Blob | (() => Promise<Blob>);

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);

/** Windows' editors write UTF-16 with a mark; nothing else of that kind is met in practice. */
function decoded(bytes: Uint8Array): string {
  if (startsWith(bytes, 0xff, 0xfe)) return new TextDecoder('utf-16le').decode(bytes);
  if (startsWith(bytes, 0xfe, 0xff)) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes); // drops the mark of UTF-8
}

export class DataFile {
  #text: Promise<string> | null = null;
  #json: Promise<unknown> | null = null;
  readonly #content: Content;

  constructor(
    /** Clean: '/' between folders, none in front, as root.ts makes it. */
    readonly path: string,
    content: Content,
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

  text(): Promise<string> {
    this.#text ??= this.blob()
      .then((blob) => blob.arrayBuffer())
      .then((buffer) => decoded(new Uint8Array(buffer)));
    return this.#text;
  }

  /** undefined where it is not JSON. */
  json(): Promise<unknown> {
    this.#json ??= this.text().then(parseJson);
    return this.#json;
  }
}

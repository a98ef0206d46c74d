// What: how much archives may unpack to, counted as the bytes come out: what a header claims may be a lie.
import { DataFileError } from '../../dataPrompt.ts';
import { FILE_TEXTS } from '../fileTexts.ts';

export interface Limits {
  readonly bytes: number;
  readonly files: number;
}
export const LIMITS: Limits = { bytes: 512 * 2 ** 20, files: 5000 };

/** Refuses the whole of what was given, also where an archive inside it is the one that is too large. */
export class TooLargeError extends DataFileError {}

/** One for an archive and all archives inside it. */
export class Allowance {
  #bytes = 0;
  #files = 0;

  /** `name` is that of the outermost archive. */
  constructor(
    private readonly name: string,
    private readonly limits: Limits = LIMITS,
  ) {}

  /** Throws a TooLargeError where that is too much. */
  spend({ bytes = 0, files = 0 }: Partial<Limits>): void {
    this.#bytes += bytes;
    this.#files += files;
    const { limits } = this;
    if (this.#bytes > limits.bytes || this.#files > limits.files)
      throw new TooLargeError(FILE_TEXTS.unpacksTooLarge(this.name, limits.bytes / 2 ** 20, limits.files));
  }
}

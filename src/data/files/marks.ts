// What: what every kind of annotation file has in common: objects on a picture → prompts, what was changed on the way counted into one sentence
// of its kind.
import type { FoundPrompt, NamedImage, Note, Pixels } from './importer.ts';
import { MARK_TEXTS } from './markTexts.ts';
import type { Counted } from './markTexts.ts';
import { questionsAbout } from './objectQuestions.ts';
import type { Marked } from './objectQuestions.ts';
import { withSplits } from './splits.ts';
import type { Split } from './splits.ts';
import type { Root } from './root.ts';

/** Counts what happened, and says it in the order in which it was met first. */
export class Tally {
  readonly #counts = new Map<Counted, number>();

  add(what: Counted, count = 1): void {
    if (count > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  notes(where: string): readonly Note[] {
    return [...this.#counts].map(([what, count]) => ({ about: 'file', sentence: MARK_TEXTS.said[what](where, count) }));
  }
}

export interface MarkedPicture {
  readonly image: NamedImage;
  /** From which the image is meant, where it is a path. */
  readonly folder: string;
  /** Starts the sentences about it. */
  readonly where: string;
  readonly objects: readonly Marked[];
  /** Where boxes and points are counted in pixels. */
  readonly pixels?: Pixels;
  readonly split?: Split | undefined;
  /** Path of the table, where it is one of many pictures. */
  readonly table?: string;
}

export function promptsOf(marked: MarkedPicture, tally: Tally): readonly FoundPrompt[] {
  const { image, folder, where, objects, pixels, split, table } = marked;
  if (objects.length === 0) tally.add('nothing');
  return questionsAbout(objects).map((asked) => ({
    images: [image],
    ...asked,
    ...(split === undefined ? {} : { split }),
    ...(pixels === undefined ? {} : { pixels }),
    ...(table === undefined ? {} : { table }),
    folder,
    where,
  }));
}

/** The path of the first of these that is there as it is written; null where none is. What fits in part only is left to pictures.ts, which sees
 *  where two of a table would mean the same file. */
export function firstOf(root: Root, folder: string, paths: readonly string[]): string | null {
  const located = paths.map((path) => root.locate(folder, path));
  return located.find((one) => one && !one.partly)?.file.path ?? null;
}

/** A size that a file tells; 0, as some tools write where they did not look, tells none. */
export const told = (width: unknown, height: unknown): Pixels => {
  const side = (value: unknown) => (typeof value === 'number' && value > 0 ? value : undefined);
  const [w, h] = [side(width), side(height)];
  return { ...(w === undefined ? {} : { width: w }), ...(h === undefined ? {} : { height: h }) };
};

/** Prompts with the parts that their folders or lists tell, where those leave something to learn from. */
export function inParts(prompts: readonly FoundPrompt[], tally: Tally): readonly FoundPrompt[] {
  const kept = withSplits(prompts);
  tally.add('heldOut', kept.filter(({ split }) => split === 'heldOut').length);
  return kept;
}

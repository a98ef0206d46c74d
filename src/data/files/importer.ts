// What: what each kind of table is read into. A new kind of table = one new file in importers/ (or, where it is a kind of row in a .jsonl,
// .json, .csv or .parquet file, one in rows/), found by glob.
import type { Truth } from '../../4-rewards/types.ts';
import type { DataFile } from './dataFile.ts';
import type { Root } from './root.ts';

/** A picture as a table has it: a path from the table's folder (or an address, or base64), or the picture itself. */
export type NamedImage = string | { readonly name: string; readonly content: Blob };

/** The size that boxes and points in pixels were counted in; a side that the table does not tell is that of the picture file. */
export interface Pixels {
  readonly width?: number;
  readonly height?: number;
}

export interface FoundPrompt {
  readonly id?: string;
  readonly images: readonly NamedImage[];
  readonly question: string;
  readonly split?: 'train' | 'heldOut';
  /** Boxes and points are fractions of the first picture, or pixels where `pixels` is there. They may reach beyond it: what to do
   *  about that is decided once, in placeBoxes.ts. */
  readonly truth: Truth;
  readonly pixels?: Pixels;
  /** What the table means by the numbers of a box, to end a sentence: “bbox is x, y, width, height in pixels”. */
  readonly boxForm?: string;
  /** The folder of the table, from which paths are meant. */
  readonly folder: string;
  /** Path of the table, whose name may say that it is to be held out (tableSplits.ts); it is not asked for a prompt that says so itself. */
  readonly table?: string;
  /** Starts the sentences about it: “a.jsonl, line 3”. */
  readonly where: string;
  /** The line or row in which it stands, counted from 1. */
  readonly line?: number;
}

/** A sentence for the visitor; those about a whole file come before those about one row. */
export interface Note {
  readonly about: 'file' | 'row';
  readonly sentence: string;
}

export interface Found {
  readonly prompts: readonly FoundPrompt[];
  readonly notes: readonly Note[];
  /** What was claimed is no table of prompts, only known as something else: pictures beside it are opened as they are. */
  readonly isNoTable?: boolean;
}

export interface Importer {
  /** Asked in this order, small first. A file belongs to the first that claims it. */
  readonly order: number;
  /** Its tables name the pictures that they are about: pictures beside them that are in no prompt are worth a sentence. Where marks lie
   *  beside pictures of the same name, the importer itself says what it leaves out. */
  readonly namesPictures?: boolean;
  /** Those of the files that are its tables (or sidecars of one picture each, or lists of names that they need), by name or content. */
  claim(files: readonly DataFile[]): Promise<readonly DataFile[]>;
  /** `own` is what it claimed in this root; a DataFileError refuses all of it with one sentence. No more than `most` prompts will be used: a
   *  table that holds its pictures need not be read any further. */
  read(own: readonly DataFile[], root: Root, most: number): Promise<Found>;
}

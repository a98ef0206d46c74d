// What: a row of a table (an object) in the form of one trainer or data set → a prompt. Ours, LLaVA's conversations, verl's … each has a file
// in rows/; the containers (.jsonl, .json, .csv, .parquet) are read once, in importers/.
import type { FoundPrompt } from './importer.ts';

export type Row = Readonly<Record<string, unknown>>;

export type ReadRow =
  | {
      readonly prompts: readonly Omit<FoundPrompt, 'folder' | 'table' | 'where' | 'line'>[];
      /** Columns that were not read. */
      readonly unknown: readonly string[];
      /** What was changed or left out, as “in 3 rows …” goes on: counted, and said once for each file. */
      readonly changes?: readonly string[];
      /** Sentences about this row, which is kept. */
      readonly notes?: readonly string[];
    }
  | { readonly problem: string };

export interface RowFormat {
  /** Asked in this order, small first; ours comes last, since it refuses what it does not know in a sentence. */
  readonly order: number;
  /** Whether the row is in this form, by the names and kinds of its columns. */
  fits(row: Row): boolean;
  /** `where` starts the sentences: “a.jsonl, line 3”. */
  read(row: Row, where: string): ReadRow;
}

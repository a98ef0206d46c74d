// What: the grammar files of src/4-rewards/grammars/*.json, for the setting `grammar` and for the page's hint; the engine reads
//   and checks the same files (4-rewards/grammars.ts).

/** A tag as the file has it. */
export interface GrammarTagFile {
  readonly name: string;
  readonly content: string;
  readonly optional?: boolean;
  readonly repeatable?: boolean;
  readonly times?: number;
  readonly min?: number;
  readonly max?: number;
  readonly action?: boolean;
}
export interface GrammarFile {
  readonly name: string;
  readonly doc: string;
  readonly tags: readonly GrammarTagFile[];
}

const files = import.meta.glob<GrammarFile>('../4-rewards/grammars/*.json', { eager: true, import: 'default' });

/** By name, in alphabetical order. */
export const GRAMMARS: ReadonlyMap<string, GrammarFile> = new Map(
  Object.values(files)
    .map((file) => [file.name, file] as const)
    .sort(([a], [b]) => a.localeCompare(b)),
);

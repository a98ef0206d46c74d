// What: the grammar files of src/4-rewards/grammars/*.json and the visitor's own, for the setting `grammar` and for the page's hint;
//   the engine reads and checks the same (4-rewards/grammars.ts).

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

// By glob: config knows no stage.
const parsers = import.meta.glob<(json: unknown) => unknown>('../4-rewards/grammar.ts', {
  eager: true,
  import: 'parseGrammar',
});

/** Throws the engine's sentence for a grammar that cannot be used. */
export function checkGrammar(json: unknown): void {
  for (const parse of Object.values(parsers)) parse(json);
}

/** Of a value of the setting: a name, or the visitor's own as JSON. */
export const grammarOf = (setting: string): GrammarFile =>
  GRAMMARS.get(setting) ?? (JSON.parse(setting) as GrammarFile);

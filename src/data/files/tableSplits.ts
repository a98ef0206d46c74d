// What: data that comes as several tables, some of them for tests by their names (val.jsonl, test/_annotations.coco.json): those are held out.
// A table that comes alone is for training, whatever its name.
import { FILE_TEXTS } from './fileTexts.ts';
import type { FoundPrompt, Note } from './importer.ts';
import { splitNamed } from './splits.ts';

/** The name of the table says it, else the nearest folder that does. */
function isForTests(table: string): boolean {
  const words = table
    .split('/')
    .reverse()
    .flatMap((part) => part.split(/[_.\s-]+/));
  return words.map(splitNamed).find((split) => split !== undefined) === 'heldOut';
}

export interface SplitPrompts {
  readonly prompts: readonly FoundPrompt[];
  readonly notes: readonly Note[];
}

/** `prompts` are those of one root. */
export function splitByTable(prompts: readonly FoundPrompt[]): SplitPrompts {
  const tables = new Set(prompts.flatMap(({ table }) => table ?? []));
  const forTests = new Set([...tables].filter(isForTests));
  const held = new Map<string, number>();
  if (forTests.size === tables.size || forTests.size === 0) return { prompts, notes: [] };
  const split = prompts.map((prompt): FoundPrompt => {
    const { table } = prompt;
    if (prompt.split !== undefined || table === undefined || !forTests.has(table)) return prompt;
    held.set(table, (held.get(table) ?? 0) + 1);
    return { ...prompt, split: 'heldOut' };
  });
  const notes = [...held].map(([table, count]): Note => ({
    about: 'file',
    sentence: FILE_TEXTS.heldOut(table, count),
  }));
  return { prompts: split, notes };
}

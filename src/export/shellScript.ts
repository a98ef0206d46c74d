// What: what the scripts and data of several trainers have in common: lines of a command, a row per prompt of a split, a question behind the
// marks of its pictures.
import type { ExportedRun, ExportPrompt } from './exportedRun.ts';

type Given = Readonly<Record<string, unknown>>;

/** `command`, its arguments (a line each), whatever else the script is given; the folder of the script is $HERE, the model is $MODEL. */
export const shellScript = (told: string, command: string, given: readonly string[]): string =>
  `#!/bin/bash\n# ${told}\nset -e\nMODEL="\${1:?a model}"\nHERE="$(cd "$(dirname "$0")" && pwd)"\ncd "$HERE"\nVAL=test.jsonl\n[ -f "data/$VAL" ] || VAL=train.jsonl\n${command} \\\n${given.map((line) => `  ${line} \\\n`).join('')}  "\${@:2}"\n`;

/** name=value, as Hydra and OmegaConf read it. */
export const overrides = (given: Given): string[] =>
  Object.entries(given).map(([name, value]) => `${name}=${Array.isArray(value) ? `'[${value.join(',')}]'` : String(value)}`); // prettier-ignore

/** --name value; true is the name alone, false is nothing, a list is several values. */
export const flags = (given: Given): string[] =>
  Object.entries(given)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? `--${name}` : `--${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`)); // prettier-ignore

/** data/train.jsonl, and data/test.jsonl where prompts are held out. */
export function rowFiles(
  run: ExportedRun,
  row: (prompt: ExportPrompt, index: number) => unknown,
): (readonly [string, string])[] {
  const splits = [['train', 'train'], ['heldOut', 'test']] as const; // prettier-ignore
  return splits.flatMap(([split, name]) => {
    const rows = run.prompts.filter((prompt) => prompt.split === split);
    const text = rows.map((prompt, i) => `${JSON.stringify(row(prompt, i))}\n`).join('');
    return rows.length > 0 ? [[`data/${name}.jsonl`, text] as const] : [];
  });
}

export const askedOf = (run: ExportedRun, { images, question }: ExportPrompt): string =>
  `${'<image>'.repeat(images.length)}${question}\n${run.instruction}`;

// What: `npm run eval`: the table of the model card, from the exported files through the product's own engine.
// Sets: pretrain/out/eval/NAME.jsonl (made by `python -m pocket.make_eval`), or any prompts file.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setLeaf } from '../config/setLeaf.ts';
import { defaultConfig } from '../config/validateConfig.ts';
import type { Evaluation } from '../training/protocol.ts';
import { ArgumentError } from './arguments.ts';
import { BrowserEngine } from './browserEngine.ts';
import { markdownTable, skillRows } from './evalTable.ts';
import { ROOT, SetUpError } from './project.mjs';
import { readPromptsFile } from './readPrompts.ts';

const HELP = `npm run eval -- --model DIR --split NAME [options]

  --model DIR          policy bundle
  --split NAME         a set in pretrain/out/eval, or a prompts file; ids 'skill/…' make the rows
  --generations N      samples per prompt, default 16; 0 = greedy only
  --temperature T      1 unless told
  --limit N            at most N prompts per skill
  --json FILE          every answer, one JSON line per prompt`;

const SETS = join(ROOT, 'pretrain', 'out', 'eval');
const LOCAL_MODEL = 'local-model/';

function options(list: readonly string[]): Map<string, string> {
  const known = ['model', 'split', 'generations', 'temperature', 'limit', 'json'];
  const found = new Map<string, string>();
  for (let i = 0; i < list.length; i += 2) {
    const name = list[i]!.replace(/^--/, '');
    if (!known.includes(name))
      throw new ArgumentError(`There is no option '${list[i]}'; the options are --${known.join(', --')}.`);
    if (list[i + 1] === undefined) throw new ArgumentError(`--${name} needs a value.`);
    found.set(name, list[i + 1]!);
  }
  return found;
}

function setFile(name: string): string {
  const file = join(SETS, `${name}.jsonl`);
  const given = [name, file].find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (given !== undefined) return given;
  const made = existsSync(SETS) ? readdirSync(SETS).filter((entry) => entry.endsWith('.jsonl')) : [];
  const list =
    made.length > 0
      ? `there are ${made.map((entry) => basename(entry, '.jsonl')).join(', ')}`
      : 'none has been made yet';
  throw new ArgumentError(`There is no set '${name}' (${list}); see pretrain/README.md, pocket.make_eval.`);
}

function whole(text: string | undefined, fallback: number, name: string): number {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new ArgumentError(`--${name} must be a whole number, not '${text}'.`);
  return value;
}

async function main(): Promise<number> {
  if (process.argv.includes('--help') || process.argv.length < 3) {
    console.log(HELP);
    return 0;
  }
  const given = options(process.argv.slice(2));
  const generations = whole(given.get('generations'), 16, 'generations');
  const limit = whole(given.get('limit'), 1e6, 'limit');
  const counts = new Map<string, number>();
  const prompts = (await readPromptsFile(setFile(given.get('split') ?? ''))).filter(({ id }) => {
    const skill = id.split('/')[0]!;
    counts.set(skill, (counts.get(skill) ?? 0) + 1);
    return counts.get(skill)! <= limit;
  });
  const model = given.get('model') ?? null;
  let config = setLeaf(defaultConfig(), 'temperature', given.get('temperature') ?? '1');
  if (model !== null) config = setLeaf(config, 'model', LOCAL_MODEL);
  let results: readonly Evaluation[] = [];
  const engine = await BrowserEngine.open({
    modelFolder: model,
    onEvent: (event) => {
      if (event.type === 'evaluated') results = event.results;
      if (event.type === 'error') console.error(event.message);
      if (event.type === 'progress' && event.what === 'answering') console.error(`${event.done} of ${event.total}`);
    },
  });
  try {
    const commands = [
      { type: 'configure', config },
      { type: 'setPrompts', prompts },
      { type: 'load' },
      { type: 'evaluate', tag: 'eval', generations },
    ] as const;
    for (const command of commands) if (!(await engine.send(command)) && command.type !== 'setPrompts') return 1;
  } finally {
    await engine.close();
  }
  const ks = [1, 4, 16].filter((k) => k <= generations);
  console.log(markdownTable(skillRows(prompts, results, ks), ks));
  const json = given.get('json');
  if (json) writeFileSync(json, results.map((result) => `${JSON.stringify(result)}\n`).join(''));
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = error instanceof ArgumentError || error instanceof SetUpError ? 2 : 1;
}

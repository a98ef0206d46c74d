// What: `npm run atlas`: the 124 systems of the atlas with class, status and golden coverage; the adapters run each time.
//   --json    an array {name, class, status, golden, evidence}       --write    keeps the counts for the page (goldenCounts.json)
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../src/headless/project.mjs';
import { goldenCounts } from '../../tests/golden/goldenCounts.ts';
import { atlasRows, atlasTable } from './rows.ts';

const FILE = join(ROOT, 'src', 'atlas', 'goldenCounts.json');

export async function atlas(args: readonly string[]): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({ args: [...args], options: { json: flag, write: flag } });
  const counts = await goldenCounts();
  if (values.write) {
    // A system a line: what changed is seen at once.
    const lines = Object.entries(counts).map(([file, row]) => `  ${JSON.stringify(file)}: [${row.join(', ')}]`);
    writeFileSync(FILE, `{\n${lines.join(',\n')}\n}\n`);
  }
  const rows = atlasRows(counts);
  if (values.json) console.log(JSON.stringify(rows, null, 2));
  else for (const line of atlasTable(rows)) console.log(line);
  if (values.write) console.error(`Written: ${FILE}`);
}

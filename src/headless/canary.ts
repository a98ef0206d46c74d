// What: `node --import tsx src/headless/canary.ts DIR …`: writes the canary of a bundle into its files.json, with the numbers that WASM gives for
// the default adapter. To be run whenever a bundle was exported; refused where the answer hangs on a hair.
import './importGlob.mjs';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { canaryOfFolder } = await import('./canaryOfFolder.ts');

for (const folder of process.argv.slice(2)) {
  const file = join(folder, 'files.json');
  const canary = await canaryOfFolder(folder);
  const list = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, `${JSON.stringify({ ...list, canary }, null, 2)}\n`);
  console.log(folder, JSON.stringify(canary));
}

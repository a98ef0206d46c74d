// What: `npm run will-it-train -- MODEL [--set name=value …]`: a folder or an address, before it is loaded: files, size, gradients, memory and seconds of a step
//   with these settings on this machine. The last line is the answer; the exit status is 0 unless it is no.
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setLeaf } from '../config/setLeaf.ts';
import { defaultConfig, validateConfig } from '../config/validateConfig.ts';
import { estimateModel } from '../training/estimate/estimateModel.ts';
import { answerOf, answerSentence, estimateRows } from '../training/estimate/estimateWords.ts';
import { folderAtAddress } from '../training/estimate/modelFolder.ts';
import { likelyPaths } from '../training/estimate/likelyPaths.ts';
import { productSpeed } from '../training/estimate/productSpeed.ts';
import { folderOnDisk } from './folderOnDisk.ts';

const HELP = 'Name a model: npm run will-it-train -- FOLDER|ADDRESS [--set name=value …].';

async function command(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { set: { type: 'string', multiple: true, default: [] } },
  });
  const [model, ...more] = positionals;
  if (model === undefined || more.length > 0) throw new Error(HELP);
  const config = values.set.reduce((made, text) => {
    const at = text.indexOf('=');
    if (at < 1)
      throw new Error(`--set is '${text}'; write a setting and its value, for example --set num_generations=4.`);
    return setLeaf(made, text.slice(0, at), text.slice(at + 1));
  }, defaultConfig());
  const checked = validateConfig(config);
  const isHere = existsSync(model) && statSync(model).isDirectory();
  const folder = isHere ? folderOnDisk(resolve(model)) : await folderAtAddress(model, likelyPaths('wasm'));
  const estimate = await estimateModel(folder, checked, (product) => productSpeed(product, checked.engine.num_threads));
  const rows = estimateRows(estimate);
  const width = Math.max(...rows.map(([name]) => name.length));
  console.log(folder.name);
  for (const [name, value] of rows) console.log(`  ${name.padEnd(width)}  ${value}`);
  console.log(answerSentence(estimate));
  return answerOf(estimate) === 'no' ? 1 : 0;
}

try {
  process.exit(await command());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}

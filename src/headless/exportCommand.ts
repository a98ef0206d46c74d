// What: `npm run export`: a run file as the folder that another trainer starts from; --help lists the options.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setOwnRewards } from '../config/rewardUses.ts';
import { runToExport } from '../export/runToExport.ts';
import type { RecordedPicture } from '../export/runToExport.ts';
import { writeExport } from '../export/writeExport.ts';
import { readRunFile } from '../store/run/runFile.ts';
import type { PictureRecord } from '../store/records/promptRecord.ts';
import { EXPORT_HELP, parseExportArguments } from './exportArguments.ts';
import { ROOT } from './project.mjs';

interface Sample {
  readonly name: string;
  readonly picture: string;
}

/** A picture of the gallery is named in a run file, not held. */
function withBytes({ name, type, bytes, sample }: PictureRecord): RecordedPicture {
  if (bytes) return { name, type, bytes };
  const folder = join(ROOT, 'public', 'samples');
  const { samples } = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')) as { readonly samples: readonly Sample[] }; // prettier-ignore
  const found = samples.find((one) => one.name === sample);
  if (!found)
    throw new Error(`The gallery has no picture “${sample}” any more; open the run in the page and save it again.`);
  return { name, type, bytes: new Uint8Array(readFileSync(join(folder, found.picture))) };
}

async function main(): Promise<void> {
  const args = parseExportArguments(process.argv.slice(2));
  if (args === null) return console.log(EXPORT_HELP);
  const { run, target, out, coordinates } = args;
  if (existsSync(out)) throw new Error(`${out} exists already; name another folder with --out.`);
  const record = await readRunFile(new Blob([readFileSync(run)]), basename(run));
  setOwnRewards(Object.fromEntries(record.rewards.map(({ name, wgsl }) => [name, wgsl])));
  const prompts = record.prompts.map((prompt) => ({ ...prompt, images: prompt.images.map(withBytes) }));
  const files = await writeExport(target, runToExport({ config: record.checkpoint.config, prompts, rewards: record.rewards }, coordinates)); // prettier-ignore
  for (const [path, content] of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), content);
  }
  console.log(
    `${files.size} files for ${target.title} in ${out}; its README.md says how to start, and what has no counterpart there.`,
  );
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

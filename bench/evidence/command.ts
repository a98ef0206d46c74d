// What: `npm run evidence -- NAME`: makes the runs of a recipe's claim and writes public/evidence/NAME.json.
//   --seeds 0,1,2    only these (the claim's own where absent)       --provider wasm|webgpu|auto
//   --log FOLDER     every metric of every step too, one JSON Lines file a run: for the next claim, not for this one
//   --steps N, --set name=value, --quick (one seed, two steps): other runs than the claim's; kept in a temporary file
// Runs that are kept already are not made again: a command that was stopped goes on where it was.
import { execFileSync } from 'node:child_process';
import { VARIANTS } from '../../src/config/claimConfigs.ts';
import { evidenceStatus } from '../../src/config/evidenceStatus.ts';
import { BrowserEngine } from '../../src/headless/browserEngine.ts';
import { ROOT } from '../../src/headless/project.mjs';
import { readEvidence, withRun, writeEvidence } from './evidenceFile.ts';
import { makeRun } from './makeRun.ts';
import { parseEvidenceOptions } from './options.ts';
import type { EvidenceOptions } from './options.ts';
import { evidenceTable } from './table.ts';

const say = (line: string) => process.stderr.write(`${line}\n`);

/** With a + where files differ from it; null outside of a repository. */
function commitHere(): string | null {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).trim();
  try {
    const sources = git('status', '--porcelain', '--', 'src', 'shaders', 'public/models', 'bench');
    return `${git('rev-parse', '--short=10', 'HEAD')}${sources === '' ? '' : '+'}`;
  } catch {
    return null;
  }
}

async function evidence(options: EvidenceOptions): Promise<void> {
  const { file, seeds, recipe } = options;
  const read = readEvidence(options);
  let kept = read.evidence;
  if (read.dropped > 0)
    say(`${read.dropped} runs in ${file} are of another claim or other settings; they are made again.`);
  const isThere = (seed: number, variant: string) =>
    kept.runs.some((run) => run.seed === seed && run.variant === variant);
  const wanted = seeds
    .flatMap((seed) => VARIANTS.map((variant) => ({ seed, variant })))
    .filter(({ seed, variant }) => !isThere(seed, variant));
  if (wanted.length > 0) {
    const commit = commitHere();
    const onEvent = (event: { readonly type: string; readonly message?: string }) => {
      if (event.type === 'error') say(event.message ?? '');
    };
    const engine = await BrowserEngine.open({ onEvent });
    process.once('SIGINT', () => void engine.close().finally(() => process.exit(130)));
    try {
      await engine.carryOut({ type: 'configure', config: options.configs.on }, { type: 'load' });
      for (const { seed, variant } of wanted) {
        const run = await makeRun(engine, options, seed, variant, (step, value) => {
          if (value !== undefined) say(`  seed ${seed}, ${variant}, step ${step}: ${value.toFixed(4)}`);
        });
        kept = withRun(kept, { ...run, commit });
        writeEvidence(file, kept);
        say(`seed ${seed}, ${variant}: ${run.value.toFixed(4)} (${run.seconds.toFixed(0)} s)`);
      }
    } finally {
      await engine.close();
    }
  }
  console.log(evidenceTable(kept, evidenceStatus(recipe, kept)));
  console.log(`\n${file}`);
}

try {
  await evidence(parseEvidenceOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

// What: the file of a claim's runs: what is kept in it, and how one more run enters it. Written whole or not at all, after every
//   run, so that a command that was stopped goes on where it was.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { settingsOf } from '../../src/config/claimConfigs.ts';
import { evidenceMedians, isShown } from '../../src/config/evidenceStatus.ts';
import type { Evidence, EvidenceRun } from '../../src/config/evidenceStatus.ts';
import type { EvidenceOptions } from './options.ts';

/** Curves keep six digits. */
const short = (value: number | null) => (value === null ? null : Number(value.toPrecision(6)));

export function emptyEvidence({ recipe, claim, configs }: EvidenceOptions): Evidence {
  const { on, off } = configs;
  const { model, provider } = on.engine;
  return {
    ...{ recipe: recipe.name, claim },
    settings: { on: settingsOf(on), off: settingsOf(off) },
    ...{ commit: null, model, provider, seconds: 0, runs: [], medians: null, shown: false },
  };
}

/** The same with one more run. */
export function withRun(evidence: Evidence, run: EvidenceRun): Evidence {
  const series = Object.fromEntries(Object.entries(run.series).map(([name, values]) => [name, values.map(short)]));
  const others = evidence.runs.filter(({ seed, variant }) => seed !== run.seed || variant !== run.variant);
  const runs = [...others, { ...run, series }].sort(
    (a, b) => a.seed - b.seed || (a.variant === b.variant ? 0 : a.variant === 'on' ? -1 : 1),
  );
  const medians = evidenceMedians(evidence.claim, runs);
  return {
    ...evidence,
    commit: run.commit,
    seconds: Math.round(runs.reduce((sum, { seconds }) => sum + seconds, 0)),
    ...{ runs, medians },
    shown: medians !== null && isShown(evidence.claim, medians),
  };
}

export interface ReadEvidence {
  readonly evidence: Evidence;
  /** Runs that were there but are of another claim, other settings or another model. */
  readonly dropped: number;
}

/** What is kept already; what was made for another claim or with other settings is left out. */
export function readEvidence(options: EvidenceOptions): ReadEvidence {
  const fresh = emptyEvidence(options);
  if (!existsSync(options.file)) return { evidence: fresh, dropped: 0 };
  let kept: Evidence;
  try {
    kept = JSON.parse(readFileSync(options.file, 'utf8')) as Evidence;
  } catch {
    throw new Error(`${options.file} is no JSON; repair or delete it.`);
  }
  const what = ({ claim, settings, model, provider }: Evidence) => JSON.stringify([claim, settings, model, provider]);
  if (what(kept) === what(JSON.parse(JSON.stringify(fresh)) as Evidence)) return { evidence: kept, dropped: 0 };
  return { evidence: fresh, dropped: kept.runs?.length ?? 0 };
}

export function writeEvidence(file: string, evidence: Evidence): void {
  mkdirSync(dirname(file), { recursive: true });
  const half = `${file}.${process.pid}`;
  // A run a line: a curve is for the page, not for the eye.
  const { runs, ...head } = evidence;
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(',\n');
  const text = JSON.stringify({ ...head, runs: [] }, null, 2).replace('"runs": []', `"runs": [\n${lines}\n  ]`);
  writeFileSync(half, `${text}\n`);
  renameSync(half, file);
}

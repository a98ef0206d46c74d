// What: rewards of the project run in Python over texts and truths: the package is written to a folder that is thrown away, one process scores.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PACKAGE } from '../../src/export/python/rewardModules.ts';
import type { ExportedRewards } from '../../src/export/python/rewardModules.ts';
import type { Truth } from '../../src/4-rewards/types.ts';

export interface PythonBatch {
  readonly texts: readonly string[];
  readonly truths: readonly Truth[];
  readonly generations: number;
}

/** Name → column (null where a completion is not scored), or the sentence of the error. */
export type PythonColumns = Readonly<Record<string, readonly (number | null)[] | string>>;

const SCORE = `
import json, sys
from ${PACKAGE}.completions import Parsed, column
from ${PACKAGE}.uses import REWARDS
given = json.load(open(sys.argv[1]))
texts = given["texts"]
parsed = Parsed(texts, tokens=[len(text.encode()) for text in texts])
made = {}
for reward in REWARDS:
    known = {name: values for name, values in made.items() if isinstance(values, list)}
    try:
        made[reward["name"]] = column(reward, parsed, given["truths"], given["generations"], known)
    except Exception as error:
        made[reward["name"]] = f"{type(error).__name__}: {error}"
print(json.dumps(made))
`;

export const hasPython = (): boolean => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

export function inPython({ files }: ExportedRewards, batch: PythonBatch): PythonColumns {
  const folder = mkdtempSync(join(tmpdir(), 'rollscope-python-'));
  try {
    mkdirSync(join(folder, PACKAGE));
    for (const [name, text] of files) writeFileSync(join(folder, PACKAGE, name), text);
    writeFileSync(join(folder, 'score.py'), SCORE);
    writeFileSync(join(folder, 'given.json'), JSON.stringify(batch));
    const out = execFileSync('python3', ['score.py', 'given.json'], { cwd: folder, maxBuffer: 2 ** 28 });
    return JSON.parse(out.toString().replaceAll(/\bNaN\b/g, '"NaN"').replaceAll(/-?\bInfinity\b/g, '"inf"')) as PythonColumns; // prettier-ignore
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

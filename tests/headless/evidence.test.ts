// What: `npm run evidence -- NAME --quick` as one types it, with the built page and the small policy: both runs of a seed, their file,
// and the second time nothing is run again.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Evidence } from '../../src/config/evidenceStatus.ts';
import { ROOT } from '../../src/headless/project.mjs';

const folder = mkdtempSync(join(tmpdir(), 'rollscope-evidence-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SMALL = [
  'model=models/shapes/',
  'num_generations=2',
  'generation_batch_size=4',
  'max_completion_length=8',
  'lora_r=2',
].flatMap((text) => ['--set', text]);

function evidence(...args: string[]) {
  const command = ['--import', 'tsx', join('bench', 'evidence.ts'), ...args];
  const env = { ...process.env, TMPDIR: folder, TEMP: folder, TMP: folder };
  return spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8', timeout: 220_000, env });
}

test('two steps of both runs; what is kept is not made again', { timeout: 240_000 }, () => {
  const first = evidence('recap', '--quick', ...SMALL);
  expect(first.stderr).toMatch(/seed 0, on: \d\.\d{4} \(\d+ s\)/);
  expect(first.stderr).toMatch(/seed 0, off: \d\.\d{4} \(\d+ s\)/);
  expect(first.status).toBe(0);
  expect(first.stdout).toMatch(/\| 0 \| \d\.\d{4} \| \d\.\d{4} \| -?\d\.\d{4} \|/);
  expect(first.stdout).toContain('Status: not yet (2 runs');
  const file = first.stdout.trim().split('\n').at(-1)!;
  expect(file).toBe(join(folder, 'rollscope-evidence', 'recap.json'));
  const { runs, settings } = JSON.parse(readFileSync(file, 'utf8')) as Evidence;
  expect(runs.map(({ variant }) => variant)).toEqual(['on', 'off']);
  for (const { series } of runs) for (const values of Object.values(series)) expect(values).toHaveLength(2);
  expect(settings.on['controllers']).toContain('recapWeights');
  expect(settings.off).not.toHaveProperty('controllers');
  const second = evidence('recap', '--quick', ...SMALL);
  expect(second.stdout).toBe(first.stdout);
  expect(second.stderr).toBe('');
});

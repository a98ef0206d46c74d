// What: `npm run fuzz`: 10,000 inputs of every kind (ROLLSCOPE_FUZZ_RUNS for another number), one line for each kind, and the last line
// `N passed, N failed`. Words behind it are names of test files: `npm run fuzz -- links`.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from '../../src/headless/project.mjs';

const WHOLE = '10000';
const report = join(ROOT, 'node_modules', '.cache', 'rollscope', 'fuzz.json');
const files = process.argv.slice(2).map((name) => `tests/fuzz/${name}`);

mkdirSync(join(report, '..'), { recursive: true });
rmSync(report, { force: true });
const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
spawnSync(process.execPath, [vitest, 'run', ...(files.length > 0 ? files : ['tests/fuzz']), ...reporters], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, FORCE_COLOR: '0', ROLLSCOPE_FUZZ_RUNS: process.env.ROLLSCOPE_FUZZ_RUNS ?? WHOLE },
});

/** What a failure was: an exception, a wait without end, or a value that is wrong. */
function nameOf(messages) {
  const text = messages.join('\n');
  return /Crash \(/.test(text) ? 'crashes' : /timed out/i.test(text) ? 'hangs' : 'wrong';
}

let results = [];
try {
  results = JSON.parse(readFileSync(report, 'utf8')).testResults;
} catch {
  console.error('There is no report: vitest did not come to an end.');
}
const kinds = new Map();
const total = { passed: 0, failed: results.length === 0 ? 1 : 0 };
for (const { name, status, assertionResults } of results) {
  const kind = basename(name).replace(/\.test\.ts$/, '');
  const count = { inputs: 0, read: 0, refused: 0, crashes: 0, hangs: 0, wrong: 0, slowest: 0 };
  if (status === 'failed' && assertionResults.length === 0) count.crashes += 1; // it could not be loaded
  for (const { status: own, meta, failureMessages } of assertionResults) {
    if (own === 'failed') count[nameOf(failureMessages)] += 1;
    for (const field of ['inputs', 'read', 'refused']) count[field] += meta?.fuzz?.[field] ?? 0;
    count.slowest = Math.max(count.slowest, meta?.fuzz?.slowest ?? 0);
  }
  kinds.set(kind, count);
  const failed = count.crashes + count.hangs + count.wrong;
  total.failed += failed;
  total.passed += assertionResults.filter((one) => one.status === 'passed').length;
}
for (const [kind, { inputs, read, refused, crashes, hangs, wrong, slowest }] of [...kinds].sort()) {
  const numbers = `${inputs.toLocaleString('en')} inputs, ${crashes} crashes, ${hangs} hangs, ${wrong} wrong`;
  console.log(
    `${kind}: ${numbers} (${read.toLocaleString('en')} read, ${refused.toLocaleString('en')} refused in a sentence; the slowest took ${Math.round(slowest)} ms)`,
  );
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

// What: `npm test`: installs what is missing (a Chromium too), then format, types, lint, build and all tests.
// The last line is `N passed, N failed`, alone; a check that fails counts as one failed test. Options go to vitest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium } from './chromium.mjs';
import { ensureInstalled, ROOT } from './project.mjs';

const run = (command, args) =>
  spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, FORCE_COLOR: '0' } }).status === 0;
const bin = (path) => [process.execPath, join(ROOT, 'node_modules', ...path.split('/'))];

/** Takes an installed browser, else Playwright's download, else Debian's package. */
function ensureChromium() {
  if (findChromium()) return true;
  console.log('No Chromium found; trying a download …');
  const [node, playwright] = bin('playwright-core/cli.js');
  if (run(node, [playwright, 'install', 'chromium']) && findChromium()) return true;
  const root = process.getuid?.() === 0;
  if (root && existsSync('/usr/bin/apt-get')) {
    run('apt-get', ['update']);
    if (run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']) && findChromium()) return true;
  }
  console.error('No Chromium: install Chrome or Chromium, or set ROLLSCOPE_CHROMIUM to its executable.');
  return false;
}

function check(name, commands) {
  console.log(`\n== ${name}`);
  const passed = commands.every(([tool, ...args]) => {
    const [node, path] = bin(tool);
    return run(node, [path, ...args]);
  });
  console.log(`== ${name}: ${passed ? 'passed' : 'FAILED'}`);
  return passed;
}

const LINTED = ['src', 'shaders', 'tests', 'bench'];
const CHECKS = [
  ['format', [['prettier/bin/prettier.cjs', '--check', '.']]],
  [
    'types',
    [
      ['typescript/bin/tsc', '-p', 'src'],
      ['typescript/bin/tsc', '-p', 'tests'],
    ],
  ],
  ['lint', [['eslint/bin/eslint.js', '--config', 'tests/eslint.config.mjs', '--max-warnings', '0', ...LINTED]]],
  ['build', [['vite/bin/vite.js', 'build', '--logLevel', 'warn']]],
];

/** Runs vitest; counts come from its JSON report, so a crash without one is a failure too. */
function runTests(options) {
  const report = join(ROOT, 'node_modules', '.cache', 'rollscope', 'tests.json');
  mkdirSync(join(report, '..'), { recursive: true });
  rmSync(report, { force: true });
  const [node, vitest] = bin('vitest/vitest.mjs');
  const passed = run(node, [
    vitest,
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...options,
  ]);
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that cannot be loaded has no tests that could fail.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const failed = numFailedTests + broken.length;
  return { passed: numPassedTests, failed: failed === 0 && !passed ? 1 : failed };
}

function main() {
  const total = { passed: 0, failed: 0 };
  const count = (passed) => (total[passed ? 'passed' : 'failed'] += 1);
  try {
    ensureInstalled();
    if (!ensureChromium()) count(false);
    for (const [name, commands] of CHECKS) count(check(name, commands));
    const tests = runTests(process.argv.slice(2));
    total.passed += tests.passed;
    total.failed += tests.failed;
  } catch (error) {
    console.error(error.message);
    count(false);
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}

main();

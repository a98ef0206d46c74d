// What: globs on the command line: those of the project's own files work wherever the project lies, packages are left as they are.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../../src/headless/project.mjs';

const top = mkdtempSync(join(tmpdir(), 'rollscope-glob-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const FILES: Readonly<Record<string, string>> = {
  'src/data/one.json': '{ "n": 1 }',
  'src/data/two.json': '{ "n": 2 }',
  'src/files.mjs': "export const files = import.meta.glob('./data/*.json', { eager: true, import: 'default' });",
  'src/late.mjs': "export const late = import.meta.glob('./data/*.json');",
  'node_modules/pack/package.json': '{ "name": "pack", "type": "module", "exports": "./index.mjs" }',
  'node_modules/pack/index.mjs': "export const text = 'import.meta.glob(x)';",
  'main.mjs': [
    "import './src/headless/importGlob.mjs';",
    "const [{ files }, { text }] = [await import('./src/files.mjs'), await import('pack')];",
    "const { late } = await import('./src/late.mjs');",
    "const loaded = await late['./data/two.json']();",
    'console.log(JSON.stringify({ files, text, loaded }));',
  ].join('\n'),
};

test.each(['plain', join('node_modules', '.cache', 'checkout')])('a project in %s', (place) => {
  const folder = join(top, place);
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  mkdirSync(join(folder, 'src', 'headless'));
  copyFileSync(join(ROOT, 'src', 'headless', 'importGlob.mjs'), join(folder, 'src', 'headless', 'importGlob.mjs'));
  const { stdout, stderr } = spawnSync(process.execPath, ['main.mjs'], { cwd: folder, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    files: { './data/one.json': { n: 1 }, './data/two.json': { n: 2 } },
    text: 'import.meta.glob(x)',
    loaded: { n: 2 },
  });
});

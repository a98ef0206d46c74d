// What: what the project takes from others: exact versions, permissive licences, and a list that is true.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dependencyTable, shippedPackages } from '../../src/headless/dependencies.ts';
import type { LockFile } from '../../src/headless/dependencies.ts';
import { ROOT } from '../../src/headless/project.mjs';

const read = <T>(name: string) => JSON.parse(readFileSync(join(ROOT, name), 'utf8')) as T;
type Names = Readonly<Record<string, string>>;
const manifest = read<{ dependencies: Names; devDependencies: Names }>('package.json');
const lock = read<LockFile>('package-lock.json');
const PERMISSIVE = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'PSF-2.0',
  'Zlib',
  'Unlicense',
];

test('every version is exact', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});

test('whatever reaches a visitor has a permissive licence', () => {
  const parts = (licence: string) => licence.replace(/[()]/g, '').split(/ (?:AND|OR) /);
  const odd = shippedPackages(lock).filter(([, , licence]) => !parts(licence).every((one) => PERMISSIVE.includes(one)));
  expect(odd).toEqual([]);
});

test('DEPENDENCIES.md lists it', () => {
  const written = readFileSync(join(ROOT, 'DEPENDENCIES.md'), 'utf8');
  expect(written, 'run node --import tsx src/headless/dependencies.ts').toBe(dependencyTable(manifest, lock));
});

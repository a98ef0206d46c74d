// What: how much JavaScript a visitor's browser must have before the page can paint: what index.html names, and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ensureBuilt, ROOT } from '../../src/headless/project.mjs';

const BUDGET = 250_000;

test('the entry of the page has at most 250 kB of JavaScript, packed by gzip', () => {
  ensureBuilt();
  const dist = join(ROOT, 'dist');
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const files = [...new Set([...html.matchAll(/(?:src|href)="\.?\/?(assets\/[^"]+\.js)"/g)].map(([, path]) => path!))];
  expect(files.length).toBeGreaterThan(0);
  const sizes = files.map((path) => ({ path, bytes: gzipSync(readFileSync(join(dist, path))).length }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(total, sizes.map(({ path, bytes }) => `${path}: ${bytes}`).join(', ')).toBeLessThanOrEqual(BUDGET);
});

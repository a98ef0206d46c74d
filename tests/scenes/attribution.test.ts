// What: every picture that ships for scenes and samples is named with its author, licence and source, under terms that allow it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';

const ALLOWED = /^(MIT|Apache-2\.0|CC0(-1\.0)?|Public Domain|public domain|CC-BY 3\.0( US)?)$/;
interface Credit {
  readonly file?: string;
  readonly noun?: string;
  readonly style?: string;
  readonly author: string;
  readonly licence: string;
  readonly source: string;
}
const read = (path: string) => readFileSync(`public/${path}`, 'utf8');
const pictures = (folder: string) => readdirSync(`public/${folder}`).filter((name) => /\.(webp|png|jpe?g)$/.test(name));
const bytes = (folder: string) =>
  readdirSync(`public/${folder}`).reduce((sum, name) => sum + statSync(`public/${folder}/${name}`).size, 0);

/** The rows of the tables of an ATTRIBUTION.md, as cells. */
const rowsOf = (folder: string) =>
  read(`${folder}/ATTRIBUTION.md`)
    .split('\n')
    .filter((line) => /^\| (?!-)/.test(line))
    .map((line) => line.slice(2, -2).split(' | '));

test('scenes: every cut-out and background of the table stands in ATTRIBUTION.md, and there is no other picture', () => {
  const table = JSON.parse(read('scenes/sprites.json')) as Record<'sprites' | 'backgrounds', readonly Credit[]> & {
    readonly sheets: readonly string[];
  };
  const rows = rowsOf('scenes').map((cells) => cells.join(' | '));
  for (const { noun, style, author, licence, source } of table.sprites) {
    expect(rows).toContain([noun, style, author, licence, source].join(' | '));
    expect(licence).toMatch(ALLOWED);
    expect(author).not.toBe('unknown');
  }
  for (const { file, author, licence, source } of table.backgrounds) {
    expect(rows).toContain([file, author, licence, source].join(' | '));
    expect(licence).toMatch(ALLOWED);
  }
  const listed = [...table.sheets, ...table.backgrounds.map(({ file }) => file!)];
  expect(pictures('scenes').toSorted()).toEqual(listed.toSorted());
  expect(bytes('scenes')).toBeLessThan(2_000_000);
});

test('samples: every photograph stands in ATTRIBUTION.md with a free licence, and is used', () => {
  const { samples } = JSON.parse(read('samples/samples.json')) as { samples: readonly { picture: string }[] };
  const rows = rowsOf('samples').filter(([file]) => file !== 'file');
  expect(rows.map(([file]) => file).toSorted()).toEqual(pictures('samples').toSorted());
  expect(samples.map(({ picture }) => picture).toSorted()).toEqual(pictures('samples').toSorted());
  for (const [, author, licence, source] of rows) {
    expect(licence).toMatch(/^(CC0(-1\.0)?|Public Domain)$/i);
    expect(author).toBeTruthy();
    expect(source).toMatch(/^https:/);
  }
  expect(bytes('samples')).toBeLessThan(650_000);
});

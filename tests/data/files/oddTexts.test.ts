// What: texts of a few kilobytes that would hang a reader whose expressions go back and forth over them, and Parquet pages that claim gigabytes.
import { expect, test } from 'vitest';
import { rootName } from '../../../src/data/files/rootName.ts';
import { openMade, png } from './given.ts';

test.each([
  ['<?xml version="1.0"?><!-- <a> --><!DOCTYPE note [<!ENTITY x "y">]>\n<note/>', 'note'],
  ['<!DOCTYPE annotation>\n<annotation verified="yes">', 'annotation'],
  ['<!-- <a>', ''],
  ['<?xml', ''],
  ['<!DOCTYPE a [ <!ENTITY', ''],
  ['a <b>', ''],
  ['<svg:svg>', 'svg:svg'],
])('the root of %j is %j', (text, name) => {
  expect(rootName(text)).toBe(name);
});

test('comments without an element behind them', async () => {
  expect(rootName('<!---->'.repeat(150_000))).toBe('');
  expect(rootName('<??>'.repeat(150_000))).toBe('');
  const { notes } = await openMade({ 'a.xml': '<!---->'.repeat(50_000), 'a.png': png() });
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(/^a\.xml is neither a picture nor a table that can be read here; choose /);
});

test('a line that is almost one of DOTA', async () => {
  const { notes } = await openMade({ 'a.txt': `5 5 20 5 20 20 5 20 a${' '.repeat(500_000)}b\n`, 'a.png': png() });
  expect(notes.join()).toContain('a.txt');
});

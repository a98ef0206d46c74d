// What: archives of anyone: random bytes behind the signature of any kind, zip and gzip files damaged anywhere, names and sizes that lie. Prompts or
// pictures, or a sentence; never more than what was packed.
import fc from 'fast-check';
import { gzipSync, zipSync } from 'fflate';
import { expect } from 'vitest';
import { openMade, png } from '../data/files/given.ts';
import { damagedOf, joined, latin, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { fuzzKind } from './fuzz.ts';
import type { Told } from './fuzz.ts';
import { sentenceProblem } from './sentence.ts';

const fuzz = fuzzKind('archives', 450);
const row = utf8(`${JSON.stringify({ images: ['a.png'], question: 'q', answer: 'x' })}\n`);

async function check(name: string, content: Bytes, most: number): Promise<Told> {
  const { prompts, notes, loose } = await openMade({ [name]: content });
  expect(prompts.length + notes.length + loose.length, Buffer.from(content).toString('hex')).toBeGreaterThan(0);
  expect(prompts.length + loose.length).toBeLessThanOrEqual(most);
  for (const note of notes) expect(sentenceProblem(note, /^\S/), note).toBeNull();
  return prompts.length + loose.length > 0 ? 'read' : 'refused';
}

const start = fc.constantFrom('', 'PK\x03\x04', 'PK\x05\x06', 'PK\x01\x02', 'PK\x06\x06', 'PK\x06\x07', '\x1f\x8b\x08', 'Rar!\x1a\x07', "7z\xbc\xaf'\x1c"); // prettier-ignore
const random = fc.tuple(start, fc.uint8Array({ maxLength: 400 }), fc.constantFrom('zip', 'gz', 'tar', 'rar', 'tgz'));
fuzz('random bytes behind a signature', 0.2, random, ([head, tail, ending]) =>
  check(`a.${ending}`, joined(latin(head), tail), 0),
);

const inside = { 'p.jsonl': row, 'a.png': png(), 'b/b.png': png() };
const wholes = ([0, 6] as const).flatMap((level) => [
  zipSync(inside, { level }) as Bytes,
  zipSync({ 'z.zip': zipSync(inside, { level }), 'a.png': png() }, { level }) as Bytes,
]);
fuzz('damaged zip files', 0.45, damagedOf(wholes), (bytes) => check('a.zip', bytes, 4));

const cut = fc.tuple(fc.constantFrom(...wholes), fc.double({ min: 0, max: 1, noNaN: true }));
fuzz('zip files that were cut off', 0.15, cut, ([whole, share]) =>
  check('a.zip', whole.slice(0, Math.floor(share * whole.length)), 4),
);

const packed = gzipSync(row) as Bytes;
fuzz('damaged gzip files', 0.1, damagedOf([packed]), async (bytes) => {
  const { prompts, notes, loose } = await openMade({ 'p.jsonl.gz': bytes, 'a.png': png() });
  expect(prompts.length + notes.length + loose.length).toBeGreaterThan(0);
  for (const note of notes) expect(sentenceProblem(note, /^\S/), note).toBeNull();
  return prompts.length > 0 ? 'read' : 'refused';
});

// The packer of this test cannot write a file called __proto__ and no more.
const part = fc.constantFrom('a.png', 'p.jsonl', '..', '.', '', '/', '\\', 'C:', '__MACOSX', '.DS_Store', 'CON', '\u0000', '__proto__', 'é', 'a'.repeat(300)); // prettier-ignore
const names = fc.array(fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')).filter((name) => name !== '__proto__'), { minLength: 1, maxLength: 5 }); // prettier-ignore
fuzz('names of any kind', 0.1, names, (list) => {
  const files = Object.fromEntries(list.map((name) => [name, /jsonl$/.test(name) ? row : png()]));
  return check('a.zip', zipSync(files, { level: 0 }) as Bytes, 5);
});

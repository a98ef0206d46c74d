// What: zip and gzip files of every origin: what is in them, and one true sentence about what is not.
import { gzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { Allowance, LIMITS } from '../../../src/data/files/archives/allowance.ts';
import { repairZip } from '../../../src/data/files/archives/repairZip.ts';
import { unzip } from '../../../src/data/files/archives/unzip.ts';
import { openFiles } from '../../../src/data/files/openFiles.ts';
import { pack } from '../../../src/store/data/archive.ts';
import { bytesOf, cases, given, open, openMade, png, shown } from './given.ts';

const DOG = 'where is the dog?';
type Expected = readonly [
  shown: readonly (string | null)[],
  questions: readonly string[],
  notes?: readonly (string | RegExp)[],
  loose?: readonly string[],
];

const FAMILY: Readonly<Record<string, Expected>> = {
  'z01-ok.zip': [['a'], [DOG]],
  'z02-dot-slash.zip': [['a'], [DOG]],
  'z03-backslash-entries.zip': [['a'], [DOG]],
  'z04-mac-nfd.zip': [['a'], [DOG]],
  'z06-windows-cp437.zip': [['a'], [DOG]],
  'z07-macosx-folder.zip': [['a'], [DOG]],
  'z08-zip64-sizes.zip': [['a'], [DOG]],
  'z08b-zip64-whole.zip': [['a'], [DOG]],
  'z09-deflate64.zip': [[], [], ['z09-deflate64.zip: a.png is damaged and was left out.']],
  'z10-encrypted.zip': [[], [], ['z10-encrypted.zip is encrypted; save it without a password.']],
  'z10b-aes.zip': [[], [], ['z10b-aes.zip is encrypted; save it without a password.']],
  'z12-root-and-folder.zip': [
    ['a', 'b'],
    ['what is the first?', 'what is the second?'],
  ],
  'z13a-export.zip z13b-export.zip': [
    ['a', 'b'],
    ['first file?', 'second file?'],
  ],
  'z14-pictures-only.zip': [[], [], [], ['a.png', 'b.png']],
  'z15-empty.zip': [[], [], ['z15-empty.zip is empty; choose another file.']],
  'z16-traversal.zip': [['a'], [DOG]],
  'z17-zip-in-zip.zip': [['a'], [DOG]],
  'z18-duplicate-names.zip': [
    ['b'], // the last of the two
    [DOG],
    ['z18-duplicate-names.zip holds a.png more than once; the last of the same name was taken.'],
  ],
  'z19-cut.zip': [
    ['a'],
    [DOG],
    ['z19-cut.zip ends early, as if its download had been cut off; 2 whole files in it were read.'],
  ],
  'z21-prefix.zip': [['a'], [DOG]],
  n06: [['a'], [DOG]],
};

describe('tests/cases', () => {
  test.each(Object.entries(FAMILY))('%s', async (names, [pictures, questions, notes = [], loose = []]) => {
    const opened = await open(cases(...names.split(' ')));
    expect(opened.notes).toEqual(notes);
    expect(opened.prompts.map(({ question }) => question)).toEqual(questions);
    expect(await shown(opened)).toEqual(pictures);
    expect(opened.loose.map(({ name }) => name)).toEqual(loose);
  });
});

const line = (image: string, question = 'q') => `${JSON.stringify({ images: [image], question, answer: 'x' })}\n`;
const text = (content: string) => new TextEncoder().encode(content) as Uint8Array<ArrayBuffer>;
const zip = (files: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 0) =>
  zipSync(files, { level }) as Uint8Array<ArrayBuffer>;
const set = (name = 'a.png', question = 'q') => ({ 'prompts.jsonl': text(line(name, question)), [name]: png() });

/** Every 16-bit field at `offset` of the headers with this signature. */
function patch(bytes: Uint8Array<ArrayBuffer>, signature: number, offset: number, value: number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at + 4 <= bytes.length; at++)
    if (view.getUint32(at, true) === signature) view.setUint16(at + offset, value, true);
  return bytes;
}
const method = (bytes: Uint8Array<ArrayBuffer>, number: number) =>
  patch(patch(bytes, 0x04034b50, 8, number), 0x02014b50, 10, number);

describe('how files are packed', () => {
  test('Deflate64 is unpacked (short texts are packed as Deflate packs them)', async () => {
    const { prompts, notes } = await openMade({ 'a.zip': method(zip(set(), 6), 9) });
    expect([prompts.length, notes]).toEqual([1, []]);
  });

  test('other methods are called by their names', async () => {
    const { notes } = await openMade({ 'a.zip': method(zip(set()), 14) });
    expect(notes).toEqual([
      'a.zip: prompts.jsonl and a.png are packed with LZMA, which cannot be read here; save the zip with Deflate.',
    ]);
  });

  test('a damaged file is named, the others are kept', async () => {
    const bytes = zip({ ...set(), 'b.png': png(), 'c.jsonl': text(line('b.png')) });
    const at = Buffer.from(bytes).indexOf('IHDR');
    bytes[at] = 0;
    const { prompts, notes } = await openMade({ 'x.zip': bytes });
    expect(prompts.map(({ images }) => images)).toEqual([['0/b.png']]);
    expect(notes).toEqual(['x.zip: a.png is damaged and was left out.']);
  });

  test('names in the alphabets of other systems are found, if a table writes them', async () => {
    for (const [name, bytes] of [
      ['собака.png', [0xe1, 0xae, 0xa1, 0xa0, 0xaa, 0xa0]], // DOS, Cyrillic
      ['犬.png', [0x8c, 0xa2]], // Shift JIS
      ['caf\u00e9.png', [0x63, 0x61, 0x66, 0xe9]], // Windows
    ] as const) {
      const packed = zip({ 'prompts.jsonl': text(line(name)), [`${'?'.repeat(bytes.length)}.png`]: png() });
      for (let at = 0; (at = Buffer.from(packed).indexOf('?'.repeat(bytes.length), at)) >= 0;) packed.set(bytes, at);
      const { prompts, notes } = await openMade({ 'x.zip': packed });
      expect([prompts.length, notes], name).toEqual([1, []]);
    }
  });

  test('gzip: cut off, damaged, and a table beside its pictures', async () => {
    const packed = gzipSync(text(line('a.png').repeat(3000)), { level: 0 }) as Uint8Array<ArrayBuffer>;
    const whole = await openMade({ 'p.jsonl.gz': packed, 'a.png': png() });
    expect([whole.prompts.length, whole.notes.length]).toEqual([1000, 1]);
    const cut = await openMade({ 'p.jsonl.gz': packed.subarray(0, 70_000), 'a.png': png() });
    expect(cut.notes[0]).toBe('p.jsonl.gz is damaged or was cut off; what could be unpacked was read.');
    expect(cut.prompts.length).toBeGreaterThan(500);
    const broken = await openMade({ 'p.jsonl.gz': text('no gzip at all'), 'a.png': png() });
    expect(broken.notes).toEqual(['p.jsonl.gz is not a readable gzip file; create it again.']);
  });
});

describe('archives that are none, or of other kinds', () => {
  test.each([
    ['a.zip', 'PK nothing', 'a.zip is not a readable zip file; create it again.'],
    ['a.zip', '', 'a.zip is not a readable zip file; create it again.'],
    ['a.zip', 'Rar!\x1a\x07\x01\x00', 'a.zip is a RAR file; save it as a zip file.'],
    ['a.rar', 'Rar!\x1a\x07\x01\x00', 'a.rar is a RAR file; save it as a zip file.'],
    ['a.tar', 'prompts.jsonl', 'a.tar is a tar file; save it as a zip file.'],
    ['a.tar.gz', 'x', 'a.tar.gz is a tar file; save it as a zip file.'],
  ])('%s: %s', async (name, content, sentence) => {
    expect((await openMade({ [name]: content, 'a.png': png() })).notes).toEqual([sentence]);
  });

  test('pictures beside such a file are still opened', async () => {
    const { loose } = await openMade({ 'a.zip': 'PK nothing', 'a.png': png() });
    expect(loose.map(({ name }) => name)).toEqual(['a.png']);
  });

  test('archives in archives: each has its own paths; too many are refused', async () => {
    const inner = (question: string) => zip(set('a.png', question));
    const { prompts, images } = await openMade({ 'o.zip': zip({ '1.zip': inner('1'), '2.zip': inner('2') }) });
    expect([prompts.map(({ question }) => question), images.size]).toEqual([['1', '2'], 2]);
    let deep = inner('deep');
    for (let i = 0; i < 4; i++) deep = zip({ 'in.zip': deep });
    expect((await openMade({ 'o.zip': deep })).notes).toEqual(['in.zip lies in too many archives; unpack it first.']);
  });

  test('a table and its pictures may come in two archives, if the second has no table of its own', async () => {
    const files = { 'table.zip': zip({ 'p.jsonl': text(line('a.png')) }), 'pictures.zip': zip({ 'x/a.png': png() }) };
    const { prompts, notes, loose } = await openMade(files);
    expect([prompts.length, notes, loose]).toEqual([1, [], []]);
    const other = { ...files, 'pictures.zip': zip({ 'x/a.png': png(), 'x/p.jsonl': text(line('a.png')) }) };
    expect((await openMade(other)).notes).toEqual(['The picture a.png is listed but missing from the files; add it.']);
  });
});

describe('limits', () => {
  test('a picture whose name leads out of the archive, and names nothing, has a name', async () => {
    const { loose, notes } = await openMade({ 'a.zip': zipSync({ '..': png() }) as Uint8Array<ArrayBuffer> });
    expect([loose.map(({ name }) => name), notes]).toEqual([['unnamed file'], []]);
  });

  test('too many files are refused, also when they lie in archives inside', async () => {
    const many = (from: number, to: number) =>
      zip(Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`${from + i}.txt`, new Uint8Array(0)])));
    const sentence = /^many.zip would unpack to more than 512 MiB or 5000 files; split it into smaller ones.$/;
    const flat = await openMade({ 'many.zip': many(0, LIMITS.files + 1) });
    expect(flat.notes).toEqual([expect.stringMatching(sentence)]);
    const halves = zip({ '1.zip': many(0, 60), '2.zip': many(0, 60) });
    const { roots, notes } = await openFiles(given({ 'many.zip': halves, 'a.txt': 'a' }), { ...LIMITS, files: 100 });
    expect(roots.map(({ files }) => files.map(({ path }) => path))).toEqual([['a.txt']]);
    expect(notes.map((note) => note.sentence)).toEqual([expect.stringMatching(/many.zip would .* or 100 files/)]);
  });

  const bomb = () => zip({ 'zeros.bin': new Uint8Array(3 * 2 ** 20) }, 6);

  test('bytes are counted as they come out', async () => {
    const allowance = new Allowance('bomb.zip');
    allowance.spend({ bytes: LIMITS.bytes - 2 * 2 ** 20 });
    const { files } = await unzip(new Blob([bomb()]), 'bomb.zip', allowance);
    await expect(files[0]!.blob()).rejects.toThrow(/bomb.zip would unpack to more/);
  });

  test.each([1, 0x7fffffff])(
    'a header that claims %i bytes has no power: its file is damaged, the others are kept',
    async (size) => {
      const bytes = zip({ 'zeros.png': new Uint8Array(3 * 2 ** 20), ...set(), 'q.jsonl': text(line('zeros.png')) }, 6);
      const view = new DataView(bytes.buffer, bytes.byteOffset);
      const directory = Buffer.from(bytes).indexOf(Uint8Array.from([0x50, 0x4b, 1, 2]));
      view.setUint32(directory + 24, size, true);
      const { prompts, notes } = await openMade({ 'a.zip': bytes });
      expect([prompts.length, notes]).toEqual([1, ['a.zip: zeros.png is damaged and was left out.']]);
    },
  );
});

describe('cut off', () => {
  const whole = zip({ 'prompts.jsonl': text(line('a.png') + line('b.png')), 'a.png': png(), 'b.png': png() });

  test('what is whole is kept', async () => {
    const cut = whole.slice(0, Buffer.from(whole).lastIndexOf('IHDR'));
    const { prompts, notes } = await openMade({ 'x.zip': cut });
    expect(prompts.map(({ images }) => images)).toEqual([['0/a.png']]);
    expect(notes).toEqual([
      'x.zip ends early, as if its download had been cut off; 2 whole files in it were read.',
      'The picture b.png is listed but missing from the files; add it.',
    ]);
  });

  test('sizes behind the data (as streams are packed) are found', async () => {
    const files = Object.entries(set()).map(([path, content]) => ({ path, content: new Blob([content]) }));
    const packed = await bytesOf(await pack(files));
    const at = Buffer.from(packed).indexOf(Uint8Array.from([0x50, 0x4b, 1, 2]));
    expect(new DataView(packed.buffer).getUint16(6, true) & 8).toBe(8);
    const { prompts } = await openMade({ 'x.zip': packed.slice(0, at + 10) });
    expect(prompts).toHaveLength(1);
  });

  test('an archive inside it has headers of its own', async () => {
    const inner = new Blob([zip(set('c.png', 'inner'))]);
    const packed = await bytesOf(await pack([{ path: 'in.zip', content: inner }, { path: 'a.png', content: new Blob([png()]) }])); // prettier-ignore
    const { files } = await unzip(new Blob([packed.slice(0, -30)]), 'x.zip', new Allowance('x.zip'));
    expect(files.map(({ path }) => path)).toEqual(['in.zip', 'a.png']);
    expect((await files[0]!.blob()).size).toBe(inner.size);
  });

  test('nothing whole in it: no zip file', () => {
    expect(repairZip(whole.slice(0, 40))).toBeNull();
    expect(repairZip(new Uint8Array(10))).toBeNull();
  });
});

test('what systems add on their own is left out; what was packed is unpacked bit for bit', async () => {
  const content = new Uint8Array(70_000).map((_, i) => (i * 31) % 251);
  const junk = ['__MACOSX/a.bin', '.DS_Store', 'x/.hidden', 'x/Thumbs.db', 'desktop.ini', 'y/@eaDir/a.bin'];
  let told = 0;
  const packed = await pack(
    ['a.bin', ...junk].map((path) => ({ path, content: new Blob([content]) })),
    () => told++,
  );
  const { files } = await unzip(packed, 'a.zip', new Allowance('a.zip'));
  expect(files.map(({ path }) => path)).toEqual(['a.bin']);
  expect(await bytesOf(await files[0]!.blob())).toEqual(content);
  expect(told).toBe(1 + junk.length);
});

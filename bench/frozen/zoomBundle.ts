// What: a bundle in whose vocabulary the capital letters are whole zooms, so that a policy with random weights asks for
// crops: about every fourth token, in all sorts of places. Weights and all other files stay as they are.
import { createHash } from 'node:crypto';

const CAPITALS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** 26 regions, some of them (x1 ≤ x0) such as cannot be shown. */
function zoomOf(letter: string): string {
  const i = CAPITALS.indexOf(letter);
  const [x0, y0] = [(i * 17) % 60, (i * 29) % 60];
  return `<zoom>${x0} ${y0} ${x0 + (i % 5 === 4 ? 0 : 10 + ((i * 7) % 30))} ${y0 + 10 + ((i * 11) % 30)}</zoom>`;
}

interface TokenizerFile {
  readonly added_tokens: readonly Record<string, unknown>[];
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

function tokenizerWith(contentOf: (letter: string) => string, text: string): string {
  const file = JSON.parse(text) as TokenizerFile;
  const changed = CAPITALS.map((letter) => ({ letter, id: file.model.vocab[letter]!, content: contentOf(letter) }));
  const vocab = Object.fromEntries(
    Object.entries(file.model.vocab).map(([piece, id]) => [changed.find((c) => c.id === id)?.content ?? piece, id]),
  );
  const flags = { single_word: false, lstrip: false, rstrip: false, normalized: false, special: false };
  const added = [...file.added_tokens, ...changed.map(({ id, content }) => ({ id, content, ...flags }))];
  return JSON.stringify({ ...file, added_tokens: added, model: { ...file.model, vocab } });
}

interface FilesFile {
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

/** The two files that differ from the bundle's own, given those; `contentOf`: what a capital letter stands for instead. */
export function zoomFiles(
  tokenizer: string,
  files: string,
  contentOf = zoomOf,
): Readonly<Record<'tokenizer.json' | 'files.json', string>> {
  const own = tokenizerWith(contentOf, tokenizer);
  const listed = JSON.parse(files) as FilesFile;
  const entry = {
    path: 'tokenizer.json',
    bytes: Buffer.byteLength(own),
    sha256: createHash('sha256').update(own).digest('hex'),
  };
  const all = listed.files.map((file) => (file.path === entry.path ? entry : file));
  return { 'tokenizer.json': own, 'files.json': JSON.stringify({ ...listed, files: all }) };
}

// What: the prompts of the command line, or of a file (any table or archive that the page opens, too), as the engine takes them: pictures as
// bytes. What cannot be used is told on standard error and the others are kept, as the engine does with prompts: a run over thousands should
// not wait for one of them to be mended. A file of which nothing is left stops the command.
import { openAsBlob, readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Box } from '../1-image/types.ts';
import { truthOf, truthParts } from '../4-rewards/truthParts.ts';
import type { Truth } from '../4-rewards/types.ts';
import { truthOfData } from '../data/dataPrompt.ts';
import { FILE_TEXTS } from '../data/files/fileTexts.ts';
import { openFiles } from '../data/files/openFiles.ts';
import type { OpenedPicture } from '../data/files/pictures.ts';
import { readFiles } from '../data/files/readFiles.ts';
import type { OpenedPrompt } from '../data/files/readFiles.ts';
import { LINE_TEXTS } from '../data/lineTexts.ts';
import { ArgumentError } from './arguments.ts';
import type { TrainArguments } from './arguments.ts';
import { onDisk } from './diskRoot.ts';
import type { HostFile, HostPrompt } from './hostMessages.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
  '.bmp': 'image/bmp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
};
const typeOf = (name: string) => TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream';

/** Sentences on standard error; the others are counted. */
const MOST_SENTENCES = 50;

function readPicture(file: string): HostFile {
  try {
    return { type: typeOf(file), base64: readFileSync(file).toString('base64') };
  } catch (error) {
    throw new ArgumentError(`The picture '${file}' cannot be read: ${(error as Error).message}`);
  }
}

async function hostFile({ name, content }: OpenedPicture): Promise<HostFile> {
  const base64 = Buffer.from(await content.arrayBuffer()).toString('base64');
  return { type: content.type || typeOf(name), base64 };
}

/** What the page would make of the same data. */
const cleaned = (truth: Truth) => truthOf(truthParts(truth));

/** Results are told by id: one that is there already gets a number. */
class Ids {
  readonly #used = new Set<string>();

  of(prompt: OpenedPrompt, i: number, say: (sentence: string) => void): string {
    const wanted = prompt.id ?? `prompt-${prompt.line ?? i + 1}`;
    let id = wanted;
    for (let n = 2; this.#used.has(id); n++) id = `${wanted}-${n}`;
    this.#used.add(id);
    if (id !== wanted && prompt.id !== undefined) say(LINE_TEXTS.sameId(prompt.where, wanted, id));
    return id;
  }
}

function told(sentences: readonly string[]): readonly string[] {
  if (sentences.length <= MOST_SENTENCES) return sentences;
  return [...sentences.slice(0, MOST_SENTENCES - 1), FILE_TEXTS.more(sentences.length - MOST_SENTENCES + 1)];
}

/** `note` gets the sentences about what was read past or left out. */
export async function readPromptsFile(
  file: string,
  note: (sentence: string) => void = console.error,
): Promise<HostPrompt[]> {
  const { roots, notes: before } = await openFiles([{ path: basename(file), content: await openAsBlob(file) }]);
  const { prompts, images, notes } = await readFiles(onDisk(file, roots), { most: Infinity, before });
  const sentences = [...notes];
  const ids = new Ids();
  const read = prompts.map((prompt, i) => ({ prompt, id: ids.of(prompt, i, (sentence) => sentences.push(sentence)) }));
  if (read.length === 0) throw new ArgumentError(told(sentences).join('\n') || LINE_TEXTS.noPrompts(file));
  told(sentences).forEach((sentence) => note(sentence));
  const files = new Map<string, HostFile>();
  for (const [key, picture] of images) files.set(key, await hostFile(picture));
  return read.map(({ prompt, id }) => {
    const { question, split = 'train' } = prompt;
    const own = prompt.images.map((key) => files.get(key)!);
    return { id, images: own, question, truth: cleaned(truthOfData(prompt)), split };
  });
}

export async function readPrompts(args: TrainArguments): Promise<HostPrompt[]> {
  if (args.scenes !== null) return []; // the page makes them
  if (args.promptsFile !== null) return readPromptsFile(args.promptsFile);
  const images = args.images.map(readPicture);
  const { question, answer, boxes } = args;
  const truth = cleaned({ ...(answer === null ? {} : { answer }), boxes: boxes as readonly Box[] });
  return [{ id: 'prompt-1', images, question: question ?? '', truth, split: 'train' }];
}

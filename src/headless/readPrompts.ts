// What: the prompts of the command line, or of a .jsonl file, as the engine takes them: pictures as bytes.
import { readFileSync } from 'node:fs';
import { dirname, extname, isAbsolute, join } from 'node:path';
import type { Box } from '../1-image/types.ts';
import { truthOf, truthParts } from '../4-rewards/truthParts.ts';
import type { Truth } from '../4-rewards/types.ts';
import { truthOfData } from '../data/dataPrompt.ts';
import { readPromptLines } from '../data/promptLines.ts';
import { ArgumentError } from './arguments.ts';
import type { TrainArguments } from './arguments.ts';
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

function readPicture(file: string): HostFile {
  try {
    const base64 = readFileSync(file).toString('base64');
    return { type: TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream', base64 };
  } catch (error) {
    throw new ArgumentError(`The picture '${file}' cannot be read: ${(error as Error).message}`);
  }
}

/** What the page would make of the same data. */
const cleaned = (truth: Truth) => truthOf(truthParts(truth));

/** `note` gets a sentence about what was read past. */
export function readPromptsFile(file: string, note: (sentence: string) => void = console.error): HostPrompt[] {
  const read = readPromptLines(readFileSync(file, 'utf8'), file);
  const [problem] = read.refused;
  if (problem !== undefined) throw new ArgumentError(problem);
  if (read.ignored !== undefined) note(read.ignored);
  const prompts = read.prompts.map((prompt, i) => {
    const images = prompt.images.map((path) => readPicture(isAbsolute(path) ? path : join(dirname(file), path)));
    const { id = `prompt-${read.lines[i]}`, question, split = 'train' } = prompt;
    return { id, images, question, truth: cleaned(truthOfData(prompt)), split };
  });
  const twice = prompts.find(({ id }, i) => prompts.findIndex((other) => other.id === id) !== i);
  if (twice) throw new ArgumentError(`${file} has two prompts with the id '${twice.id}'.`);
  return prompts;
}

export function readPrompts(args: TrainArguments): HostPrompt[] {
  if (args.scenes !== null) return []; // the page makes them
  if (args.promptsFile !== null) return readPromptsFile(args.promptsFile);
  const images = args.images.map(readPicture);
  const { question, answer, boxes } = args;
  const truth = cleaned({ ...(answer === null ? {} : { answer }), boxes: boxes as readonly Box[] });
  return [{ id: 'prompt-1', images, question: question ?? '', truth, split: 'train' }];
}

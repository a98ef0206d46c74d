// What: prompts as the page sends them → prompts with decoded pictures. What cannot be used is refused, one sentence each.
import type { Picture } from '../../1-image/types.ts';
import { MAX_BOXES, MAX_POINTS } from '../../4-rewards/layout.ts';
import { packTruth } from '../../4-rewards/packTruth.ts';
import type { Truth } from '../../4-rewards/types.ts';
import { checkPrompt } from './checkPrompt.ts';
import { promptName } from './promptName.ts';
import type { PromptInput } from '../protocol.ts';

export interface LoadedPrompt {
  readonly id: string;
  readonly name?: string;
  readonly pictures: readonly Picture[];
  readonly question: string;
  readonly truth: Truth;
  readonly split: 'train' | 'heldOut';
}

export interface Refusal {
  readonly promptId: string;
  readonly sentence: string;
}

export type DecodePicture = (image: Blob, id: string) => Promise<Picture>;

/** Pictures are cached by their id (stage 2), so a new picture under an old prompt id needs another one. */
let pictureCount = 0;

/** Decoded pictures by the id that the page gave them. */
export type KnownPictures = ReadonlyMap<string, Picture>;

export const picturesOf = (prompts: readonly LoadedPrompt[]): KnownPictures =>
  new Map(prompts.flatMap(({ pictures }) => pictures.map((picture) => [picture.id, picture])));

/** The size is part of the id, so reusing an id does no harm. */
const idOf = ({ id, images, imageIds }: PromptInput, i: number) =>
  imageIds?.[i] === undefined ? `${id}#${++pictureCount}` : `${imageIds[i]} (${images[i]!.size} bytes)`;

/** What cannot be scored is known before the first step. An answer can hold so many boxes and points, and no more are matched. */
function checkTruth(truth: Truth): void {
  packTruth([truth]);
  const { boxes = [], points = [] } = truth;
  const [what, count, most] =
    boxes.length > MAX_BOXES ? ['boxes', boxes.length, MAX_BOXES] : ['points', points.length, MAX_POINTS];
  if (count > most) throw new Error(`A prompt has ${count} ${what}; at most ${most} can be scored. Leave some out.`);
}

async function loadPrompt(prompt: PromptInput, decode: DecodePicture, known: KnownPictures): Promise<LoadedPrompt> {
  const pictures: Picture[] = [];
  for (const [i, image] of prompt.images.entries()) {
    const pictureId = idOf(prompt, i);
    pictures.push(known.get(pictureId) ?? (await decode(image, pictureId)));
  }
  const { id, name, question, truth, split } = prompt;
  checkTruth(truth);
  return { id, ...(name ? { name } : {}), pictures, question: question.trim(), truth, split };
}

export async function loadPrompts(
  inputs: readonly PromptInput[],
  decode: DecodePicture,
  known: KnownPictures = new Map(),
): Promise<{ readonly prompts: readonly LoadedPrompt[]; readonly refused: readonly Refusal[] }> {
  const prompts: LoadedPrompt[] = [];
  const refused: Refusal[] = [];
  for (const input of inputs) {
    const twice = prompts.some(({ id }) => id === input.id);
    const wrong = twice ? `There are two prompts with the id '${input.id}'.` : checkPrompt(input);
    if (wrong) {
      refused.push({ promptId: input.id, sentence: wrong });
      continue;
    }
    try {
      prompts.push(await loadPrompt(input, decode, known));
    } catch (error) {
      refused.push({ promptId: input.id, sentence: `${promptName(input)}: ${(error as Error).message}` });
    }
  }
  return { prompts, refused };
}

// What: prompts as the page sends them → prompts with decoded pictures. What cannot be used is refused, one sentence each.
import type { Picture } from '../1-image/types.ts';
import type { Truth } from '../4-rewards/types.ts';
import { checkPrompt } from './checkPrompt.ts';
import type { PromptInput } from './protocol.ts';

export interface LoadedPrompt {
  readonly id: string;
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

async function loadPrompt(prompt: PromptInput, decode: DecodePicture): Promise<LoadedPrompt> {
  const pictures: Picture[] = [];
  for (const [i, image] of prompt.images.entries()) pictures.push(await decode(image, `${prompt.id}/${i}`));
  const { id, question, truth, split } = prompt;
  return { id, pictures, question: question.trim(), truth, split };
}

export async function loadPrompts(
  inputs: readonly PromptInput[],
  decode: DecodePicture,
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
      prompts.push(await loadPrompt(input, decode));
    } catch (error) {
      refused.push({ promptId: input.id, sentence: `Prompt '${input.id}': ${(error as Error).message}` });
    }
  }
  return { prompts, refused };
}

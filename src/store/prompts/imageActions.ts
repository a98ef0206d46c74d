// What: the pictures of one prompt: their order, and taking one away. Boxes belong to the first picture, so they go when
// another becomes the first; undo brings them back.
import { say, unsay } from '../actions.ts';
import { refuseFile } from './addPictures.ts';
import type { PictureDraft } from './promptDraft.ts';
import { removePrompt } from './promptActions.ts';
import { editPrompts } from './promptHistory.ts';
import { useStore } from '../store.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';
import { PROMPT_TEXTS } from '../texts/prompts.ts';

const get = useStore.getState;

function setImages(promptId: string, what: string, images: readonly PictureDraft[]): void {
  const prompt = get().prompts.find(({ id }) => id === promptId);
  if (!prompt) return;
  unsay();
  const losesBoxes = images[0] !== prompt.images[0] && prompt.boxes.length > 0;
  const name = images[0]?.name ?? prompt.name;
  editPrompts({ what }, (prompts) =>
    prompts.map((other) =>
      other === prompt ? { ...prompt, images, name, ...(losesBoxes ? { boxes: [], labels: [] } : {}) } : other,
    ),
  );
  if (losesBoxes) say(PROMPT_TEXTS.boxesWent);
}

/** One place to the front (-1) or to the back (+1). */
export function shiftImage(promptId: string, index: number, by: -1 | 1): void {
  const images = get().prompts.find(({ id }) => id === promptId)?.images ?? [];
  const [here, there] = [images[index], images[index + by]];
  if (here && there)
    setImages(promptId, PROMPT_TEXTS.did.imagesMoved, images.with(index, there).with(index + by, here));
}

export function removeImage(promptId: string, index: number): void {
  const images = get().prompts.find(({ id }) => id === promptId)?.images ?? [];
  setImages(
    promptId,
    PROMPT_TEXTS.did.imageTaken,
    images.filter((_, i) => i !== index),
  );
}

/** The browser cannot show it after all: it leaves the table before the engine stumbles over it. */
export function refuseImage(promptId: string, index: number): void {
  const prompt = get().prompts.find(({ id }) => id === promptId);
  const image = prompt?.images[index];
  if (!prompt || !image) return;
  refuseFile(image.name, PICTURE_TEXTS.notShown(image.name));
  if (prompt.images.length === 1) removePrompt(promptId);
  else removeImage(promptId, index);
}

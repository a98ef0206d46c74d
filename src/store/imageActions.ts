// What: the pictures of one prompt: their order, and taking one away. Boxes belong to the first picture, so they go when
// another becomes the first; undo brings them back.
import { say, unsay } from './actions.ts';
import { refuseFile } from './addPictures.ts';
import type { PictureDraft } from './promptDraft.ts';
import { removePrompt } from './promptActions.ts';
import { editPrompts } from './promptHistory.ts';
import { useStore } from './store.ts';

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
  if (losesBoxes)
    say('Boxes belong to the first picture of a prompt, so those of the old one went; undo brings them back.');
}

/** One place to the front (-1) or to the back (+1). */
export function shiftImage(promptId: string, index: number, by: -1 | 1): void {
  const images = get().prompts.find(({ id }) => id === promptId)?.images ?? [];
  const [here, there] = [images[index], images[index + by]];
  if (here && there) setImages(promptId, 'order of pictures changed', images.with(index, there).with(index + by, here));
}

export function removeImage(promptId: string, index: number): void {
  const images = get().prompts.find(({ id }) => id === promptId)?.images ?? [];
  setImages(
    promptId,
    'picture taken from its prompt',
    images.filter((_, i) => i !== index),
  );
}

/** The browser cannot show it after all: it leaves the table before the engine stumbles over it. */
export function refuseImage(promptId: string, index: number): void {
  const prompt = get().prompts.find(({ id }) => id === promptId);
  const image = prompt?.images[index];
  if (!prompt || !image) return;
  refuseFile(image.name, `“${image.name}” could not be opened as a picture; choose a PNG, JPEG, WebP or GIF file.`);
  if (prompt.images.length === 1) removePrompt(promptId);
  else removeImage(promptId, index);
}

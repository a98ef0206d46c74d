// What: a made scene → a prompt as the visitor edits it.
import { truthParts } from '../../4-rewards/truthParts.ts';
import type { Scene } from '../../scenes/types.ts';
import { emptyPrompt } from './promptDraft.ts';
import type { PromptDraft, Split } from './promptDraft.ts';
import { ownAddress } from './promptHistory.ts';

/**
 * None of the pictures is larger than a screen, so one address serves for both. `addressOf` tells whose it is: those of
 * the gallery stay, those of the table go with the last state that mentions them.
 */
export function promptOfScene(
  scene: Scene,
  id: string,
  split: Split,
  addressOf: (image: Blob) => string = ownAddress,
): PromptDraft {
  const { name, question, truth } = scene;
  const images = scene.images.map((image, i) => {
    const url = addressOf(image);
    return { id: `${id}-${i}`, name, image, url, thumb: url, width: 0, height: 0 };
  });
  return { ...emptyPrompt(id, name, images), question, split, ...truthParts(truth) };
}

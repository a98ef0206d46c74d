// What: a made scene → a prompt as the visitor edits it.
import type { Scene } from '../scenes/types.ts';
import { emptyPrompt } from './promptDraft.ts';
import type { PromptDraft, Split } from './promptDraft.ts';
import { ownAddress } from './promptHistory.ts';

/** The addresses of drawn pictures; none is larger than a screen, so one serves for both. */
export function promptOfScene(scene: Scene, id: string, split: Split): PromptDraft {
  const { name, question, labels, truth } = scene;
  const { answer = '', boxes = [], facts = [], ...further } = truth;
  const images = scene.images.map((image, i) => {
    const url = ownAddress(image);
    return { id: `${id}-${i}`, name, image, url, thumb: url, width: 0, height: 0 };
  });
  return { ...emptyPrompt(id, name, images), question, answer, boxes, labels, facts, split, further };
}

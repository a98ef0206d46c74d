// What: a prompt as the visitor edits it, as plain data, and what the engine gets of it.
// Units: boxes are fractions of the first picture; labels[i] belongs to boxes[i].
import { truthOf } from '../../4-rewards/truthParts.ts';
import type { TruthParts } from '../../4-rewards/truthParts.ts';
import type { PromptInput } from '../../training/protocol.ts';

/** A picture: the file as it came (or as it was drawn), and two addresses to show it from. */
export interface PictureDraft {
  readonly id: string;
  readonly name: string;
  readonly image: Blob;
  readonly url: string;
  /** A small copy for lists: hundreds of photos at full size would fill the memory. */
  readonly thumb: string;
  /** Pixels as shown (after the EXIF rotation); 0 until they have been measured. */
  readonly width: number;
  readonly height: number;
}

export type Split = PromptInput['split'];
export const SPLITS: readonly Split[] = ['train', 'heldOut'];

export interface PromptDraft extends TruthParts {
  readonly id: string;
  readonly name: string;
  readonly images: readonly PictureDraft[];
  readonly question: string;
  readonly split: Split;
}

export const emptyPrompt = (id: string, name: string, images: readonly PictureDraft[]): PromptDraft => ({
  id,
  name,
  images,
  question: '',
  answer: '',
  facts: [],
  boxes: [],
  labels: [],
  split: 'train',
  further: {},
});

/** Empty fields are absent: a reward that needs one of them then says so. */
export function promptInput(prompt: PromptDraft): PromptInput {
  const { id, name, images, question, split } = prompt;
  const imageIds = images.map((picture) => picture.id);
  const pictures = images.map(({ image }) => image);
  return { id, name, images: pictures, imageIds, question: question.trim(), truth: truthOf(prompt), split };
}

// What: a prompt as the visitor edits it, as plain data, and what the engine gets of it.
// Units: boxes are fractions of the first picture; labels[i] belongs to boxes[i].
import type { Box } from '../../1-image/types.ts';
import type { Truth } from '../../4-rewards/types.ts';
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

/** What only scene generators and files bring; it is kept, not edited. */
export type FurtherTruth = Pick<Truth, 'points' | 'order' | 'expertText' | 'captions'>;

export interface PromptDraft {
  readonly id: string;
  readonly name: string;
  readonly images: readonly PictureDraft[];
  readonly question: string;
  readonly answer: string;
  readonly facts: readonly string[];
  readonly boxes: readonly Box[];
  readonly labels: readonly string[];
  readonly split: Split;
  readonly further: FurtherTruth;
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

const filled = (texts: readonly string[]) => texts.map((text) => text.trim()).filter((text) => text !== '');

/** Empty fields are absent: a reward that needs one of them then says so. */
export function promptInput({ id, images, question, answer, facts, boxes, split, further }: PromptDraft): PromptInput {
  const known = filled(facts);
  const truth: Truth = {
    ...further,
    ...(answer.trim() ? { answer: answer.trim() } : {}),
    ...(boxes.length ? { boxes } : {}),
    ...(known.length ? { facts: known } : {}),
  };
  const imageIds = images.map((picture) => picture.id);
  return { id, images: images.map(({ image }) => image), imageIds, question: question.trim(), truth, split };
}

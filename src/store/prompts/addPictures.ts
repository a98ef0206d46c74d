// What: files → pictures on the table. Each file that cannot be used is named in one sentence, the others are kept.
import { create } from 'zustand';
import { unsay } from '../actions.ts';
import { inspectPicture } from './inspectPicture.ts';
import { emptyPrompt } from './promptDraft.ts';
import type { PictureDraft, Split } from './promptDraft.ts';
import { makeWay } from './placedByPage.ts';
import { editPrompts } from './promptHistory.ts';
import { useStore } from '../store.ts';
import { PICTURE_TEXTS } from '../texts/pictures.ts';
import { PROMPT_TEXTS } from '../texts/prompts.ts';

export interface NamedFile {
  readonly name: string;
  readonly file: Blob;
}
export interface Refusal {
  readonly name: string;
  readonly sentence: string;
}

interface PictureIntake {
  /** How far a batch of files has got; null = none is under way. */
  readonly reading: { readonly done: number; readonly total: number } | null;
  /** At most MAX_REFUSALS; where there were more, the last one says how many. */
  readonly refused: readonly Refusal[];
  readonly untold: number;
}

/** Most sentences that are shown; nobody reads more. */
export const MAX_REFUSALS = 50;

export const useIntake = create<PictureIntake>()(() => ({ reading: null, refused: [], untold: 0 }));
export const dismissRefusals = () => useIntake.setState({ refused: [], untold: 0 });

/** Sentences about earlier files make way for those about the next ones, once there is no room for both. */
export const expectFiles = () => {
  if (useIntake.getState().untold > 0) dismissRefusals();
};

/** The first ones stay: those about whole files are told before those about one row. */
export const refuseFile = (name: string, sentence: string) =>
  useIntake.setState(({ refused, untold }) => {
    if (refused.some((other) => other.sentence === sentence)) return {};
    if (untold === 0 && refused.length < MAX_REFUSALS) return { refused: [...refused, { name, sentence }] };
    const more = untold === 0 ? 2 : untold + 1; // the last one makes way for their number
    const last = { name: '', sentence: PICTURE_TEXTS.moreRefused(more) };
    return { untold: more, refused: [...refused.slice(0, MAX_REFUSALS - 1), last] };
  });

/** The usable ones in order, with the index of their file; progress is shown where there are several. */
export async function readPictures(files: readonly NamedFile[]): Promise<readonly (PictureDraft | null)[]> {
  const pictures: (PictureDraft | null)[] = [];
  for (const [done, { name, file }] of files.entries()) {
    if (files.length > 1) useIntake.setState({ reading: { done, total: files.length } });
    try {
      pictures.push(await inspectPicture(file, name));
    } catch (error) {
      pictures.push(null);
      refuseFile(name, (error as Error).message);
    }
  }
  useIntake.setState({ reading: null });
  return pictures;
}

const isPicture = (picture: PictureDraft | null): picture is PictureDraft => picture !== null;

/** Each picture becomes a prompt of its own; the first of them is chosen. */
export async function addPictures(files: readonly NamedFile[], split: Split = 'train'): Promise<void> {
  unsay();
  expectFiles();
  const pictures = (await readPictures(files)).filter(isPicture);
  const first = pictures[0];
  if (!first) return;
  const { pictureAdded, picturesAdded } = PROMPT_TEXTS.did;
  const what = pictures.length === 1 ? pictureAdded(first.name) : picturesAdded(pictures.length);
  const drafts = pictures.map((picture) => ({ ...emptyPrompt(picture.id, picture.name, [picture]), split }));
  editPrompts({ what, select: first.id }, (prompts) => [...makeWay(prompts), ...drafts]);
}

/** More pictures to one prompt, behind those it has. */
export async function addPicturesTo(promptId: string, files: readonly NamedFile[]): Promise<void> {
  expectFiles();
  const added = (await readPictures(files)).filter(isPicture);
  const prompt = useStore.getState().prompts.find(({ id }) => id === promptId);
  if (added.length === 0 || !prompt) return;
  editPrompts({ what: PROMPT_TEXTS.did.imageAdded(prompt.name) }, (prompts) =>
    prompts.map((other) => (other.id === promptId ? { ...other, images: [...other.images, ...added] } : other)),
  );
}

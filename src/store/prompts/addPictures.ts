// What: files → pictures on the table. Each file that cannot be used is named in one sentence, the others are kept.
import { create } from 'zustand';
import { unsay } from '../actions.ts';
import { inspectPicture } from './inspectPicture.ts';
import { emptyPrompt } from './promptDraft.ts';
import type { PictureDraft, Split } from './promptDraft.ts';
import { makeWay } from './placedByPage.ts';
import { editPrompts } from './promptHistory.ts';
import { useStore } from '../store.ts';
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
  readonly refused: readonly Refusal[];
}

/** Most sentences that are kept; nobody reads more. */
export const MAX_REFUSALS = 50;

export const useIntake = create<PictureIntake>()(() => ({ reading: null, refused: [] }));
export const dismissRefusals = () => useIntake.setState({ refused: [] });
export const refuseFile = (name: string, sentence: string) =>
  useIntake.setState(({ refused }) => ({
    refused: [...refused.filter((other) => other.sentence !== sentence), { name, sentence }].slice(-MAX_REFUSALS),
  }));

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
  const added = (await readPictures(files)).filter(isPicture);
  const prompt = useStore.getState().prompts.find(({ id }) => id === promptId);
  if (added.length === 0 || !prompt) return;
  editPrompts({ what: PROMPT_TEXTS.did.imageAdded(prompt.name) }, (prompts) =>
    prompts.map((other) => (other.id === promptId ? { ...other, images: [...other.images, ...added] } : other)),
  );
}

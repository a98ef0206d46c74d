// What: prompts on the table ↔ prompts as records. Pictures go in and out as they are; every picture from outside is looked
// at like a dropped file. Samples may be named instead of carried.
import { FormatError } from '../../9-curves/gzip.ts';
import { readPictures } from '../prompts/addPictures.ts';
import type { PictureDraft, PromptDraft } from '../prompts/promptDraft.ts';
import { useSamples } from '../prompts/sampleChoice.ts';
import { promptRecord } from './promptRecord.ts';
import type { PictureRecord, PromptRecord } from './promptRecord.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

async function pictureRecord({ name, image }: PictureDraft): Promise<PictureRecord> {
  return { name, type: image.type, bytes: new Uint8Array(await image.arrayBuffer()) };
}

/** Every picture with all its bytes, as run files keep it. */
export const recordsOf = (prompts: readonly PromptDraft[]): Promise<readonly PromptRecord[]> =>
  Promise.all(prompts.map(async (prompt) => promptRecord(prompt, await Promise.all(prompt.images.map(pictureRecord)))));

/** The id of the sample whose picture it is, or null. */
export const sampleOf = (picture: PictureDraft): string | null =>
  useSamples.getState().samples.find(({ images }) => images[0]?.image === picture.image)?.id ?? null;

const samplePicture = (id: string) =>
  useSamples.getState().samples.find((sample) => sample.id === id)?.images[0] ?? null;

async function pictureOf(record: PictureRecord): Promise<PictureDraft | null> {
  if (record.sample !== undefined) return samplePicture(record.sample);
  const file = new Blob([record.bytes!], { type: record.type });
  return (await readPictures([{ name: record.name, file }]))[0] ?? null;
}

/** Prompts without one of their pictures are left out; the intake of pictures has said why. */
export async function draftsOfRecords(records: readonly PromptRecord[]): Promise<readonly PromptDraft[]> {
  const drafts: PromptDraft[] = [];
  for (const record of records) {
    const images: PictureDraft[] = [];
    for (const picture of record.images) {
      const found = await pictureOf(picture);
      if (found) images.push(found);
    }
    if (images.length === record.images.length) drafts.push({ ...record, images });
  }
  if (drafts.length === 0 && records.length > 0) throw new FormatError(RECORD_TEXTS.noPictures);
  return drafts;
}

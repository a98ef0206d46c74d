// What: data in and out as the visitor does it: files → prompts on the table, the table → a zip that is downloaded.
import { truthParts } from '../../4-rewards/truthParts.ts';
import { truthOfData } from '../../data/dataPrompt.ts';
import type { DataPrompt } from '../../data/dataPrompt.ts';
import type { GivenFile } from '../../data/files/openFiles.ts';
import type { OpenedPicture } from '../../data/files/pictures.ts';
import type { OpenedData } from '../../data/files/readFiles.ts';
import { say } from '../actions.ts';
import { expectFiles, readPictures, refuseFile, useIntake } from '../prompts/addPictures.ts';
import type { DataAnswer, DataQuestion } from '../data/dataWorker.ts';
import type { DataFormat } from '../data/writeData.ts';
import { saveFile } from './saveFile.ts';
import { emptyPrompt } from '../prompts/promptDraft.ts';
import type { PictureDraft, PromptDraft } from '../prompts/promptDraft.ts';
import { bringPrompts } from '../prompts/promptActions.ts';
import { useStore } from '../store.ts';
import { DATA_TEXTS } from '../texts/data.ts';
import { PROMPT_TEXTS } from '../texts/prompts.ts';

/** One worker per question: it ends with its answer, and its memory with it. */
function ask(question: DataQuestion): Promise<DataAnswer> {
  const worker = new Worker(new URL('../data/dataWorker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<DataAnswer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<DataAnswer>) => {
      if (data.kind === 'progress') useIntake.setState({ reading: { done: data.done, total: data.total } });
      else resolve(data);
    };
    worker.onerror = () => resolve({ kind: 'failed', sentence: DATA_TEXTS.noMemory });
    worker.postMessage(question);
  });
  return answer.finally(() => {
    worker.terminate();
    useIntake.setState({ reading: null });
  });
}

export async function exportData(format: DataFormat): Promise<void> {
  const { prompts } = useStore.getState();
  if (prompts.length === 0) return say(DATA_TEXTS.nothingToSave);
  const answer = await ask({ kind: 'write', prompts, format });
  if (answer.kind === 'written') saveFile(answer.archive, `rollscope-${format}.zip`);
  else if (answer.kind === 'failed') say(answer.sentence);
}

export async function importData(files: readonly GivenFile[]): Promise<void> {
  expectFiles();
  const answer = await ask({ kind: 'read', files });
  if (answer.kind === 'failed') return refuseFile('', answer.sentence);
  if (answer.kind !== 'read') return;
  const { notes, prompts, loose } = answer.data;
  for (const sentence of notes) refuseFile('', sentence);
  if (prompts.length + loose.length + notes.length === 0) refuseFile('', DATA_TEXTS.nothing);
  const drafts = [...(await draftsOf(answer.data)), ...(await looseDrafts(loose))];
  if (drafts.length > 0) bringPrompts(drafts, PROMPT_TEXTS.did.opened(drafts.length));
}

const named = ({ name, content }: OpenedPicture) => ({ name, file: content });

/** Pictures without a table: each is a prompt that the visitor completes. */
async function looseDrafts(loose: readonly OpenedPicture[]): Promise<readonly PromptDraft[]> {
  const pictures = await readPictures(loose.map(named));
  return pictures.flatMap((picture) => (picture ? [emptyPrompt(picture.id, picture.name, [picture])] : []));
}

let openedFiles = 0;
/** A picture that several prompts use is looked at once. Prompts without one of their pictures are left out. */
export async function draftsOf({ prompts, images }: OpenedData): Promise<readonly PromptDraft[]> {
  const keys = [...images.keys()];
  const pictures = new Map<string, PictureDraft | null>();
  for (const [i, picture] of (await readPictures([...images.values()].map(named))).entries())
    pictures.set(keys[i]!, picture);
  const batch = `${Date.now().toString(36)}-${++openedFiles}`;
  return prompts.flatMap((prompt, i) => {
    const own = prompt.images.map((key) => pictures.get(key) ?? null);
    const whole = own.filter((picture) => picture !== null);
    return whole.length === own.length ? [draftOf(prompt, whole, `${batch}-${i + 1}`)] : [];
  });
}

/** Ids of the page are its own: the same file may be opened twice. */
function draftOf(prompt: DataPrompt, images: readonly PictureDraft[], number: string): PromptDraft {
  const { question, split = 'train' } = prompt;
  const name = images[0]?.name ?? prompt.id ?? PROMPT_TEXTS.opened(number);
  const empty = emptyPrompt(`opened-${number}`, name, images);
  return { ...empty, question, split, ...truthParts(truthOfData(prompt)) };
}

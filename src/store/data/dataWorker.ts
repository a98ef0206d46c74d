// What: entry of the worker that opens and packs data files, away from the page.
import type { PromptDraft } from '../prompts/promptDraft.ts';
import { readData } from './readData.ts';
import type { FilesByPath, OpenedData } from './readData.ts';
import { writeData } from './writeData.ts';
import type { DataFormat } from './writeData.ts';

export type DataQuestion =
  | { readonly kind: 'read'; readonly files: FilesByPath }
  | { readonly kind: 'write'; readonly prompts: readonly PromptDraft[]; readonly format: DataFormat };

export type DataAnswer =
  | { readonly kind: 'read'; readonly data: OpenedData }
  | { readonly kind: 'written'; readonly archive: Blob }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly sentence: string };

const tell = (answer: DataAnswer) => postMessage(answer);

async function carryOut(question: DataQuestion): Promise<void> {
  try {
    if (question.kind === 'read') return tell({ kind: 'read', data: await readData(question.files) });
    const { prompts, format } = question;
    const archive = await writeData(prompts, format, (done, total) => tell({ kind: 'progress', done, total }));
    tell({ kind: 'written', archive });
  } catch (error) {
    tell({ kind: 'failed', sentence: (error as Error).message });
  }
}

addEventListener('message', ({ data }: MessageEvent<DataQuestion>) => void carryOut(data));

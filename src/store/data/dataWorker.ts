// What: entry of the worker that opens and packs data files, away from the page.
import { openFiles } from '../../data/files/openFiles.ts';
import type { GivenFile } from '../../data/files/openFiles.ts';
import { readFiles } from '../../data/files/readFiles.ts';
import type { OpenedData } from '../../data/files/readFiles.ts';
import type { PromptDraft } from '../prompts/promptDraft.ts';
import { writeData } from './writeData.ts';
import type { DataFormat } from './writeData.ts';

export type DataQuestion =
  | { readonly kind: 'read'; readonly files: readonly GivenFile[] }
  | { readonly kind: 'write'; readonly prompts: readonly PromptDraft[]; readonly format: DataFormat };

export type DataAnswer =
  | { readonly kind: 'read'; readonly data: OpenedData }
  | { readonly kind: 'written'; readonly archive: Blob }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'failed'; readonly sentence: string };

const tell = (answer: DataAnswer) => postMessage(answer);

async function carryOut(question: DataQuestion): Promise<void> {
  try {
    if (question.kind === 'read') {
      const { roots, notes } = await openFiles(question.files);
      return tell({ kind: 'read', data: await readFiles(roots, { before: notes }) });
    }
    const { prompts, format } = question;
    const archive = await writeData(prompts, format, (done, total) => tell({ kind: 'progress', done, total }));
    tell({ kind: 'written', archive });
  } catch (error) {
    tell({ kind: 'failed', sentence: (error as Error).message });
  }
}

addEventListener('message', ({ data }: MessageEvent<DataQuestion>) => void carryOut(data));

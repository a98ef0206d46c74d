// What: questions to the worker that packs and keeps runs; one worker, started when it is first needed.
import { arraysOf } from '../../training/checkpoint.ts';
import type { RunAnswer, RunQuestion } from './runWorker.ts';
import type { RunRecord } from './runRecord.ts';
import { openTabs, tabName } from './tab.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

type WithoutId<Question> = Question extends { readonly id: number } ? Omit<Question, 'id'> : never;

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, (answer: RunAnswer) => void>();

function start(): Worker {
  const started = new Worker(new URL('./runWorker.ts', import.meta.url), { type: 'module' });
  started.onmessage = ({ data }: MessageEvent<RunAnswer>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  started.onerror = () => {
    started.terminate();
    worker = null;
    for (const [id, tell] of waiting) tell({ id, problem: RECORD_TEXTS.noMemory });
    waiting.clear();
  };
  return started;
}

/** Rejects with the worker's sentence; 'full' = the disk is. */
async function ask(question: WithoutId<RunQuestion>, transfer: Transferable[] = []): Promise<RunAnswer> {
  worker ??= start();
  const id = ++lastId;
  const answered = new Promise<RunAnswer>((resolve) => waiting.set(id, resolve));
  worker.postMessage({ id, ...question }, transfer);
  const answer = await answered;
  if ('problem' in answer) throw new Error(answer.problem);
  return answer;
}

/** The vectors go over without a copy; the caller has no use for them any more. */
const vectorsOf = ({ checkpoint }: Pick<RunRecord, 'checkpoint'>): Transferable[] =>
  arraysOf(checkpoint).map(({ buffer }) => buffer);

export async function packRun(run: RunRecord): Promise<Blob> {
  const answer = await ask({ kind: 'write', run }, vectorsOf(run));
  return (answer as { readonly file: Blob }).file;
}

export async function unpackRun(file: Blob, name: string): Promise<RunRecord> {
  const answer = await ask({ kind: 'read', file, name });
  return (answer as { readonly run: RunRecord }).run;
}

/** `handsOver`: the vectors go over without a copy. */
export const keepRunRecord = async (run: Extract<RunQuestion, { kind: 'keep' }>['run'], handsOver: boolean) =>
  ask({ kind: 'keep', tab: await tabName(), run }, handsOver ? vectorsOf(run) : []);
export const keepRunChange = async (change: Extract<RunQuestion, { kind: 'keepStep' }>['change']) =>
  ask({ kind: 'keepStep', tab: await tabName(), change });

export interface KeptRecord {
  readonly run: RunRecord;
  /** The tab that kept it. */
  readonly tab: string;
}

/** That of this tab, else of the tab that was closed last. */
export async function keptRunRecord(): Promise<KeptRecord | null> {
  const answer = await ask({ kind: 'kept', tab: await tabName(), open: await openTabs() });
  const { run, tab = '' } = answer as { readonly run: RunRecord | null; readonly tab?: string };
  return run && { run, tab };
}
export const forgetRunRecord = (tab: string) => ask({ kind: 'forget', tab });

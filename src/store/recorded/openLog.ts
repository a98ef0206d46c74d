// What: another trainer's log on the page, in the place of the visitor's run, which waits behind it. Its policy is nowhere: what needs one is
// not there until the log is closed.
import { setAccess, useAccess } from '../access.ts';
import type { Access, ControlId } from '../access.ts';
import { pause, say, unsay } from '../actions.ts';
import { untilReady } from '../atlas/runHere.ts';
import type { PathFile } from '../files/fileTaker.ts';
import { useCurrentLesson } from '../lessons/currentLesson.ts';
import { placeByPage } from '../prompts/placedByPage.ts';
import { useStore } from '../store.ts';
import { LOG_TEXTS } from '../texts/log.ts';
import { openPanel, showColumn } from '../view.ts';
import type { LogAnswer } from './logWorker.ts';
import { logRecording } from './logRecording.ts';
import { leaveRecording, putOn, seekRecording } from './playRecording.ts';
import type { ForeignLog } from './rolloutFiles.ts';
import { useRecording } from './shownRecording.ts';

/** What trains, asks the policy, or says what the visitor's own settings mean. */
const NEEDS_A_POLICY: readonly ControlId[] =
  'play step stage reset recipe speed pictures best pipeline verdict settings editor sandbox share'.split(' ') as ControlId[]; // prettier-ignore

let accessBefore: Access | null = null;

function close(): void {
  if (accessBefore) setAccess(accessBefore);
  accessBefore = null;
}
useRecording.subscribe(({ shown }) => shown?.log || close());

export async function showLog(log: ForeignLog): Promise<void> {
  if (useCurrentLesson.getState().id !== null) return say(LOG_TEXTS.inLesson);
  leaveRecording();
  if (useStore.getState().state === 'running') {
    await pause();
    await untilReady();
  }
  const recording = logRecording(log);
  const { title, files, answers, scalars, leftAside } = log;
  const before = useAccess.getState();
  const drafts = placeByPage(recording.prompts.map((prompt) => ({ ...prompt, images: [] })));
  putOn(recording, drafts, { title, files, answers: answers.length, hasScalars: scalars.length > 0 });
  accessBefore = before;
  setAccess({ ...before, hidden: [...new Set([...before.hidden, ...NEEDS_A_POLICY, 'seed'])] });
  openPanel(null);
  showColumn('group');
  seekRecording(recording.steps.length);
  unsay();
  if (leftAside > 0) say(LOG_TEXTS.leftAside(leftAside));
}

/** One worker per log: it ends with its answer, and its memory with it. */
function read(files: readonly PathFile[]): Promise<LogAnswer> {
  const worker = new Worker(new URL('./logWorker.ts', import.meta.url), { type: 'module' });
  return new Promise<LogAnswer>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<LogAnswer>) => resolve(data);
    worker.onerror = () => resolve({ kind: 'failed', sentence: LOG_TEXTS.unread });
    worker.postMessage(files);
  }).finally(() => worker.terminate());
}

/** `files`: all that came together. */
export async function openLog(files: readonly PathFile[]): Promise<void> {
  const answer = await read(files);
  if (answer.kind === 'failed') return say(answer.sentence);
  await showLog(answer.log);
}

/** What the link hides and locks, without what the log does. */
export const accessBehindLog = (): Access => accessBefore ?? useAccess.getState();

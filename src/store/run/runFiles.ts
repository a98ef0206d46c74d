// What: saving the run as a file, and opening one; both report progress and, if they fail, give one sentence.
import { say } from '../actions.ts';
import { saveFile } from '../files/saveFile.ts';
import { useStore } from '../store.ts';
import { packRun, unpackRun } from './askRunWorker.ts';
import { showRun, wholeRun } from './presentRun.ts';
import { takeCheckpoint } from './takeCheckpoint.ts';
import { RUN_TEXTS } from '../texts/run.ts';

export async function saveRun(): Promise<void> {
  const checkpoint = await takeCheckpoint();
  if (!checkpoint) return say(RUN_TEXTS.nothingToSave);
  const { step } = checkpoint;
  try {
    saveFile(await packRun(await wholeRun(checkpoint)), `run-step-${step}.rollscope`);
  } catch (error) {
    say(RUN_TEXTS.notSaved((error as Error).message));
  }
}

export async function openRun(file: Blob, name: string): Promise<void> {
  if (useStore.getState().state === 'loading') return say(RUN_TEXTS.stillLoading);
  try {
    await showRun(await unpackRun(file, name), 'file');
  } catch (error) {
    say((error as Error).message);
  }
}

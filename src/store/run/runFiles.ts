// What: saving the run as a file, and opening one; both said in progress and, where they fail, in one sentence.
import { say } from '../actions.ts';
import { saveFile } from '../saveFile.ts';
import { useStore } from '../store.ts';
import { packRun, unpackRun } from './askRunWorker.ts';
import { showRun, wholeRun } from './presentRun.ts';
import { takeCheckpoint } from './takeCheckpoint.ts';

export async function saveRun(): Promise<void> {
  const checkpoint = await takeCheckpoint();
  if (!checkpoint) return say('There is no run to save yet; load the model first.');
  const { step } = checkpoint;
  try {
    saveFile(await packRun(await wholeRun(checkpoint)), `run-step-${step}.rollscope`);
  } catch (error) {
    say(`The run could not be saved: ${(error as Error).message}.`);
  }
}

export async function openRun(file: Blob, name: string): Promise<void> {
  if (useStore.getState().state === 'loading') return say('The model is still loading; open the file in a moment.');
  try {
    await showRun(await unpackRun(file, name), 'file');
  } catch (error) {
    say((error as Error).message);
  }
}

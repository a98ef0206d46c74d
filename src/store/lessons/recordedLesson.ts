// What: the recorded run of a step in the engine's place: loaded when the step is opened, on the prompts that the step has made.
import { forgetSent } from '../actions.ts';
import { hasStandIn, setStandIn } from '../engine/engine.ts';
import { RecordedEngine } from '../recorded/recordedEngine.ts';
import { readRecording } from '../recorded/recording.ts';
import type { Recording } from '../recorded/recording.ts';
import { emptyRun, useStore } from '../store.ts';

/** Under the page's own address, so that it comes with the page. */
const addressOf = (name: string) => new URL(`recorded/lessons/${name}.rollscope`, document.baseURI);

/** null where there is none, or none that can be read. */
export async function loadRecorded(name: string): Promise<Recording | null> {
  try {
    const response = await fetch(addressOf(name));
    return response.ok ? await readRecording(new Uint8Array(await response.arrayBuffer())) : null;
  } catch {
    return null;
  }
}

/** False where there is none, or none that can be read: then the step runs live. */
export async function playRecorded(name: string): Promise<boolean> {
  const recording = await loadRecorded(name);
  if (!recording) return false;
  setStandIn(new RecordedEngine(recording));
  forgetSent();
  useStore.setState({ ...emptyRun(), state: 'ready' });
  return true;
}

export function stopRecorded(): void {
  if (!hasStandIn()) return;
  useStore.setState(emptyRun());
  setStandIn(null);
  forgetSent();
}

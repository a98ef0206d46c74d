// What: *Run it here*: closes the atlas, sets up the recipe or the lesson with pictures of its task, and plays as soon as the model is
// there.
import { settingFor } from '../../atlas/systems.ts';
import type { System } from '../../atlas/system.ts';
import { setLeaves } from '../../config/setLeaf.ts';
import { loadModel, play, reset, say } from '../actions.ts';
import { tryConfig } from '../engine/configActions.ts';
import { engineState } from '../engine/engine.ts';
import { setUpRecipe } from '../engine/setUpRecipe.ts';
import { pageOpened } from '../files/pageOpened.ts';
import { leaveRecording } from '../recorded/playRecording.ts';
import { useStore } from '../store.ts';
import type { PageState } from '../store.ts';
import { openAtlas } from '../view.ts';

const canPlay = ({ state }: PageState) => state === 'ready' || state === 'paused';

/** False where the engine failed in the meantime. */
export function untilReady(): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (page: PageState): boolean => {
      if (!canPlay(page) && page.state !== 'failed') return false;
      resolve(canPlay(page));
      return true;
    };
    if (look(useStore.getState())) return;
    const stop = useStore.subscribe((page) => look(page) && stop());
  });
}

export async function runHere(system: System): Promise<void> {
  const setting = settingFor(system);
  if (!setting?.recipe) return;
  await pageOpened;
  openAtlas(null);
  leaveRecording();
  if (!(await setUpRecipe(setting.recipe))) return;
  const problem = setting.leaves.length > 0 ? tryConfig((config) => setLeaves(config, setting.leaves)) : null;
  if (problem !== null) return say(problem);
  if (engineState() === 'failed') await loadModel();
  if (!(await untilReady())) return;
  if (useStore.getState().points.length > 0) await reset();
  await play();
}

// What: asks the engine for a checkpoint: θ, the optimiser's state and the history after the last finished step.
import type { Checkpoint } from '../../training/checkpoint.ts';
import { listenToEngine, send } from '../engine/engine.ts';

let taken: Checkpoint | null = null;
listenToEngine((event) => {
  if (event.type === 'checkpointed') taken = event.checkpoint;
});

/** null where there is nothing to keep (the engine said so in a sentence). Its vectors belong to the caller. */
export async function takeCheckpoint(): Promise<Checkpoint | null> {
  taken = null;
  const sent = await send({ type: 'checkpoint' });
  const checkpoint: Checkpoint | null = taken;
  taken = null;
  return sent ? checkpoint : null;
}

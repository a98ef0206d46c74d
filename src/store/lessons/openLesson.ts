// What: opens and leaves lessons; the player is loaded when the first one is opened.
import { begun } from '../class/begun.ts';
import { useCurrentLesson } from './currentLesson.ts';

export const FIRST_LESSON = '01-one-step';

/** Where the learner left it; another one that is on is left first. */
export async function openLesson(id: string, from: 'resume' | 'start' = 'resume'): Promise<void> {
  await begun();
  const player = await import('./player.ts');
  await player.startLesson(id, from);
}

/** The visitor's own run and prompts come back. */
export async function leaveLesson(): Promise<void> {
  if (useCurrentLesson.getState().id === null) return;
  const player = await import('./player.ts');
  await player.endLesson();
}

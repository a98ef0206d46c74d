// What: prompts as places of a step: their own question, the picture as it is.
import type { Drawn } from '../../blocks/step.ts';
import type { LoadedPrompt } from './loadPrompts.ts';

export const placeOf = (prompt: LoadedPrompt): Drawn => ({
  prompt,
  text: prompt.question,
  view: 'clean',
  truth: prompt.truth,
  tags: {},
});

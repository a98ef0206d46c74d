// What: the gold answer of every place that is drawn, for probes that score it.
import type { Sampled } from '../blocks/step.ts';

/** [P]; throws one sentence with the name of the use and the prompt where one has none. */
export function goldAnswers({ drawn }: Pick<Sampled, 'drawn'>, as: string): string[] {
  return drawn.map(({ truth, prompt }) => {
    if (truth.answer) return truth.answer;
    throw new Error(`${as} scores the gold answer, and prompt ${prompt.id} has none: give it one, or take ${as} out.`);
  });
}

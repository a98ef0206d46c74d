// What: MGPO through our reward boxedAnswer.
// Formula: none of its own.
import type { GoldenAdapter } from '../adapter.ts';
import { scored } from '../shownAnswer.ts';

interface Input {
  readonly completion: string;
  readonly truth: string;
}

export const adapter: GoldenAdapter<Input> = {
  system: 'MGPO',
  tolerance: 1e-6,
  async run({ completion, truth }, { compute }) {
    const { values } = await scored(compute, completion, [{ name: 'boxedAnswer' }], { truth: { answer: truth } });
    return { score: values[0] };
  },
};

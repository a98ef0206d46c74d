// What: MM-R5 through our rewards rankReciprocal and rankFormat; the relevant ids are the truth's order.
// Formula: none of its own.
import type { GoldenAdapter } from '../adapter.ts';
import { scored } from '../shownAnswer.ts';

interface Input {
  readonly completion: string;
  readonly relevant_ids: readonly number[];
  readonly candidates: number;
}

export const adapter: GoldenAdapter<Input> = {
  system: 'MM-R5',
  tolerance: 1e-6,
  async run({ completion, relevant_ids, candidates }, { compute }) {
    const uses = [{ name: 'rankReciprocal' }, { name: 'rankFormat', knobs: { candidates } }];
    const { values } = await scored(compute, completion, uses, { truth: { order: relevant_ids } });
    return { rank: values[0], format: values[1] };
  },
};

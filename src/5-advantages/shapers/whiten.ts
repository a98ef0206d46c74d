// What: all advantages of the batch to mean 0 and variance 1.
import type { Shaper } from '../../blocks/seams.ts';
import { whitenBatch } from '../scoreUnits.ts';
import { countedTokens } from '../tokenSlots.ts';

const knobs = {};

export const block: Shaper<typeof knobs> = {
  name: 'whiten',
  doc: 'Whitens the advantages over all tokens of the batch.',
  formula: 'A ← (A − mean)·(var + 1e-8)^−½, mean and var (n − 1) over the tokens of all completions that count',
  source: 'PRIME (arXiv 2502.01456) and verl: masked_whiten',
  knobs,
  shape: ({ compute, rollouts, inStatistics }, advantages) =>
    whitenBatch(
      compute,
      advantages,
      countedTokens({ ...rollouts, ...(inStatistics && { counted: Uint32Array.from(inStatistics) }) }),
    ),
};

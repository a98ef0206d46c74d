// What: sampler "group": G completions of every place, drawn independently; their turns are units.
import type { Sampler } from '../../blocks/seams.ts';
import { generate } from '../generate.ts';
import { stepTurns } from '../stepTurns.ts';
import { turnUnits } from '../units/turnUnits.ts';

const knobs = {};

export const block: Sampler<typeof knobs> = {
  name: 'group',
  doc: 'Draws num_generations completions of each prompt, independently of each other.',
  formula: 'y ~ π_old(· | x), G times',
  source: 'GRPO (arXiv 2402.03300), section 4.1; TRL GRPOTrainer',
  knobs,
  async sample(step, _own, onProgress) {
    const { policy, compute, vectors, config } = step;
    const { sampling, data } = config;
    const rollouts = await generate(policy, compute, vectors.get('policy')!, await step.prefix('drawn', 'policy'), {
      generations: sampling.num_generations,
      maxTokens: sampling.max_completion_length,
      temperature: sampling.temperature,
      topK: sampling.top_k,
      topP: sampling.top_p,
      seed: data.seed,
      step: step.step,
      ignoreEos: sampling.ignore_eos,
      ...(onProgress && { onProgress }),
      ...stepTurns(step),
    });
    return { rollouts, units: { turn: turnUnits(rollouts) } };
  },
};

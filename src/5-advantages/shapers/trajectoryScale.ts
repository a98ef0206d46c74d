// What: shaper "trajectoryScale": answers that lean on the picture more than others get larger advantages, the rest smaller ones.
// Formula: A_it ← scale_i·A_it (shaders/5-advantages/trajectoryScale), the scales of ../trajectoryScales.ts.
// Shapes: [R × T]. Units: a factor whose mean over a micro-batch is 1.
// Source: VPPO (arXiv 2510.09285); huaixuheqing/VPPO-RL, verl/workers/actor/dp_actor.py.
import type { Shaper } from '../../blocks/seams.ts';
import { integer, number, text } from '../../config/knob.ts';
import { readBack } from '../readBack.ts';
import { trajectoryScales, trajectoryScores } from '../trajectoryScales.ts';

const knobs = {
  signal: text('masked/divergence', {
    unit: '',
    doc: 'What is averaged over each rollout: a signal per token.',
    source: 'VPPO: k3 between the masked and the whole picture',
  }),
  scale_min: number(0.9, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Scale of the rollout with the smallest average; 1 = nothing is scaled.',
    source: 'VPPO-RL: advantage_scaling_min 0.9',
  }),
  micro_batch: integer(0, {
    min: 0,
    max: 512,
    unit: 'rollouts',
    doc: 'The mean scale is 1 over each so many rollouts, in their order; 0 = over all rollouts of the step.',
    source: 'VPPO-RL: micro_batch_size_per_device_for_update, 16 (7B) and 4 (8B); here a step is one batch',
  }),
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);

export const block: Shaper<typeof knobs> = {
  name: 'trajectoryScale',
  doc: 'Scales the advantages of each answer by how large a signal is in it on average; the mean scale is 1.',
  formula: 'A_i·(m + u_i·(b − m)), u = min-max of the mean signal, b = m + (1 − m)/(mean u + 1e-8), m = scale_min',
  source: 'VPPO (arXiv 2510.09285); huaixuheqing/VPPO-RL, verl/workers/actor/dp_actor.py',
  knobs,
  needs: ({ signal }) => [signal],
  ranksBy: ({ signal }) => signal,
  metrics: [
    { name: '{as}/score_min', unit: '', doc: 'Smallest mean of the signal over an answer in the loss.' },
    { name: '{as}/score_max', unit: '', doc: 'Largest mean of the signal over an answer in the loss.' },
    {
      name: '{as}/scale_max',
      unit: '',
      doc: 'Scale of the answer with the largest mean (b); 1 where nothing is scaled.',
    },
  ],
  async shape({ compute, signals, rollouts, inLoss }, advantages, { as, signal, scale_min, micro_batch }) {
    const { lengths, maxTokens } = rollouts;
    const { shape, values } = signals.get(signal)!;
    if (shape !== 'token')
      throw new Error(`${as} reads ${signal}, which has one value per ${shape}; it needs one per token.`);
    const counts = Array.from(lengths, (length, r) => length > 0 && inLoss?.[r] !== 0);
    const settings = { scaleMin: scale_min, microBatch: micro_batch };
    const { scales, min, max, tops } = trajectoryScales(trajectoryScores(values, rollouts), counts, settings);
    const made = await compute.run('5-advantages/trajectoryScale', {
      params: { rollouts: lengths.length, maxTokens },
      inputs: { advantages, scales },
      outputs: { shaped: advantages.length },
      dispatch: { invocations: advantages.length },
    });
    const metrics = {
      [`${as}/score_min`]: min ?? 0,
      [`${as}/score_max`]: max ?? 0,
      [`${as}/scale_max`]: mean(tops.map((top) => top ?? 1)),
    };
    return { advantages: (await readBack(made))['shaped'] as Float32Array, metrics };
  },
};

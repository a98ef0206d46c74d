// What: token weight "topShare": only the tokens of a rollout in which a signal is largest, and on request those of highest
//   entropy, are taught.
// Formula: w = 1 for the ceil(share·n) largest of the rollout's n tokens and for the ceil(entropy_share·n) of highest entropy, else 0
//   (shaders/6-loss/topShare). The divisor of the loss keeps all tokens, so a smaller share is also a smaller step.
// Shapes: [R × T]. Units: as the signal; only its order within a rollout matters.
// Source: VPPO (arXiv 2510.09285); huaixuheqing/VPPO-RL, verl/workers/actor/dp_actor.py.
import type { TokenWeight } from '../../blocks/seams.ts';
import { number, text } from '../../config/knob.ts';

const knobs = {
  signal: text('masked/divergence', {
    unit: '',
    doc: 'What is compared within each rollout: a signal per token.',
    source: 'VPPO: k3 between the masked and the whole picture',
  }),
  share: number(0.4, {
    min: 0,
    max: 1,
    unit: 'share',
    doc: 'Share of the tokens of each rollout that are kept, rounded up; 1 = all.',
    source: 'VPPO-RL: top_p_perception_tokens 0.4',
  }),
  entropy_share: number(0, {
    min: 0,
    max: 1,
    unit: 'share',
    doc: 'Share of the tokens of highest entropy that are kept as well; 0 = none.',
    source: 'VPPO-RL: use_vppo_on_entropy is off; 0.2 (top_p_entropy_tokens) where it is on',
  }),
};

/** Mean over the tokens in the loss, and over those of them that were kept. */
function means(values: Float32Array, counts: (i: number) => boolean) {
  let [sum, count] = [0, 0];
  values.forEach((value, i) => {
    if (!counts(i)) return;
    sum += value;
    count += 1;
  });
  return { mean: sum / Math.max(count, 1), count };
}

export const block: TokenWeight<typeof knobs> = {
  name: 'topShare',
  doc: 'Teaches only the tokens of each answer in which a signal is largest: those that look at the picture, say.',
  formula:
    'w = 1 for the ceil(share·n) tokens with the largest signal (and the ceil(entropy_share·n) of highest entropy), else 0',
  source: 'VPPO (arXiv 2510.09285); huaixuheqing/VPPO-RL, verl/workers/actor/dp_actor.py',
  knobs,
  needs: ({ signal }) => [signal],
  ranksBy: ({ signal }) => signal,
  problem: ({ as, share, entropy_share }) =>
    share === 0 && entropy_share === 0
      ? `${as} keeps no token at all: set ${as}.share above 0 (VPPO: 0.4), or take ${as} out.`
      : null,
  metrics: [
    { name: '{as}/kept', unit: 'share', doc: 'Share of the tokens in the loss that are kept.' },
    { name: '{as}/mean', unit: '', doc: 'Mean of the signal over all tokens in the loss.' },
    { name: '{as}/mean_kept', unit: '', doc: 'Mean of the signal over the tokens that are kept.' },
  ],
  async weigh({ compute, rollouts, signals, inLoss }, { as, signal, share, entropy_share: entropyShare }) {
    const { lengths, maxTokens, entropies } = rollouts;
    const { shape, values } = signals.get(signal)!;
    if (shape !== 'token')
      throw new Error(`${as} reads ${signal}, which has one value per ${shape}; it needs one per token.`);
    const size = lengths.length * maxTokens;
    const { kept } = await compute.run('6-loss/topShare', {
      params: { rollouts: lengths.length, maxTokens, share, entropyShare },
      inputs: { signal: values, entropies, lengths },
      outputs: { kept: size },
      dispatch: { invocations: size },
    });
    const weights = (await kept!.read()) as Float32Array;
    kept!.destroy();
    const counts = (i: number) => {
      const r = Math.floor(i / maxTokens);
      return i % maxTokens < lengths[r]! && inLoss?.[r] !== 0;
    };
    const all = means(values, counts);
    const top = means(values, (i) => counts(i) && weights[i]! > 0);
    const metrics = {
      [`${as}/kept`]: top.count / Math.max(all.count, 1),
      [`${as}/mean`]: all.mean,
      [`${as}/mean_kept`]: top.mean,
    };
    return { weights, metrics };
  },
};

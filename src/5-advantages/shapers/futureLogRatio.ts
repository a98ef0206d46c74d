// What: shaper "futureLogRatio": a token pays for how far its rollout is still going to drift from a reference. It takes the place
//   of the KL term of the loss; behind the normalisation, so that the spread of the rewards does not rescale it.
// Formula: A_t − beta·Σ_{j ≥ t} log(π/π_ref)(o_j) (shaders/5-advantages/futureLogRatio).
// Shapes: [R × T]. Units: advantage; beta in advantage per nat.
// Source: PRL (arXiv 2601.10201v2); MaxwellJryao/Process-Reward-Learning, verl/trainer/ppo/core_algos.py.
import type { Shaper } from '../../blocks/seams.ts';
import { integer, number, text } from '../../config/knob.ts';
import { ownTokens } from '../ownTokens.ts';
import { readBack } from '../readBack.ts';

const knobs = {
  reference: text('ref/logProb', {
    unit: '',
    doc: 'Log-probs of the reference: a signal per token.',
    source: 'PRL: the frozen reference policy',
  }),
  beta: number(0.005, {
    min: 0,
    max: 10,
    unit: '1/nat',
    doc: 'Price of a nat of drift; 0 = plain GRPO.',
    source: 'MaxwellJryao/Process-Reward-Learning: beta = 1/eta, eta 200 (other scripts: 100 and 1)',
  }),
  step_len: integer(0, {
    min: 0,
    max: 4096,
    unit: 'tokens',
    doc: 'Tokens of a step, which all get the value of its last one; 0 = every token its own value, as in the paper.',
    source: 'PRL: 0 (paper); 256, 64 or 128 in the scripts of the released code',
  }),
};

export const block: Shaper<typeof knobs> = {
  name: 'futureLogRatio',
  doc: 'Subtracts from the advantage of each token the drift from the reference that is still to come in its answer.',
  formula: 'A_t − beta·Σ_{j ≥ t} log(π(o_j)/π_ref(o_j))',
  source: 'PRL (arXiv 2601.10201v2); MaxwellJryao/Process-Reward-Learning, verl/trainer/ppo/core_algos.py',
  knobs,
  needs: ({ reference }) => [reference],
  metrics: [
    { name: '{as}/log_ratio', unit: 'nats', doc: 'Mean over the answers of the log-ratio of a whole answer.' },
    { name: '{as}/correction', unit: '', doc: 'Mean size of what is subtracted from the advantage of a token.' },
  ],
  async shape(step, advantages, { as, reference, beta, step_len }) {
    const { compute, signals, rollouts } = step;
    const { lengths, maxTokens, oldLogProbs } = rollouts;
    const { shape, values } = signals.get(reference)!;
    if (shape !== 'token')
      throw new Error(`${as} reads ${reference}, which has one value per ${shape}; it needs one per token.`);
    const mask = ownTokens(step);
    const made = await compute.run('5-advantages/futureLogRatio', {
      params: { rollouts: lengths.length, maxTokens, stepLength: step_len, beta },
      inputs: { advantages, logProbs: oldLogProbs, refLogProbs: values, mask },
      outputs: { future: advantages.length, shaped: advantages.length },
      dispatch: { invocations: lengths.length },
    });
    const { future, shaped } = (await readBack(made)) as Record<'future' | 'shaped', Float32Array>;
    const whole = lengths.reduce((sum, _, r) => sum + future[r * maxTokens]!, 0);
    const moved = shaped.reduce((sum, value, i) => sum + mask[i]! * Math.abs(value - advantages[i]!), 0);
    const tokens = mask.reduce((sum, own) => sum + own, 0);
    return {
      advantages: shaped,
      metrics: {
        [`${as}/log_ratio`]: whole / Math.max(lengths.length, 1),
        [`${as}/correction`]: moved / Math.max(tokens, 1),
      },
    };
  },
};

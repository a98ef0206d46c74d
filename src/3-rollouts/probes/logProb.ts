// What: probe "logProb": the sampled tokens scored again, behind another view of the picture or under another vector.
import type { Probe } from '../../blocks/seams.ts';
import { text } from '../../config/knob.ts';
import { scorePass } from '../scorePass.ts';

const knobs = {
  view: text('drawn', {
    unit: '',
    doc: 'View of the picture: a name from the axis view, drawn (the view that the prompt was drawn with) or clean.',
    source: 'PAPO: the masked picture',
  }),
  vector: text('policy', {
    unit: '',
    doc: 'Weights: policy, frozen (the reference, θ = 0), or a name from the axis vector.',
    source: 'TRL: ref_per_token_logps; GRPO-CARE: the EMA reference',
  }),
};

export const block: Probe<typeof knobs> = {
  name: 'logProb',
  doc: 'Scores the sampled tokens again, with another view or other weights.',
  formula: 'log softmax(logits / temperature) of the sampled token; entropy over the full vocabulary',
  source: 'TRL (ref_per_token_logps); PAPO (arXiv 2507.06448)',
  knobs,
  gives: ({ as }) => [`${as}/logProb`, `${as}/entropy`],
  derive(signal, { views, vectors }) {
    const name = /^(.+)\/(?:logProb|entropy)$/.exec(signal)?.[1];
    if (name === undefined) return null;
    if (name === 'ref') return { as: name, view: 'drawn', vector: 'frozen' };
    if (views.includes(name)) return { as: name, view: name, vector: 'policy' };
    return vectors.includes(name) ? { as: name, view: 'drawn', vector: name } : null;
  },
  async probe({ policy, vectors, rollouts, prefix, config }, { view, vector, as }) {
    const { temperature } = config.sampling;
    const behind = await prefix(view, vector);
    const { logProbs, entropies } = await scorePass(policy, vectors.get(vector)!, behind, rollouts, temperature);
    return new Map([
      [`${as}/logProb`, { shape: 'token', values: logProbs }],
      [`${as}/entropy`, { shape: 'token', values: entropies }],
    ]);
  },
};

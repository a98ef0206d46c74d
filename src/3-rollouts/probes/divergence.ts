// What: probe "divergence": how much each sampled token owes to what another view hides: k3 between the view and the clean pass.
// Formula: k3(x) = e^x − x − 1 of x = log p(token | view) − log p(token), |x| ≤ 20, at most 10 (shaders/3-rollouts/viewDivergence).
// Shapes: [R × T], padding included: who reads it masks. Units: nats.
// Source: PAPO (arXiv 2507.06448); VPPO (arXiv 2510.09285): visual dependency of a token.
import type { Probe } from '../../blocks/seams.ts';
import { text } from '../../config/knob.ts';

const knobs = {
  of: text('view', {
    unit: '',
    doc: 'What is compared with the clean pass: a name of the axis view or vector, or ref.',
    source: 'PAPO: the masked picture',
  }),
};

export const block: Probe<typeof knobs> = {
  name: 'divergence',
  doc: 'How much less likely each token is behind another view of the picture: the k3 estimator of the KL.',
  formula: 'k3 = e^x − x − 1, x = log p(token | view) − log p(token) within ±20; at most 10',
  source: 'PAPO (arXiv 2507.06448); VPPO (arXiv 2510.09285)',
  knobs,
  needs: ({ of }) => [`${of}/logProb`],
  gives: ({ as }) => [`${as}/divergence`],
  derive(signal, { views, vectors }) {
    const name = /^(.+)\/divergence$/.exec(signal)?.[1];
    if (name === undefined) return null;
    return name === 'ref' || views.includes(name) || vectors.includes(name) ? { as: name, of: name } : null;
  },
  async probe({ compute, signals, rollouts: { oldLogProbs } }, { as, of }) {
    const made = await compute.run('3-rollouts/viewDivergence', {
      params: { count: oldLogProbs.length },
      inputs: { viewLogProbs: signals.get(`${of}/logProb`)!.values, logProbs: oldLogProbs },
      outputs: { divergences: oldLogProbs.length },
      dispatch: { invocations: oldLogProbs.length },
    });
    const values = (await made['divergences']!.read()) as Float32Array;
    made['divergences']!.destroy();
    return new Map([[`${as}/divergence`, { shape: 'token', values }]]);
  },
};

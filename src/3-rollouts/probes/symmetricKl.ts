// What: probe "symmetricKl": how differently the policy would go on at each token behind another view of the picture: the
//   symmetric KL of the whole next-token distributions. Only for places that were asked behind some other view; 0 elsewhere.
// Formula: ½·(KL(p‖q) + KL(q‖p)), p behind `view`, q behind the view of the place, along the sampled tokens.
// Shapes: [R × T]. Units: nats.
// Source: VOGUE (arXiv 2510.01444v3), section 2: u_per.
import type { Probe } from '../../blocks/seams.ts';
import { text } from '../../config/knob.ts';
import { backToRows, rowsOfPlaces } from '../rowsOfPlaces.ts';
import { scoredAt } from '../scorePass.ts';
import { symmetricKlAlong } from '../symmetricKl.ts';

const knobs = {
  view: text('clean', {
    unit: '',
    doc: 'The view that the view of each place is compared with: clean, or a name from the axis view.',
    source: 'VOGUE: the picture as it is',
  }),
};

export const block: Probe<typeof knobs> = {
  name: 'symmetricKl',
  doc: 'Measures how differently the model would go on at each token with another view of the picture, over the whole vocabulary.',
  formula: '½·(KL(p‖q) + KL(q‖p)) of the next-token distributions',
  source: 'VOGUE (arXiv 2510.01444v3), section 2',
  knobs,
  metrics: [
    {
      name: '{as}/symmetricKl/mean',
      unit: 'nats',
      doc: 'Mean over the tokens of answers to another view; 0 without any.',
    },
  ],
  gives: ({ as }) => [`${as}/symmetricKl`],
  derive(signal, { views }) {
    const name = /^(.+)\/symmetricKl$/.exec(signal)?.[1];
    return name !== undefined && views.includes(name) ? { as: name, view: name } : null;
  },
  async probe({ policy, compute, vectors, rollouts, drawn, prefix, config }, { as, view }) {
    const { generations, maxTokens, lengths, rows } = rollouts;
    const size = lengths.length * maxTokens;
    const places = drawn.flatMap((place, p) => (place.view === view || view === 'drawn' ? [] : [p]));
    if (places.length === 0)
      return new Map([[`${as}/symmetricKl`, { shape: 'token', values: new Float32Array(size) }]]);
    const theta = vectors.get('policy')!;
    const open = [];
    try {
      for (const name of [view, 'drawn']) {
        const { prompts } = await prefix(name, 'policy');
        open.push(
          await policy.prefill(
            theta,
            places.map((p) => prompts[p]!),
          ),
        );
      }
      const batch = rowsOfPlaces(rows, places);
      const temperature = scoredAt(config.sampling.temperature);
      const found = await symmetricKlAlong({ policy, compute, theta }, [open[0]!, open[1]!], batch, temperature);
      const values = backToRows(found, places, generations * maxTokens, size);
      return new Map([[`${as}/symmetricKl`, { shape: 'token', values }]]);
    } finally {
      for (const own of open) own.dispose();
    }
  },
  count({ rollouts, drawn }, found, { as, view }) {
    const { generations: G, lengths } = rollouts;
    const tokens = lengths.reduce((sum, own, r) => sum + (drawn[Math.floor(r / G)]!.view === view ? 0 : own), 0);
    const { values } = found.get(`${as}/symmetricKl`)!;
    return { [`${as}/symmetricKl/mean`]: values.reduce((sum, own) => sum + own, 0) / Math.max(tokens, 1) };
  },
};

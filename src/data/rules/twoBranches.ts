// What: data rule "twoBranches": each question is asked twice, with the picture as it is and with a changed one; every branch is a
//   group of its own, and for each pair of answers a coin says which of the two is taught. The coin comes to favour the clean one.
// Formula: heads with p(s) = max(0, 1 − s/total_steps): the answer to the changed picture is in the loss, else the one to the clean
//   picture. Random numbers: Philox (step, answer, 0, stream 'branch'). Once p is 0 the questions are asked once.
// Shapes: of P places the first P/2 (rounded down) are asked twice, next to each other, so that a step stays as large; the place of
//   an odd P that is left over is asked with the clean picture. Masks [R]: all answers count in the statistics of their branch.
// Source: VOGUE (arXiv 2510.01444v3), Algorithm 1 (A.2); there a step has twice as many answers while the coin is in use.
import { uniform } from '../../3-rollouts/philox.ts';
import type { DataRule } from '../../blocks/seams.ts';
import { integer, text } from '../../config/knob.ts';
import { branchProbability } from '../branchProbability.ts';

const knobs = {
  view: text('noisy', {
    unit: '',
    doc: 'How the changed picture looks: a name from the axis view.',
    source: 'VOGUE: flips, rotation, jitter and noise',
  }),
  total_steps: integer(200, {
    min: 0,
    max: 1_000_000,
    unit: 'steps',
    doc: 'Steps over which the coin falls from always to never; 0 = never.',
    source: 'VOGUE, A.5: 200 steps',
  }),
};

export const block: DataRule<typeof knobs, null> = {
  name: 'twoBranches',
  doc: 'Asks each question with the clean and with a changed picture; a coin that comes to favour the clean one says which is taught.',
  formula: 'p(s) = max(0, 1 − s/S)',
  source: 'VOGUE (arXiv 2510.01444v3), Algorithm 1',
  knobs,
  problem: ({ as, view }) =>
    view === 'clean' || view === 'drawn'
      ? `${as} would ask twice with the same picture: ${as}.view is ${view}; name a view of the recipe, for example noisy with views=noise:noisy.`
      : null,
  metrics: [
    { name: '{as}/p_noisy', unit: 'probability', doc: 'Probability that the answer to the changed picture is taught.' },
    { name: '{as}/noisy', unit: 'share', doc: 'Share of answers to the changed picture among those that are taught.' },
  ],
  start: () => null,
  draw(given, { step }, { view, total_steps }) {
    if (branchProbability(step, total_steps) <= 0 || given.length < 2) return given;
    const pairs = given.slice(0, Math.floor(given.length / 2)).flatMap((place) => [
      { ...place, view: 'clean', tags: { ...place.tags, branch: 0 } },
      { ...place, view, tags: { ...place.tags, branch: 1 } },
    ]);
    return [...pairs, ...given.slice(pairs.length)];
  },
  keep({ drawn, rollouts, config, step }, { as, total_steps }) {
    const { generations: G, lengths } = rollouts;
    const p = branchProbability(step, total_steps);
    const inLoss = new Uint8Array(lengths.length).fill(1);
    for (const [place, { tags }] of drawn.entries()) {
      if (tags['branch'] !== 1) continue; // its clean twin stands in front of it
      for (let g = 0; g < G; g++) {
        const twin = (place - 1) * G + g;
        const isNoisy = uniform(config.data.seed, { step, row: twin, position: 0, stream: 'branch' }) < p;
        inLoss[isNoisy ? twin : twin + G] = 0;
      }
    }
    const noisy = inLoss.reduce((sum, own, r) => sum + (drawn[Math.floor(r / G)]!.tags['branch'] === 1 ? own : 0), 0);
    const taught = inLoss.reduce((sum, own) => sum + own, 0);
    return { inLoss, metrics: { [`${as}/p_noisy`]: p, [`${as}/noisy`]: noisy / Math.max(taught, 1) } };
  },
};

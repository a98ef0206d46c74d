// What: view "noise": Gaussian noise on the picture.
import type { View } from '../../blocks/seams.ts';
import { number } from '../../config/knob.ts';

const knobs = {
  sigma: number(0.4, {
    min: 0,
    max: 2,
    unit: 'pixel range',
    doc: 'Standard deviation of the noise.',
    source: 'VOGUE (arXiv 2510.01444)',
  }),
};

export const block: View<typeof knobs> = {
  name: 'noise',
  doc: 'Adds Gaussian noise to every pixel.',
  formula: 'x + σ·ε, ε ~ N(0, 1)',
  source: 'VOGUE (arXiv 2510.01444)',
  knobs,
  of: (_drawn, { sigma }) => ({ kind: 'noise', sigma }),
};

// What: float64 twin of gpgLoss.wgsl.
import { tokenReference } from './terms.ref.ts';

export const reference = tokenReference(({ advantage, logProb }) => ({
  loss: -advantage * logProb,
  logProbSlope: -advantage,
}));

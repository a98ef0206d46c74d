// What: float64 twin of droLoss.wgsl.
import { tokenReference } from './terms.ref.ts';

export const reference = tokenReference(({ logRatio, advantage, logProb }, { droBeta }) => ({
  loss: 0.5 * droBeta! * logRatio * logRatio - advantage * logProb,
  ratioSlope: droBeta! * logRatio,
  logProbSlope: -advantage,
}));

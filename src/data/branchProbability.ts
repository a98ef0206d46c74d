// What: how often an answer to the changed picture is taught in place of one to the picture as it is.
// Formula: p(s) = max(0, 1 − s/S), s steps finished; 0 for S = 0.
// Source: VOGUE (arXiv 2510.01444v3), Algorithm 1 (A.2).
export const branchProbability = (step: number, total: number): number =>
  total > 0 ? Math.max(0, 1 - step / total) : 0;

// What: twin of k3.wgsl. In float32 steps: this order of roundings is the authors' (torch), and their numbers show it.
const rounded = Math.fround;

export const K3_MAX = 10;
export const K3_LOG_RATIO_MAX = 20;

export function k3InSteps(logRatio: number): number {
  const x = Math.min(Math.max(rounded(logRatio), -K3_LOG_RATIO_MAX), K3_LOG_RATIO_MAX);
  return Math.min(rounded(rounded(rounded(Math.exp(x)) - x) - 1), K3_MAX);
}

// What: the keys of symbols. Elements of the page that show the number of one carry its key in `data-symbol`.
import type { FORMULAS } from '../texts/formulas.ts';

/** Numbers of a step. */
export type Quantity = keyof typeof FORMULAS.quantities;

const keyOf = (kind: string, name: string) => `${kind}-${name.replace(/[^a-zA-Z0-9]+/g, '-')}`;
export const quantityKey = (quantity: Quantity): string => keyOf('q', quantity);
export const leafKey = (leaf: string): string => keyOf('leaf', leaf);

/** Metrics whose charts carry a quantity. */
const CARRIED: Readonly<Record<string, Quantity>> = {
  reward: 'reward',
  reward_std: 'std',
  kl: 'kl',
  entropy: 'entropy',
  loss: 'loss',
  grad_norm: 'gradNorm',
  learning_rate: 'rate',
  'clip_ratio/low_mean': 'ratio',
};

/** For `data-symbol` of a chart: the keys of what its metrics are, between spaces. */
export const symbolsOfMetrics = (metrics: readonly (string | RegExp)[]): string | undefined => {
  const keys = metrics.flatMap((name) =>
    typeof name === 'string' && CARRIED[name] ? [quantityKey(CARRIED[name])] : [],
  );
  return keys.length > 0 ? keys.join(' ') : undefined;
};

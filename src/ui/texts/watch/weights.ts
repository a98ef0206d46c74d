// What: words of the panel "weights".
import { shortNumber } from '../../shortNumber.ts';

export const WEIGHTS = {
  triangle: (step: number, shares: readonly string[]) =>
    `Triangle of the weights; at step ${step} their shares are ${shares.join(', ')}.`,
  share: (name: string, share: number) => `${name} ${Math.round(100 * share)} %`,
  bars: 'Weights',
  value: (name: string, value: number) => `${name} ${shortNumber(value)}`,
} as const;

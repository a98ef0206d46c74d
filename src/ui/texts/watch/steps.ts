// What: words of the panel "steps".
import { shortNumber } from '../../shortNumber.ts';

export const STEPS = {
  part: (unit: string, n: number) => `${unit} ${n + 1}`,
  value: (name: string, value: number) => `${name} ${shortNumber(value)}`,
  none: 'This answer has no such part.',
  chart: (unit: string, name: string, values: readonly string[]) => `${name} of each ${unit}: ${values.join(', ')}`,
  crop: (n: number, box: string) => `What came back behind ${n + 1}: ${box}`,
} as const;

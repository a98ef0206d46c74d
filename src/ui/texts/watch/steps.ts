// What: words of the panel "steps".

export const STEPS = {
  anyUnit: 'part',
  none: 'This answer has no such part.',
  chart: (unit: string, name: string, values: readonly string[]) => `${name} of each ${unit}: ${values.join(', ')}`,
  crop: (n: number, box: string) => `What came back behind ${n + 1}: ${box}`,
} as const;

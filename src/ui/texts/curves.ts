// What: texts of the curves.

export const CURVES = {
  curves: 'Curves',
  curvesEmpty: 'Every step adds a point to the curves here.',
  chart: (title: string, spoken: string) => `Curve of ${title}: ${spoken}`,
  noValue: 'none yet',
  stepCount: (step: number) => `step ${step}`,
  advantages: (count: number, least: string, most: string) => `advantages of ${count} answers: ${least} to ${most}`,
  csv: 'Download CSV',
  table: 'The curves as a table',
  columns: { metric: 'metric', first: 'first', last: 'last' },
} as const;

// What: words of the panel "buckets".

export const BUCKETS = {
  label: 'Questions of the step by bucket',
  count: (name: string, count: number) => `${name}: ${count}`,
  shown: 'the question that is shown',
} as const;

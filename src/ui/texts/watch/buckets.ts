// What: words of the panel "buckets".

export const BUCKETS = {
  label: 'Questions of the step by bucket',
  count: (name: string, count: number) => `${name}: ${count} ${count === 1 ? 'question' : 'questions'}`,
  shown: 'the question that is shown',
} as const;

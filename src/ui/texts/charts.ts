// What: title, unit of the vertical axis, and how to read it, of every chart, in the order of the column.

export interface ChartTexts {
  readonly title: string;
  /** '' = none. */
  readonly unit: string;
  /** What it tells and how to read it, in one or two sentences. */
  readonly explanation: string;
}

export const CHART_TEXTS = {
  reward: {
    title: 'Reward',
    unit: '',
    explanation:
      'Mean weighted reward of all answers in a step, and its standard deviation over the batch. Reward should rise; a deviation of 0 means that there is nothing left to learn from.',
  },
  heldOut: {
    title: 'Held-out reward',
    unit: '',
    explanation:
      'The same rewards on pictures that are never trained on, measured every eval_steps steps. Only a rise here shows learning that carries over. Mark a prompt as held out to see it.',
  },
  passRate: {
    title: 'Held-out pass@1 and pass@G',
    unit: 'share',
    explanation:
      'Share of the held-out prompts that are solved by one sampled answer, by at least one of G, and by the greedy answer. pass@1 can reach pass@G through sharper sampling alone; a rising pass@G is new ability.',
  },
  rewardColumns: {
    title: 'Reward columns',
    unit: '',
    explanation:
      'Mean of each reward before weighting. It shows which one drives the total, and whether one is being gamed while another falls.',
  },
  advantages: {
    title: 'Advantages over time',
    unit: 'standard deviations',
    explanation:
      'How many answers had which advantage, step by step: the darker, the more answers. Two bands far apart mean clear winners and losers; one band at 0 means that all answers of a group scored the same.',
  },
  zeroStd: {
    title: 'Groups with zero reward spread',
    unit: 'share',
    explanation:
      'Share of the groups in which all rewards are equal. They give no gradient. Near 1, the prompts are too easy or too hard.',
  },
  entropy: {
    title: 'Entropy',
    unit: 'nats',
    explanation: 'Mean uncertainty of the sampled tokens. A slow fall is learning; a fast fall to 0 is collapse.',
  },
  kl: {
    title: 'KL from the starting policy',
    unit: 'nats',
    explanation: 'How far the policy has moved from where it started. Measured only if beta is not 0.',
  },
  clipRatios: {
    title: 'Clip ratios',
    unit: 'share',
    explanation:
      'Share of the tokens whose ratio was clipped. It is 0 with one update per step, because the ratio is then 1.',
  },
  gradNorm: {
    title: 'Gradient and update',
    unit: '',
    explanation:
      'Norm of the gradient before clipping, and of the change to the adapter. Spikes are an early sign of trouble.',
  },
  lengths: {
    title: 'Completion lengths',
    unit: 'tokens',
    explanation: 'Mean, shortest and longest answer. A jump to the limit means that answers are being cut off.',
  },
  characters: {
    title: 'Lengths in characters',
    unit: 'characters',
    explanation: 'Mean length of the answers of a log that does not count their tokens.',
  },
  cutOff: {
    title: 'Answers cut off',
    unit: 'share',
    explanation: 'Share of the answers that reached max_completion_length before they ended.',
  },
  loss: {
    title: 'Loss',
    unit: '',
    explanation:
      'The loss that is differentiated. With one update per step it stays near 0, as it should: look at the reward instead.',
  },
  sampler: {
    title: 'Sampler vs. gradient',
    unit: 'nats',
    explanation:
      'Gap between the log-probs of the sampler and of the backward pass. It should be no more than rounding error; a large gap means a bug or a filter (top_p, top_k).',
  },
  time: {
    title: 'Seconds per step',
    unit: 's',
    explanation: 'Time taken by the nine stages, and by answering the held-out prompts.',
  },
} as const satisfies Readonly<Record<string, ChartTexts>>;

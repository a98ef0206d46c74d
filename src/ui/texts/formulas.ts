// What: the words beside the formulas of a stage: what each letter stands for.

export const FORMULAS = {
  symbols: 'What the letters stand for',
  hint: 'Point at a letter, or press it, to see what it stands for and where its number stands on the page.',
  /** One letter, for the line below and for those who listen. */
  symbol: (sign: string, value: string | null, meaning: string, changed: boolean) =>
    `${sign}${value === null ? '' : ` = ${value}`}: ${meaning}${changed ? ' (changed since the last step)' : ''}`,
  /** Lines that the settings of the loss add. */
  lines: {
    kl: 'KL = e^x − x − 1, x = log π_ref − log π',
    entropy: 'H = −Σ p·log p',
    ratio: {
      token: 'ρ = π/π_old',
      sequence: 'ρ = (Π_t π/π_old)^(1/T)',
      item: 'ρ = (Π_t π/π_old)^(1/T) over the tokens of an item',
    },
  },
  quantities: {
    advantage: 'the advantage; here that of the first answer',
    reward: 'the reward of an answer; here of the first one',
    column: 'one reward of an answer; here the first reward of the first answer',
    mean: 'the mean of the rewards of a group; here of the first group',
    std: 'the standard deviation (n − 1) of the rewards of a group; here of the first group',
    ratio:
      'how much more probable a token has become since it was sampled; 1 as long as the policy has not been updated since',
    kl: 'how far the policy has moved from the one it started from, per token',
    entropy: 'how undecided the policy is about the next token, in nats',
    loss: 'the loss of the step; only its gradient matters',
    probability: 'the probability of a token; here of the first token of the first answer',
    oldProbability: 'the probability that a token had when it was sampled',
    referenceProbability: 'the probability of a token under the policy that the run started from',
    gradNorm: 'the gradient; here its length before it is clipped',
    rate: 'the learning rate of this step',
  },
} as const;

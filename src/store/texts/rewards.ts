// What: texts about the visitor's own rewards.

export const REWARD_TEXTS = {
  stillLoading: 'The model is still loading; try again when it is there.',
  inUse: (name: string) => `${name} is in use from the next step.`,
  reverted: (name: string) => `${name} is as it came with the page.`,
  badName: 'A name has 3 to 40 letters and digits and begins with a small letter, as boxIou.',
  nameTaken: (name: string) => `There is a reward ‘${name}’ already.`,
} as const;

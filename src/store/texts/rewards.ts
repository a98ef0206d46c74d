// What: texts about the visitor's own rewards.

export const REWARD_TEXTS = {
  stillLoading: 'The model is still loading; try again when it is ready.',
  inUse: (name: string) => `${name} will be used from the next step.`,
  reverted: (name: string) => `${name} is back to the built-in version.`,
  badName: 'A name has 3 to 40 letters and digits and begins with a lower-case letter, like boxIou.',
  nameTaken: (name: string) => `There is already a reward ‘${name}’.`,
} as const;

// What: name and meaning of every way to shade tokens.

export const SHADE_TEXTS = {
  entropy: {
    title: 'entropy',
    help: 'How open the choice was, in nats. The stronger the colour, the less certain the policy.',
  },
  logProb: {
    title: 'log-prob',
    help: 'How unlikely the token was: −log p in nats. The stronger the colour, the more surprising the token.',
  },
  advantage: {
    title: 'advantage',
    help: 'Orange: better than the group, made more likely. Blue: worse. In plain GRPO all tokens of an answer have the same advantage.',
  },
  weight: {
    title: 'weight in the loss',
    help: 'Size of the coefficient of log p in the loss. It depends on masks, the length of the answer and its advantage.',
  },
  dependency: {
    title: 'visual dependency',
    help: 'log p with the picture minus log p with the damaged picture, in nats. Orange: the picture made the token more likely.',
  },
  change: {
    title: 'change by the update',
    help: 'log p after the update of this step minus log p before it. Orange: more likely now. Blue: less likely.',
  },
  none: {
    title: 'nothing',
    help: 'Plain text.',
  },
  absent: 'The answers of this step do not carry this signal.',
} as const;

export const signalHelp = (sign: boolean) =>
  sign
    ? 'A signal of this run. Orange: above 0. Blue: below. The scale ends at the largest value of the group.'
    : 'A signal of this run. The scale runs from the smallest to the largest value of the group.';

export const inNats = (value: number) => `${value.toFixed(2)} nats`;

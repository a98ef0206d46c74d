// What: every text of the page in one place, ready for translation.
import type { StageName } from '../training/protocol.ts';

const percent = (value: number) => Math.round(value * 100);

export const TEXTS = {
  title: 'Rollscope',
  tagline: 'Train a small vision-language model with GRPO, live, on your own pictures',
  run: 'Run',
  play: 'Play',
  pause: 'Pause',
  step: 'One step',
  stage: 'One stage',
  reset: 'Reset',
  load: 'Load the model',
  seed: 'Seed',
  recipe: 'Recipe',
  stepCount: (step: number) => `step ${step}`,
  speed: (seconds: number) => `${seconds.toFixed(1)} s a step`,
  loading: 'Loading the model …',
  progress: (what: string, done: string, total: string) => `${what}: ${done} of ${total}`,
  model: (name: string, millions: string, trainable: string) =>
    `${name}: ${millions} M weights, ${trainable} of them in the adapter`,
  dismiss: (text: string) => `Dismiss: ${text}`,
  stages: 'The nine stages of a step',

  pictures: 'Pictures and prompts',
  prompts: 'Your prompts',
  samples: 'Samples',
  sample: (name: string, question: string) => `Sample ${name}: ${question}`,
  add: 'Add a picture',
  drop: 'Drop or paste pictures anywhere on the page. They never leave this machine.',
  question: 'Question',
  questionExample: 'where is the dog?',
  answer: 'Answer (optional)',
  answerExample: 'dog',
  addBox: 'Add box',
  deleteBox: 'Delete box',
  remove: 'Remove picture',
  box: (i: number, [x0, y0, x1, y1]: readonly number[]) =>
    `Box ${i + 1}: from ${percent(x0!)}, ${percent(y0!)} to ${percent(x1!)}, ${percent(y1!)} percent`,
  boxHelp: 'Drag to draw a box. Arrow keys move it, Shift + arrows resize it, Delete removes it.',
  noPicture: 'Add a picture of your own, or choose a sample.',

  group: 'The group',
  groupEmpty:
    'Press Play. The policy samples a group of answers about the picture; rewards score each answer against your box, and what is better than its group becomes more likely.',
  groups: 'Groups of this step',
  groupName: (i: number, name: string, reward: string) => `Group ${i + 1}: ${name}, mean reward ${reward}`,
  groupPicture: (name: string) => `${name} with your box and the boxes of the group`,
  below: 'worse than the group',
  above: 'better',
  truth: 'your box',
  answers: 'The answers of the group, with advantage and rewards',
  answerName: (i: number, advantage: string) => `Answer ${i + 1}, advantage ${advantage}`,
  advantage: 'advantage',
  reward: 'reward',
  cutOff: '(cut off)',
  shade: 'Shade tokens by',
  shades: { entropy: 'entropy', logProb: 'log-prob', none: 'nothing' },
  shadeHelp: 'The stronger the colour, the less sure the policy was.',
  token: (logProb: number, entropy: number) => `log-prob ${logProb.toFixed(2)}, entropy ${entropy.toFixed(2)} nats`,
  evaluate: 'Ask for its best answer',
  best: 'Best answer (greedy)',
  afterStep: (step: number) => (step === 0 ? 'before training' : `after step ${step}`),

  curves: 'Curves',
  curvesEmpty: 'Every step adds a point to the curves here.',
  chart: (title: string, spoken: string) => `Curve of ${title}: ${spoken}`,
  noValue: 'none yet',
  advantages: (count: number, least: string, most: string) => `advantages of ${count} answers: ${least} to ${most}`,
  csv: 'Download CSV',
  table: 'The curves as a table',
  columns: { metric: 'metric', first: 'first', last: 'last' },

  settings: 'Settings',
  close: 'Close',
  find: 'Find a setting',
  changed: 'changed',
  resetKnob: (name: string) => `Back to default: ${name}`,
  locked: 'A change of this setting starts the run anew: pause first.',
  unit: (unit: string) => (unit ? `Unit: ${unit}. ` : ''),
  default: (value: string) => `Default: ${value || 'none'}. `,
  source: (source: string) => `Source: ${source}.`,
} as const;

export const STAGE_TEXTS: Readonly<Record<StageName, string>> = {
  '1-image': 'Image',
  '2-policy': 'Policy',
  '3-rollouts': 'Rollouts',
  '4-rewards': 'Rewards',
  '5-advantages': 'Advantages',
  '6-loss': 'Loss',
  '7-gradient': 'Gradient',
  '8-update': 'Update',
  '9-curves': 'Curves',
};

/** The numbers of a stage's box with their short labels; stage 4 shows all of its columns. */
export const STAGE_NUMBERS: Readonly<Partial<Record<StageName, Readonly<Record<string, string>>>>> = {
  '1-image': { prompts: 'prompts', pictures: 'pictures', size: 'pixels a side' },
  '2-policy': { prompts: 'prompts', tokens: 'tokens' },
  '3-rollouts': { rollouts: 'answers', tokens: 'tokens', 'completions/clipped_ratio': 'cut off' },
  '5-advantages': { reward_std: 'reward_std', min: 'lowest', max: 'highest' },
  '6-loss': { loss: 'loss', entropy: 'entropy', kl: 'kl' },
  '7-gradient': { 'sampling/sampling_logp_difference/mean': 'log-p gap' },
  '8-update': { grad_norm: 'grad_norm', update_norm: 'update', learning_rate: 'lr' },
};

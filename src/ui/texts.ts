// What: texts of the pictures and of the group; every other area has its own file in texts/.
const percent = (value: number) => Math.round(value * 100);

export const TEXTS = {
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
} as const;

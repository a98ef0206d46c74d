// What: texts of the reward sandbox, of “Reachable?”, and of what a reward on trial would pay for the presets.

const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;
const listed = (names: readonly string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
const duration = (seconds: number) =>
  seconds < 90 ? `${seconds.toFixed(seconds < 10 ? 1 : 0)} s` : `${Math.round(seconds / 60)} min`;

const NAMES: Readonly<Record<string, string>> = {
  greedy: 'What the model answers now',
  empty: 'Nothing at all',
  perfect: 'A perfect answer',
  perfectMany: 'The perfect answer 100 times',
  allLabels: 'All labels at once',
  wholePicture: 'A box around the whole picture',
  wrongOrder: 'Tags in the wrong order',
  typed: 'Yours',
};
const nameOf = (name: string) => NAMES[name] ?? name;
const quoted = (names: readonly string[]) => listed(names.map((name) => `‘${nameOf(name)}’`));

export const SANDBOX = {
  title: 'Sandbox',
  intro:
    'What do your rewards pay for? Answers that nobody has to sample, scored by the real rewards with the current settings. Nothing here changes the run.',
  noPrompt: 'Add a picture with a question first.',
  waits: 'Pause the run: the sandbox needs the engine.',
  recorded: 'This is a recorded run; the sandbox needs the live engine.',
  working: 'Scoring …',
  answers: 'Answers and what they get',
  answer: 'Answer',
  nameOf,
  total: 'reward',
  picture: (name: string) => `${name} with your box and the boxes of the answer`,
  reads: 'How your rewards read it',
  nothing: '(nothing)',
  tokens: (count: number, most: number) =>
    count <= most
      ? many(count, 'token')
      : `${many(count, 'token')}: more than the ${most} that an answer may have (max_completion_length)`,
  longer: (count: number) => ` … and ${count} more characters`,
  found: 'Found',
  foundNothing: 'No tag was found in it.',
  boxes: 'boxes',
  pays: 'What each reward pays',
  reward: 'Reward',
  gets: 'gets',
  range: 'range',
  weight: 'weight',
  adds: 'adds',
  bar: (value: string, least: number, most: number) => `${value} in a range from ${least} to ${most}`,
  leftOut: (names: readonly string[]) =>
    `Left out, because only the model could give what ${names.length === 1 ? 'it reads' : 'they read'}: ${names.join(', ')}.`,
  unsure: (names: readonly string[]) =>
    `Not true for the edited answer, because ${names.length === 1 ? 'it reads' : 'they read'} what only the model could give: ${names.join(', ')}.`,
  typed: 'Type an answer',
  take: 'Edit this answer',
  place: 'It stands',
  alone: 'on its own',
  inPlaceOf: (i: number) => `in the place of answer ${i + 1}`,
  groupTitle: (step: number) => `The group of step ${step}, before and after your edit`,
  groupEmpty: 'After the first step, your answer can take the place of one in the group.',
  number: 'No.',
  before: 'before',
  after: 'after',
  advantage: 'advantage',
  paysMore: (names: readonly string[], perfect: string) =>
    `${quoted(names)} ${names.length === 1 ? 'gets' : 'get'} more than a perfect answer (${perfect}). A run will find that out.`,
  paysEqual: (names: readonly string[], perfect: string) =>
    `${quoted(names)} ${names.length === 1 ? 'gets' : 'get'} as much as a perfect answer (${perfect}).`,
  sees: (perfect: string) => `Nothing here gets as much as the perfect answer (${perfect}).`,
  presets: 'What it would pay for',
  presetsOf: (name: string) => `What it would pay for answers to “${name}”`,
  noPresets:
    'Not tried on made-up answers: it reads more than the text of an answer, or there is no complete prompt to make them for.',
} as const;

export const REACH = {
  title: 'Reachable?',
  intro: 'Draws 64 answers with the current settings and trains nothing: would your rewards have anything to compare?',
  one: 'Draw 64 for this prompt',
  all: 'Draw 64 for all prompts',
  stop: 'Stop',
  drawing: (done: number, total: number) => `${done} of ${total} answers`,
  stopped: 'Stopped.',
  stale: 'The settings have changed since.',
  asked: (samples: number, prompts: number) =>
    `${samples} answers to ${many(prompts, 'prompt')}, drawn from the seed of the run.`,
  column: 'Reward',
  positive: 'above 0',
  mean: 'mean',
  std: 'std',
  all0: 'No answer got more than 0: this reward is out of reach as it is. Make it pay for a part of the way, or ask something easier.',
  flat: (share: string, generations: number) =>
    `In groups of ${generations}, ${share} would be flat: all ${generations} rewards equal, nothing to learn from (expected share of all groups that these answers can form).`,
  never: 'All groups would be flat, so no number of steps changes anything.',
  time: (groups: number, steps: number, seconds: number) =>
    `A change shows after about ${groups} groups that are not flat (the median of our recorded runs): ${many(steps, 'step')} here, about ${duration(seconds)}.`,
  measured: (perStep: number) => `${duration(perStep)} a step, measured: the median of the last steps.`,
  drawn: (perStep: number) =>
    `No step has been measured yet: ${duration(perStep)} is the drawing of the answers alone, and the update comes on top.`,
} as const;

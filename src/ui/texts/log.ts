// What: texts of another trainer's log in the place of a run.
const count = (many: number, one: string, more = `${one}s`) =>
  `${many.toLocaleString('en')} ${many === 1 ? one : more}`;

export const LOG = {
  label: 'A log of another trainer',
  badge: (title: string) => `${title} log`,
  step: 'Step of the log',
  at: (step: number, index: number, of: number) => `step ${step} (${index} of ${of})`,
  close: 'Close the log',
  about: (answers: number, files: number, hasScalars: boolean) =>
    `${count(answers, 'answer')} from ${count(files, 'file')}, trained elsewhere. ${
      hasScalars ? 'Curves as the trainer logged them.' : 'Curves computed from the answers.'
    } A dash: the log does not say. There is no policy here to train or to ask.`,
  notLogged: 'not in the log',
  noPictures: 'The log has no pictures.',
  noAnswers: 'The log has no answers of this step, only its numbers.',
  noTokens: 'The log has no tokens, only texts.',
  prompt: 'Prompt',
  group: (i: number, mean: string | null) => (mean === null ? `${i + 1}` : `${i + 1}: ${mean}`),
  /** With the words that are seen in it. */
  groupName: (i: number, mean: string | null) =>
    mean === null ? `Group ${i + 1}, reward not in the log` : `Group ${i + 1}: ${mean} mean reward`,
  characters: (characters: number) => count(characters, 'character'),
  tokens: (tokens: number) => count(tokens, 'token'),
  further: 'What else the log says',
  reward: 'reward',
  noSum: 'The log has neither the sum nor its weights, and the plain sum does not give the logged advantages.',
  noRewards: 'The log has no rewards.',
  asLogged: (value: string) => `A = ${value}, as it was logged.`,
  otherScale: (value: string) => `A = ${value}, as it was logged (not the plain z-score within the group).`,
  noAdvantage: 'The log has no advantages.',
} as const;

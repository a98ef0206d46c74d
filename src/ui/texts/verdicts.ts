// What: texts around the verdict; what is found stands in the rules (src/verdicts/rules).
export const VERDICTS = {
  label: 'What is going on',
  what: 'What to do:',
  numbers: 'In numbers',
  since: (step: number) => `since step ${step}`,
  more: (count: number) => `More findings (${count})`,
  lesson: (title: string) => `Lesson: ${title}`,
  goBack: (step: number) => (step === 0 ? 'Go back to the start' : `Go back to step ${step}`),
  goBackHelp:
    'The run stands again where it stood after that step, and goes on as a new run; this one stays beside it under “Compare runs”. Change a setting before you press Play: with the same settings the same steps come again.',
  kept: 'Go back',
  keptHelp: (megabytes: string) =>
    `Kept in memory (${megabytes} MB) until the page is closed, the model changes, or the run is reset. How often and how many: save_steps and save_total_limit.`,
  best: '(the best so far)',
} as const;

// What: texts about the engine and its run: loading, saving, opening, keeping, recordings.

export const RUN_TEXTS = {
  engineStopped: (why: string) =>
    `The engine stopped${why ? ` (${why})` : ''}; press “Load the model” to start it again. Your pictures are still here.`,
  moreLeftOut: (prompts: number) =>
    prompts === 1
      ? 'One more prompt is left out for a reason like these.'
      : `${prompts} more prompts are left out for reasons like these.`,
  asking: 'computing the greedy answers',
  askingUnit: 'prompts',
  name: (number: number, recipe: string) => `Run ${number}: ${recipe}`,

  lastStep: (step: number) => `to step ${step}`,
  foreignName: (trainer: string, file: string) => `${trainer}: ${file}`,

  wentBackName: (name: string, step: number) => `${name}, left for step ${step}`,

  nothingToSave: 'There is no run to save yet; load the model first.',
  notSaved: (why: string) => `The run could not be saved: ${why}.`,
  stillLoading: 'The model is still loading; open the file in a moment.',
  notOpened: (name: string, why: string) => `“${name}” cannot be opened: ${why}. The current run is unchanged.`,
  notShown: (why: string) => `The run cannot be shown: ${why}.`,
  diskFull:
    'The browser’s storage is full, so this run will not be kept for your next visit; save it as a file (Share).',
  notKept: 'This browser keeps nothing between visits (a private window?); save the run as a file (Share).',
  notRecorded: 'A recording does not include alternative tokens; train your own run to see them.',
} as const;

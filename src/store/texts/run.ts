// What: texts about the engine and its run: loading, saving, opening, keeping, recordings.

export const RUN_TEXTS = {
  engineStopped: (why: string) =>
    `The engine stopped${why ? ` (${why})` : ''}; press “Load the model” to start it again. Your pictures are still here.`,
  asking: 'asking for its best answers',
  askingUnit: 'prompts',
  name: (number: number, recipe: string) => `Run ${number}: ${recipe}`,

  nothingToSave: 'There is no run to save yet; load the model first.',
  notSaved: (why: string) => `The run could not be saved: ${why}.`,
  stillLoading: 'The model is still loading; open the file in a moment.',
  notOpened: (name: string, why: string) => `“${name}” cannot be opened: ${why}. The run on the page is untouched.`,
  notShown: (why: string) => `The run cannot be shown: ${why}.`,
  diskFull:
    'The disk space of this browser is full, so the run is not kept for another visit; save it as a file (Share).',
  notKept: 'This browser keeps nothing for another visit (a private window?); save the run as a file (Share).',
  notRecorded: 'A recording holds no alternatives of its tokens; train your own run to see them.',
} as const;

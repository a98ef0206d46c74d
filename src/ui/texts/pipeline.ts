// What: texts of the nine stages; each stage's own words stand in its file of src/ui/pipeline/stages.

export const PIPELINE = {
  stages: 'The nine stages of a step',
  stepNumber: 'step',
  seconds: 'seconds',
  duration: (seconds: number) => (seconds < 0.0995 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(2)} s`),
  inside: (title: string) => `Inside the stage ${title}`,
  previous: 'Stage before',
  next: 'Next stage',
  close: 'Close the stage',
  takes: 'In',
  gives: 'Out',
  source: 'Source',
  formula: 'Formula',
  withNumbers: (step: number) => `With the numbers of step ${step}`,
  inTheBox: 'The numbers of this step stand in the box above.',
  numbersLater: 'Press “One stage” or “Play”: the numbers of the step are filled in here.',
  shaders: 'Shaders (read only; rewards can be changed in the reward editor)',
  noShader: 'No shader: this stage runs in ONNX Runtime or in TypeScript.',
  ownReward: 'This reward is your own: open it in the reward editor.',
  code: 'Read on in',
} as const;

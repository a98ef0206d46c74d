// What: texts of the strip of stages and of the panel inside a stage; those of the single stages are in stages.ts and workedStages.ts.

export const PIPELINE = {
  stages: 'The nine stages of a step',
  stepNumber: 'step',
  seconds: 'seconds',
  duration,
  took: (seconds: number) => `The stage took ${duration(seconds)}.`,
  underWay: (title: string) => `Stage ${title} is under way`,
  doneOf: (done: number, total: number) => `${done}/${total}`,
  /** What the engine counts when it reports the progress of a stage. */
  units: { '3-rollouts': 'tokens', '7-gradient': 'passes' } as Readonly<Record<string, string>>,
  wholeSeconds: (seconds: number) => `${Math.max(1, Math.round(seconds))} s`,
  left: 'left',
  inside: (title: string) => `Inside the stage ${title}`,
  previous: 'Previous stage',
  next: 'Next stage',
  close: 'Close the stage',
  takes: 'In',
  gives: 'Out',
  source: 'Source',
  formula: 'Formula',
  withNumbers: (step: number) => `With the numbers of step ${step}`,
  inTheBox: 'The numbers of this step are in the box above.',
  numbersLater: 'Press “One stage” or “Play” to see the numbers of the step here.',
  shaders: 'Shaders (read only; rewards can be changed in the reward editor)',
  noShader: 'No shader: this stage runs in ONNX Runtime or in TypeScript.',
  ownReward: 'This reward is your own; open it in the reward editor.',
  code: 'TypeScript (read only; start with these files)',
  blocks: 'Blocks of the recipe',
  blockName: (as: string, block: string) => (as === block ? as : `${as} (${block})`),
  loading: 'Loading …',
  notLoaded: 'This file could not be loaded. Check the connection, then close it and open it again.',
} as const;

function duration(seconds: number): string {
  return seconds < 0.0995 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(2)} s`;
}

// What: texts of the frame: title, run buttons, status, messages.

export const SHELL = {
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
  close: 'Close',
  closePanel: (title: string) => `Close: ${title}`,
  opening: 'Opening …',
} as const;

// What: texts of what to watch: its frame, and words that several panels share. The words of one panel are in watch/<panel>.ts.
import { shortNumber } from '../shortNumber.ts';

export const WATCH = {
  label: 'What to watch',
  title: (recipe: string) => `What to watch: ${recipe}`,
  step: (step: number) => `step ${step}`,
  before: 'It appears here with the first step.',
  lost: 'The answers of this step do not carry what this panel shows; run a step with the recipe as it stands.',
  curve: (label: string, value: string) => `${label} ${value}`,
  roles: {
    best: (i: number) => `Best answer (no. ${i + 1})`,
    worst: (i: number) => `Worst answer (no. ${i + 1})`,
    only: (i: number) => `Answer ${i + 1} (all are worth the same)`,
  },
  worth: (advantage: string, reward: string) => `advantage ${advantage}, reward ${reward}`,
  named: (name: string, value: number) => `${name} ${shortNumber(value)}`,
  listed: (items: readonly string[]) => items.join(', '),
} as const;

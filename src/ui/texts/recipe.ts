// What: texts of the card of a recipe.
import { shortNumber } from '../shortNumber.ts';

export const RECIPE_CARD = {
  about: (name: string) => `About the recipe ${name}`,
  aboutShort: 'About',
  opening: 'Opening …',
  paper: (title: string, year: number) => `${title} (${year})`,
  code: 'The authors’ code',
  noCode: 'No public code',
  teaches: 'What it teaches',
  watch: 'What to watch',
  alsoWatch: 'And look at',
  metric: (name: string) => `the curve ${name}`,
  view: (name: string) => `the picture in the view ${name}`,
  shade: (name: string) => `the tokens shaded by ${name}`,
  difference: 'Paper and code',
  follows: { paper: 'This recipe follows the paper.', code: 'This recipe follows the code.' },
  task: 'Task',
  taskIs: (skill: string, grammar: string | undefined) =>
    `made scenes of the skill “${skill}”${grammar === undefined ? '' : `, answers in the form ${grammar}`}`,
  uses: 'Blocks',
  noUses: 'No block beyond those of plain GRPO.',
  nameOfUse: (as: string, block: string) => (as === block ? as : `${as} (${block})`),
  sources: 'Where the numbers come from',
  setting: 'setting',
  value: 'value',
  source: 'source',
  setUp: 'Set it up',
  setUpHelp: 'Chooses the recipe and makes pictures of its task.',
  setUpPlain: 'Chooses the recipe as it stands in its file.',
  making: (done: number, total: number) => `Making pictures: ${done} of ${total}.`,
  running: 'Pause the run first.',
  evidence: 'Evidence',
} as const;

export const RECORDED = {
  medians: (metric: string, own: number, control: number) =>
    `Median of ${metric}: ${shortNumber(own)} with the special block, ${shortNumber(control)} without it.`,
  status: (status: string) => `Status: ${status}.`,
} as const;

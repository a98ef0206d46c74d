// What: texts of the atlas.
import type { Status } from '../../atlas/status.ts';
import type { SystemClass } from '../../atlas/system.ts';
import { shortNumber } from '../shortNumber.ts';

const CLASS_NAMES: Readonly<Record<SystemClass, string>> = {
  core: 'Core',
  adaptable: 'Adaptable',
  outside: 'Outside',
};

const STATUS_HELP: Readonly<Record<Status, string>> = {
  shown: 'Its claim was recorded here, with and without its special block.',
  'not shown': 'It was run here, but the effect that it claims did not appear.',
  mechanism: 'It runs and agrees with the authors’ numbers, but this small model lacks the skill for the effect.',
  'not yet': 'It runs here; its claim has not been recorded yet.',
  lesson: 'It does not run here, but the nearest thing that can be learned from it does.',
  'no recipe': 'It does not run here yet.',
};

export const ATLAS = {
  title: 'Atlas',
  intro: (count: number, run: number, core: number) =>
    `${count} systems that train models with rewards, most of them models that look at pictures. Each card shows what the system adds to plain GRPO. ${run} of the ${core} core systems run here.`,
  back: 'Back to the run',
  search: 'Search',
  filters: 'Filters',
  class: 'Class',
  status: 'Status',
  axis: 'Axis',
  any: 'any',
  runs: 'Runs here',
  found: (count: number, all: number) => (count === all ? `${all} systems` : `${count} of ${all} systems`),
  nothing: 'No system matches. Remove a filter or search for another word.',
  clear: 'Clear the filters',
  unknown: (id: string) => `There is no system “${id.slice(0, 40)}” in the atlas.`,
  classes: CLASS_NAMES,
  statusHelp: STATUS_HELP,
  statusLine: (status: Status) => `${status[0]!.toUpperCase()}${status.slice(1)}. ${STATUS_HELP[status]}`,
  square: (axis: string, blocks: readonly string[]) => (blocks.length > 0 ? `${axis}: ${blocks.join('; ')}` : axis),
  spokenAxes: (axes: readonly string[]) => `Differs from plain GRPO in: ${axes.join(', ')}.`,
  spokenNoAxes: 'Adds no block to plain GRPO.',
  golden: (passed: number, total: number) =>
    passed > 0
      ? `${passed} of ${total} cases from the authors’ code agree.`
      : `${total} cases from the authors’ code have not been tried here yet.`,
  goldenShort: (passed: number, total: number) => `golden ${passed}/${total}`,
  blocks: 'What it adds',
  simplification: 'Simpler here',
  lesson: 'The nearest lesson',
  difference: 'The paper says, the code does',
  evidence: 'What was measured here',
  medians: (metric: string, on: number, off: number, threshold: number) =>
    `Median of ${metric}: ${shortNumber(on)} with its special block, ${shortNumber(off)} without it; a difference of ${shortNumber(threshold)} was claimed.`,
  withBlock: 'with its block',
  withoutBlock: 'without it',
  curves: (metric: string, on: readonly [number, number], off: readonly [number, number]) =>
    `${metric} over the steps: with its block from ${shortNumber(on[0])} to ${shortNumber(on[1])}, without it from ${shortNumber(off[0])} to ${shortNumber(off[1])}.`,
  checked: 'Checked against',
  paper: 'Paper',
  code: 'The authors’ code',
  address: 'Address of this card',
  run: 'Run it here',
  runHelp: 'Closes the atlas, chooses the settings, makes pictures of the task and presses Play.',
  running: 'A run is under way.',
  pause: 'Pause it',
  locked: 'Whoever made the link has locked the recipe.',
  noRun: 'It cannot be run here yet.',
} as const;

export const COMPARE = {
  title: 'Compare',
  choose: (name: string) => `Compare ${name}`,
  short: 'Compare',
  chosen: (names: readonly string[]) =>
    names.length > 1 ? names.join(' · ') : `${names.join('')}: choose one or two more systems to compare it with.`,
  steps: 'Steps',
  run: 'Run one after the other',
  stop: 'Stop',
  help: 'They run on the pictures of the page with the same seed; the present run is set back.',
  progress: (name: string, step: number, steps: number) => `${name}: step ${step} of ${steps}`,
  lastGroup: (name: string, step: number) => `${name}, first group of step ${step}`,
  reward: (value: number) => `reward ${shortNumber(value)}`,
} as const;

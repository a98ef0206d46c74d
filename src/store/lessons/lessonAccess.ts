// What: what a learner can use in each phase of a step: what would end the lesson is locked, and so is every button and every setting that
// the act does not need. A teacher's choice holds as well, but for what the lesson cannot do without.
import type { Act, Step } from '../../lessons/lesson.ts';
import { OPEN_ACCESS } from '../access.ts';
import type { Access } from '../access.ts';
import type { Phase } from './lessonState.ts';

const RUN = ['play', 'step', 'stage', 'reset'];
/** What lessons point at and talk about: a lesson shows it, whoever hid it. */
const ON_STAGE = ['pictures', 'group', 'curves', 'pipeline', 'best', 'verdict', ...RUN];
const ENDS_IT = 'recipe seed samples add boxes question scenes data share atlas editor'.split(' ');

const needs = (act: Act | undefined): readonly string[] => {
  if (act?.kind === 'play') return ['play', 'step'];
  if (act?.kind === 'stages') return ['stage'];
  if (act?.kind === 'knob') return [act.name];
  if (act?.kind === 'reward') return ['editor'];
  if (act?.kind === 'open' && act.what.startsWith('panel:')) return [act.what.slice('panel:'.length)];
  return [];
};

/** `leaves`: names of all settings of the run, knobs of uses among them. Behind the last step the run is the learner's. */
export function accessIn(
  { setUp, show = [], act = [] }: Step,
  phase: Phase,
  acted: number,
  leaves: Iterable<string>,
  teacher: Access = OPEN_ACCESS,
): Access {
  const names = [...leaves];
  const needed = [...(setUp?.unlock ?? []), ...(phase === 'act' ? needs(act[acted]) : [])];
  const open = [...needed, ...(phase === 'done' ? ['play', 'step', 'stage', ...names] : [])];
  const locked = [...RUN, ...ENDS_IT, ...names].filter((name) => !open.includes(name));
  const pictures = show.includes('column:pictures') ? [] : ['pictures'];
  // A setting stands in its panel.
  const spared = [...needed, ...(needed.some((name) => names.includes(name)) ? ['settings'] : [])];
  const taught = (list: readonly string[]) => list.filter((id) => !spared.includes(id));
  const hidden = taught(teacher.hidden).filter((id) => !ON_STAGE.includes(id));
  return {
    hidden: [...new Set([...(setUp?.hide ?? []), ...pictures, ...hidden])],
    locked: [...new Set([...locked, ...taught(teacher.locked)])],
  };
}

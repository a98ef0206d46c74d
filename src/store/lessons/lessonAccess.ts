// What: what a learner can use in each phase of a step: what would end the lesson is locked, and so is every button and every setting that
// the act does not need.
import type { Act, Step } from '../../lessons/lesson.ts';
import type { Access } from '../access.ts';
import type { Phase } from './lessonState.ts';

const RUN = ['play', 'step', 'stage', 'reset'];
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
): Access {
  const open = [
    ...(setUp?.unlock ?? []),
    ...(phase === 'act' ? needs(act[acted]) : []),
    ...(phase === 'done' ? ['play', 'step', 'stage', ...leaves] : []),
  ];
  const locked = [...RUN, ...ENDS_IT, ...leaves].filter((name) => !open.includes(name));
  const pictures = show.includes('column:pictures') ? [] : ['pictures'];
  return { hidden: [...(setUp?.hide ?? []), ...pictures], locked: [...new Set(locked)] };
}

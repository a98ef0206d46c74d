// What: data rule "curriculum": kinds of questions one after the other, the easy ones first, in the order in which the prompts stand.
// Formula: the prompts whose kind is among the stages, sorted by stage. stage_steps = 0: place p of step s gets number s·P + p of that list, from the start
// again behind its end. Otherwise stage min(⌊s / stage_steps⌋, last) gives its own prompts, in turn. The kind of a prompt is the text of its truth's
// fact of the kind task, or, without one, what its id begins with (count/12 → count). Stages without prompts do not count.
// Shapes: P places of a step. No chance: the same step draws the same places.
// Source: RewardMap (arXiv 2510.02240), scripts/reward_map.yaml: shuffle false, over a file from yes-or-no questions over counting to planning.
import type { DataRule } from '../../blocks/seams.ts';
import type { Drawn } from '../../blocks/step.ts';
import { integer, names } from '../../config/knob.ts';
import { domainOf } from '../domainOf.ts';

const knobs = {
  stages: names(['judge', 'count', 'plan'], {
    unit: '',
    doc: 'Kinds of questions from easy to hard: the fact of the kind task in their truth, or the word that their ids begin with.',
    source: 'RewardMap: yes-or-no questions, counting, planning',
  }),
  stage_steps: integer(0, {
    min: 0,
    max: 100000,
    unit: 'steps',
    doc: 'Steps of each stage; the last one goes on. 0 = every prompt once, in the order of the stages, and again from the start.',
    source: 'RewardMap: one pass over the sorted file (shuffle false, one episode)',
  }),
};

function kindOf({ prompt, truth }: Drawn): string {
  const task = truth.facts?.find((fact) => typeof fact !== 'string' && fact.kind === 'task');
  return task === undefined || typeof task === 'string' ? domainOf(prompt.id) : task.text;
}

export const block: DataRule<typeof knobs, null> = {
  name: 'curriculum',
  doc: 'Asks easy kinds of questions first and hard ones later, instead of mixing them.',
  formula: 'stage = min(⌊step / stage_steps⌋, last)',
  source: 'RewardMap (arXiv 2510.02240)',
  knobs,
  problem({ as, stages }) {
    if (stages.length < 2) return `${as}.stages needs two kinds of questions or more; it names ${stages.length}.`;
    const twice = stages.find((name, i) => stages.indexOf(name) !== i);
    return twice === undefined ? null : `${as}.stages names '${twice}' twice; each kind has one stage.`;
  },
  metrics: [{ name: '{as}/stage', unit: '', doc: 'Mean stage of the places of the step, counted from 1.' }],
  start: () => null,
  draw(given, { step, pool }, { stages, stage_steps }) {
    const present = stages
      .map((name) => pool.filter((place) => kindOf(place) === name))
      .filter((places) => places.length > 0);
    if (present.length === 0) return given;
    const stage = stage_steps === 0 ? 0 : Math.min(Math.floor(step / stage_steps), present.length - 1);
    const list = stage_steps === 0 ? present.flat() : present[stage]!;
    const first = (step - stage * stage_steps) * given.length;
    return given.map((_, p) => list[(first + p) % list.length]!);
  },
  keep({ drawn }, { as, stages }) {
    const found = drawn.map((place) => stages.indexOf(kindOf(place)) + 1).filter((stage) => stage > 0);
    const mean = found.reduce((sum, stage) => sum + stage, 0) / found.length;
    return found.length > 0 ? { metrics: { [`${as}/stage`]: mean } } : {};
  },
};

// What: controller "anneal": a setting goes in a straight line from one value to another, and others are scaled with it.
// Formula: value_k = from + (to − from)·min(1, k/max(1, total_steps)), k = steps finished before this one; then it stays at `to`.
//   Each setting of `also` is multiplied by value_k / (the setting's own value in the configuration).
// Source: MikeWangWZHL/PAPO, core_algos.py, AnnealingKLController; dp_actor.py multiplies both entropy terms by coef_now/coef.
import type { Own, Surroundings } from '../blocks/block.ts';
import type { Controller } from '../blocks/seams.ts';
import { boolean, integer, names, number, text } from '../config/knob.ts';

const knobs = {
  leaf: text('learning_rate', {
    unit: '',
    doc: 'The setting that moves; a knob of a block is written <name>.<knob>.',
    source: 'PAPO: kl_prcp_coef',
  }),
  from: number(0.01, { min: -1e6, max: 1e6, unit: '', doc: 'Its value in the first step.', source: 'PAPO: 0.01' }),
  to: number(0, { min: -1e6, max: 1e6, unit: '', doc: 'Its value from total_steps on.', source: 'PAPO: 0' }),
  total_steps: integer(20, {
    min: 0,
    max: 1000000,
    unit: 'steps',
    doc: 'Steps of the change.',
    source: 'ours: half of a run of 40 steps, as PAPO anneals over half of its run',
  }),
  also: names([], {
    unit: '',
    doc: 'Settings that are multiplied by the value of this step divided by the one in the configuration.',
    source: 'PAPO: both entropy coefficients',
  }),
  whole: boolean(false, {
    unit: '',
    doc: 'Round to whole numbers, for settings that need them.',
    source: 'ours',
  }),
};

/** Value of step k, counted from 0. */
export const annealed = (from: number, to: number, totalSteps: number, k: number): number =>
  from + (to - from) * Math.min(1, k / Math.max(1, totalSteps));

type Settings = Own<typeof knobs>;

/** Both ends lie in the range of the setting, so every value between them does; so do those of the settings scaled with it. */
function rangeProblem({ leaf, from, to, also, whole, as }: Settings, { leaf: valueOf, knob }: Surroundings) {
  for (const [end, value] of Object.entries({ from, to })) {
    const share = value / Number(valueOf(leaf));
    for (const name of [leaf, ...also]) {
      const { min = -Infinity, max = Infinity, kind } = knob(name)!;
      const moved = name === leaf ? value : Number(valueOf(name)) * share;
      const rounded = whole ? Math.round(moved) : moved;
      if (rounded < min || rounded > max)
        return `${as}.${end} = ${value} would set ${name} to ${rounded}, which must be from ${min} to ${max}; choose another ${as}.${end}.`;
      if (kind === 'integer' && !whole)
        return `${as} moves ${name}, which takes whole numbers; set ${as}.whole = true.`;
    }
  }
  return null;
}

function problem(own: Settings, around: Surroundings): string | null {
  const { leaf, also, as } = own;
  const wrong = [leaf, ...also].find((name) => typeof around.leaf(name) !== 'number');
  if (wrong !== undefined)
    return `${as} moves '${wrong}', which is no setting with a number here; name one, for example learning_rate.`;
  if (also.length > 0 && around.leaf(leaf) === 0)
    return `${as}.also is scaled by the value of ${leaf} divided by its own in the configuration, which is 0; set ${leaf} to another value or leave also empty.`;
  const twice = also.find((name, i) => name === leaf || also.indexOf(name) !== i);
  return twice === undefined ? rangeProblem(own, around) : `${as} moves ${twice} twice; name it once.`;
}

export const block: Controller<typeof knobs, null> = {
  name: 'anneal',
  doc: 'Moves a setting in a straight line from one value to another, and scales others with it.',
  formula: 'value_k = from + (to − from) · min(1, k / total_steps)',
  source: 'MikeWangWZHL/PAPO, core_algos.py, AnnealingKLController; dp_actor.py',
  knobs,
  metrics: [
    { name: '{as}/discount', unit: '', doc: 'The value of this step divided by the one in the configuration.' },
  ],
  problem,
  start: () => null,
  move(config, { step, get, set }, { leaf, from, to, total_steps, also, whole, as }) {
    const round = (value: number) => (whole ? Math.round(value) : value);
    const configured = get(config, leaf) as number;
    const value = annealed(from, to, total_steps, step);
    const discount = configured === 0 ? 1 : value / configured;
    const scaled = also.reduce(
      (made, name) => set(made, name, round((get(config, name) as number) * discount)),
      set(config, leaf, round(value)),
    );
    return { config: scaled, state: null, metrics: { [`${as}/discount`]: discount } };
  },
};

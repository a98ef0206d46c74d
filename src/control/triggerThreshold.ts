// What: controller "triggerThreshold": the threshold of the probe "triggers" is a moving average of what the finished steps would have set.
// Formula: median of the first step, then decay·old + (1 − decay)·median of the next (3-rollouts/triggers.ts). Before the first step the
//   probe takes that of the step itself.
// Units: nats; kept between steps: the average.
// Source: ARES (shawn0728/ARES), verl/trainer/ray_trainer.py, fit (_ema_entropy_threshold). There a validation before the first step gives
//   the first threshold.
import { movedThreshold } from '../3-rollouts/triggers.ts';
import type { Controller } from '../blocks/seams.ts';
import { number, text } from '../config/knob.ts';

const knobs = {
  probe: text('triggers', {
    unit: '',
    doc: 'Name of the probe whose threshold moves.',
    source: 'ARES: high_entropy_threshold',
  }),
  decay: number(0.99, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Share of the old average.',
    source: 'ARES, ray_trainer.py: 0.99',
  }),
};

export const block: Controller<typeof knobs, number | null> = {
  name: 'triggerThreshold',
  doc: 'Lets the entropy from which a trigger counts follow the run slowly.',
  formula: 'threshold ← decay·threshold + (1 − decay)·median over the rollouts of their percentile',
  source: 'ARES (shawn0728/ARES), verl/trainer/ray_trainer.py',
  knobs,
  problem: ({ as, probe }, { knob }) =>
    knob(`${probe}.threshold`) === undefined
      ? `${as} moves ${probe}.threshold, which is not there; name the probe triggers as ${as}.probe and list it in probes.`
      : null,
  start: () => null,
  move(config, { state, last, set }, { probe, decay }) {
    const median = last?.[`${probe}/percentile`];
    const threshold = median === undefined ? state : movedThreshold(state, [median], decay);
    return { config: threshold === null ? config : set(config, `${probe}.threshold`, threshold), state: threshold };
  },
};

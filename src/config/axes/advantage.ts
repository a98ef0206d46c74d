// What: axis "advantage": from rewards to A.
import { blocks, boolean, choice, number } from '../knob.ts';

// Their names and formulas alone: config knows no stage. A new estimator is one file there.
const estimators = Object.values(
  import.meta.glob<string>('../../5-advantages/estimators/*.ts', { eager: true, import: 'name' }),
).toSorted();
const formulas = import.meta.glob<string>('../../5-advantages/estimators/*.ts', { eager: true, import: 'formula' });

/** What the page shows of an advantage_estimator. */
export const estimatorFormula = (estimator: string): string =>
  formulas[`../../5-advantages/estimators/${estimator}.ts`] ?? '';

export const advantageKnobs = {
  advantage_estimator: choice<string>('grpo', estimators, {
    unit: '',
    doc: 'How rewards become advantages: grpo follows scale_rewards and advantage_baseline; the others have their own rules.',
    source: 'ms-swift: advantage_estimator; verl: adv_estimator',
  }),
  scale_rewards: choice('group', ['group', 'batch', 'none'], {
    plain: true,
    unit: '',
    doc: 'Divide by the standard deviation (n − 1) of the group, of the batch, or not at all.',
    source: 'TRL',
  }),
  advantage_baseline: choice('group_mean', ['group_mean', 'leave_one_out', 'none'], {
    unit: '',
    doc: 'What is subtracted from the reward.',
    source: 'GRPO; RLOO',
  }),
  advantage_epsilon: number(1e-4, {
    min: 0,
    max: 1,
    unit: '',
    doc: 'Added to that standard deviation.',
    source: 'TRL: 1e-4; verl and its kin: 1e-6',
  }),
  shuffle_advantages: boolean(false, {
    unit: '',
    doc: 'Control experiment: permute the advantages over the rollouts of the step; nothing should be learned.',
    source: 'ours',
  }),
  shapers: blocks([], {
    axis: 'advantage',
    unit: '',
    doc: 'Changes to the advantage of each token, applied in this order.',
    source: 'SYSTEMS A7…A9',
  }),
};

// What: which rewards the run adds up, as the editor changes it: the uses of rewards with their weights and knobs. One change
// of the configuration each, so that no step sees half of it.
import type { Config } from '../../config/config.ts';
import type { BlockUse } from '../../config/knob.ts';
import { withLeaf } from '../../config/setLeaf.ts';
import { changeConfig } from '../engine/configActions.ts';

const withRewards = (change: (uses: readonly BlockUse[]) => readonly BlockUse[]) =>
  changeConfig((config) => withLeaf(config, 'reward_funcs', change(config.reward.reward_funcs)));

export const isInRun = (name: string, { reward }: Config) => reward.reward_funcs.some(({ block }) => block === name);

/** With weight 1; one that is there stays as it is. */
export const joinRun = (name: string): Promise<void> =>
  withRewards((uses) => (uses.some(({ block }) => block === name) ? uses : [...uses, { block: name }]));

/** All uses of a reward. The last reward of a run stays: a run without one learns nothing. */
export const leaveRun = (name: string): Promise<void> =>
  withRewards((uses) => {
    const left = uses.filter(({ block }) => block !== name);
    return left.length > 0 ? left : [{ block: 'format' }];
  });

export const renameInRun = (from: string, to: string): Promise<void> =>
  withRewards((uses) => uses.map((use) => (use.block === from ? { ...use, block: to } : use)));

/** The values of a reward's knobs for the run, in all of its uses. */
export const keepKnobs = (name: string, values: Readonly<Record<string, number>>): Promise<void> =>
  withRewards((uses) => uses.map((use) => (use.block === name ? { ...use, ...values } : use)));

// What: the visitor's reward shaders, by name: saved with runs, carried by links, and sent to every new engine.
import { create } from 'zustand';
import { setOwnRewards } from '../../config/rewardUses.ts';
import { send } from './engine.ts';
import type { RewardRecord } from '../records/rewardRecord.ts';
import { useStore } from '../store.ts';

interface OwnRewards {
  readonly ownRewards: readonly RewardRecord[];
}

export const useOwnRewards = create<OwnRewards>()(() => ({ ownRewards: [] }));

/** Their knobs are settings of the run. */
useOwnRewards.subscribe(({ ownRewards }) =>
  setOwnRewards(Object.fromEntries(ownRewards.map(({ name, wgsl }) => [name, wgsl]))),
);

const tell = ({ name, wgsl }: RewardRecord) => send({ type: 'editReward', name, wgsl });

/** Takes one into use; false where the engine refuses it (a sentence was shown), then nothing changes. */
export async function takeReward(reward: RewardRecord): Promise<boolean> {
  if (useStore.getState().model !== null && !(await tell(reward))) return false;
  useOwnRewards.setState(({ ownRewards }) => ({
    ownRewards: [...ownRewards.filter(({ name }) => name !== reward.name), reward],
  }));
  return true;
}

/** Back to the file of that name, where there is one. */
export async function dropReward(name: string): Promise<void> {
  useOwnRewards.setState(({ ownRewards }) => ({ ownRewards: ownRewards.filter((reward) => reward.name !== name) }));
  if (useStore.getState().model !== null) await send({ type: 'editReward', name, wgsl: null });
}

/** All at once, as a link or a run file has them. */
export async function replaceRewards(rewards: readonly RewardRecord[]): Promise<void> {
  const names = rewards.map(({ name }) => name);
  for (const { name } of useOwnRewards.getState().ownRewards) if (!names.includes(name)) await dropReward(name);
  for (const reward of rewards) await takeReward(reward);
}

/** An engine that was loaded anew may know none of them. */
useStore.subscribe(({ state }, before) => {
  if (state !== 'ready' || before.state !== 'loading') return;
  for (const reward of useOwnRewards.getState().ownRewards) void tell(reward);
});

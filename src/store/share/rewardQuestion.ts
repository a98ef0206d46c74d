// What: reward shaders from a link or a file run only after the visitor has said so: the open question as data.
import { create } from 'zustand';
import type { RewardRecord } from '../records/rewardRecord.ts';

interface RewardQuestion {
  readonly rewards: readonly RewardRecord[];
  readonly from: 'link' | 'file';
  readonly answer: (use: boolean) => void;
}

export const useRewardQuestion = create<{ readonly question: RewardQuestion | null }>()(() => ({ question: null }));

/** Resolves with the visitor's answer; at once where there is nothing to ask. */
export function askForRewards(rewards: readonly RewardRecord[], from: 'link' | 'file'): Promise<boolean> {
  if (rewards.length === 0) return Promise.resolve(true);
  useRewardQuestion.getState().question?.answer(false);
  return new Promise((resolve) => {
    const answer = (use: boolean) => {
      useRewardQuestion.setState({ question: null });
      resolve(use);
    };
    useRewardQuestion.setState({ question: { rewards, from, answer } });
  });
}

// What: whether the groups of the last steps tie, and at which reward.
// Formula: share = mean of frac_reward_zero_std over a window; height = (mean reward − least)/(most − least) of the possible rewards.
// Thresholds: nine groups in ten tie: a group of eight then teaches something every third step with 4 groups a step. Height: the upper
//   and the lower tenth of the possible rewards count as all right and all wrong.
// Source: DAPO (arXiv 2503.14476), section 3.2: groups that tie have no gradient; TRL pull request 3502 (frac_reward_zero_std).
import { rewardRange } from './rewardRanges.ts';
import { sinceStep, WINDOW } from './trend.ts';
import type { Finding, History } from './verdict.ts';
import { windowOf } from './windows.ts';

export const MOST_TIED = 0.9;
const TENTH = 0.1;

export interface Ties {
  readonly share: number;
  readonly mean: number;
  /** null = the range of the reward is not known. */
  readonly height: 'right' | 'wrong' | 'between' | null;
  /** Since when. */
  readonly step: number;
}

export function tiesOf(history: History): Ties | null {
  const last = history.last('frac_reward_zero_std', WINDOW);
  const { mean: share } = windowOf(last);
  if (last.length < WINDOW || share < MOST_TIED) return null;
  const { mean } = windowOf(history.last('reward', WINDOW));
  const range = rewardRange(history.config);
  const at = range && (mean - range[0]) / (range[1] - range[0]);
  const height = at === null ? null : at >= 1 - TENTH ? 'right' : at <= TENTH ? 'wrong' : 'between';
  const step = sinceStep(history.all('frac_reward_zero_std'), (value) => value >= 0.5);
  return { share, mean, height, step };
}

export const tieNumbers = ({ share, mean }: Ties): Finding['numbers'] => [
  { name: `share of groups that tie, last ${WINDOW} steps`, value: share },
  { name: 'their mean reward', value: mean },
];

// What: what the trial of a reward says, as it crosses to the page.

/** What is wrong with a reward on trial; 'error' = it cannot be used. */
export interface RewardProblem {
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

/** One answer of the last step under the shader in use (null = none of that name) and under the one on trial. */
export interface RewardTrial {
  readonly promptId: string;
  /** Index in its group. */
  readonly rollout: number;
  readonly text: string;
  readonly before: number | null;
  readonly after: number;
}

// What: which word of the glossary a chart or a stage is about; null = none.
import type { StageName } from '../../training/protocol.ts';

const OF_METRIC: Readonly<Record<string, string>> = {
  reward: 'reward',
  eval_reward: 'heldOut',
  frac_reward_zero_std: 'zeroVarianceGroup',
  entropy: 'entropy',
  kl: 'kl',
  'clip_ratio/region_mean': 'clipping',
  grad_norm: 'gradient',
};

interface Chart {
  readonly kind: string;
  readonly metrics: readonly (string | RegExp)[];
}

/** By its first metric that is one. */
export function termOfChart({ kind, metrics }: Chart): string | null {
  if (kind === 'histogram') return 'advantage';
  const names = metrics.filter((name) => typeof name === 'string');
  return names.map((name) => OF_METRIC[name]).find((id) => id !== undefined) ?? null;
}

const OF_STAGE: Readonly<Partial<Record<StageName, string>>> = {
  '2-policy': 'policy',
  '3-rollouts': 'rollout',
  '4-rewards': 'reward',
  '5-advantages': 'advantage',
  '7-gradient': 'gradient',
};

export const termOfStage = (stage: StageName): string | null => OF_STAGE[stage] ?? null;

export const TERMS_ON_PAGE: readonly string[] = [...Object.values(OF_METRIC), ...Object.values(OF_STAGE)];

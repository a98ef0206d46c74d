// What: texts of the nine stages.
import type { StageName } from '../../training/protocol.ts';

export const PIPELINE = {
  stages: 'The nine stages of a step',
  stepNumber: 'step',
  seconds: 'seconds',
} as const;

export const STAGE_TEXTS: Readonly<Record<StageName, string>> = {
  '1-image': 'Image',
  '2-policy': 'Policy',
  '3-rollouts': 'Rollouts',
  '4-rewards': 'Rewards',
  '5-advantages': 'Advantages',
  '6-loss': 'Loss',
  '7-gradient': 'Gradient',
  '8-update': 'Update',
  '9-curves': 'Curves',
};

/** The numbers of a stage's box with their short labels; stage 4 shows all of its columns. */
export const STAGE_NUMBERS: Readonly<Partial<Record<StageName, Readonly<Record<string, string>>>>> = {
  '1-image': { prompts: 'prompts', pictures: 'pictures', size: 'pixels a side' },
  '2-policy': { prompts: 'prompts', tokens: 'tokens' },
  '3-rollouts': { rollouts: 'answers', tokens: 'tokens', 'completions/clipped_ratio': 'cut off' },
  '5-advantages': { reward_std: 'reward_std', min: 'lowest', max: 'highest' },
  '6-loss': { loss: 'loss', entropy: 'entropy', kl: 'kl' },
  '7-gradient': { 'sampling/sampling_logp_difference/mean': 'log-p gap' },
  '8-update': { grad_norm: 'grad_norm', update_norm: 'update', learning_rate: 'lr' },
};

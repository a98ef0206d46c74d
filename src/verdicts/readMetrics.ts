// What: the metrics that rules read. A rule reads no other, so that a history on disk can be thinned to these.
const NAMES = [
  'reward',
  'reward_std',
  'frac_reward_zero_std',
  'entropy',
  'kl',
  'loss',
  'grad_norm',
  'update_norm',
  'learning_rate',
  'clip_ratio/region_mean',
  'completions/clipped_ratio',
  'completions/mean_length',
  'eval_reward',
];

export const isRead = (name: string): boolean => NAMES.includes(name) || /^rewards\/.+\/(mean|std)$/.test(name);

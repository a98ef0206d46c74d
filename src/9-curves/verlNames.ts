// What: names of verl and its relatives for what TRL logs under its own. Source: verl 0.9.1, trainer/ppo/metric_utils.py, workers/actor.
export const VERL_NAMES: Readonly<Record<string, string>> = {
  'critic/score/mean': 'reward',
  'actor/pg_loss': 'loss',
  'actor/entropy': 'entropy',
  'actor/entropy_loss': 'entropy',
  'actor/kl_loss': 'kl',
  'actor/grad_norm': 'grad_norm',
  'actor/lr': 'learning_rate',
  'actor/pg_clipfrac': 'clip_ratio/region_mean',
  // EasyR1's: at either bound. “lower” is what the dual clip cuts off there and in verl, for which TRL has no name.
  'actor/pg_clipfrac_higher': 'clip_ratio/region_mean',
  'response_length/mean': 'completions/mean_length',
  'response_length/min': 'completions/min_length',
  'response_length/max': 'completions/max_length',
  'response_length/clip_ratio': 'completions/clipped_ratio',
  'timing_s/step': 'step_time',
};

// What: the settings of the learning experiment: answer in few words and name the colour that the text mentions. Rewards that every visitor has.

/** At most eight words, a full stop and the token that ends the answer. */
const MOST_TOKENS = 10;

export const WEIGHTS: Readonly<Record<string, number>> = { factsFound: 1, lengthWindow: 0.5 };

export const SETTINGS: Readonly<Record<string, string | number>> = {
  reward_funcs: Object.keys(WEIGHTS).join(),
  'lengthWindow.weight': WEIGHTS['lengthWindow']!,
  // One token is an answer that says nothing: it ends at once.
  'lengthWindow.length_min': 2,
  'lengthWindow.length_max': MOST_TOKENS,
  'lengthWindow.length_slope': 14,
  max_completion_length: 24,
  max_tool_calling_iterations: 0,
  num_generations: 8,
  generation_batch_size: 16,
  beta: 0,
  lora_r: 8,
  lora_alpha: 16,
  optim: 'adamw',
  learning_rate: 1e-3,
  max_grad_norm: 1,
};

// What: the nine stages in words: title, formula, what goes in and what comes out, and the labels of their numbers, keyed by
// the number's name in the stage's summary.

export interface StageTexts {
  readonly title: string;
  /** The formula in brief, for the box. */
  readonly short: string;
  /** Names of the summary with their short labels, in order; null = all of them, under their own names. */
  readonly numbers: Readonly<Record<string, string>> | null;
  readonly does: string;
  readonly takes: string;
  readonly gives: string;
  readonly formula: string;
  readonly source: string;
}

export const STAGE_TEXTS = {
  '1-image': {
    title: 'Image',
    short: '(x/255 − mean)/std',
    numbers: { prompts: 'prompts', pictures: 'pictures', size: 'pixels per side' },
    does: 'Scales every picture to the size that the model reads. A probe may look at an altered view: patches dropped, noise added, the evidence masked.',
    takes: 'Your pictures, as they are.',
    gives: 'Three numbers per pixel: red, green, blue, around 0.',
    formula: 'pixel = (x/255 − mean) / std',
    source: 'Idefics3 and SmolVLM preprocessing; PAPO and VOGUE for the views',
  },
  '2-policy': {
    title: 'Policy',
    short: 'W·x + (α/r)·B·A·x',
    numbers: { prompts: 'prompts', tokens: 'tokens' },
    does: 'Reads picture and question once and caches the keys and values (the KV prefix), so that all answers of a group share the work.',
    takes: 'Pixels and the question as tokens.',
    gives: 'Keys and values of every layer: the prefix.',
    formula: 'y = W·x + (α/r)·B·A·x   (W is frozen, in 4 bits; A and B are trained)',
    source: 'LoRA (arXiv 2106.09685), PEFT',
  },
  '3-rollouts': {
    title: 'Rollouts',
    short: 'y ~ softmax(z/T)',
    numbers: { rollouts: 'answers', tokens: 'tokens', 'completions/clipped_ratio': 'cut off' },
    does: 'Has the policy answer every question several times. Each token is drawn at random according to its probability, so the answers differ.',
    takes: 'The prefix.',
    gives: 'G answers per question, with the log-prob and the entropy of every token.',
    formula: 'p = softmax(logits / temperature),   log p of the token drawn,   H = −Σ p·log p',
    source: 'TRL GRPOTrainer; random numbers: Philox 4x32-10',
  },
  '4-rewards': {
    title: 'Rewards',
    short: 'r = Σ weight·column',
    numbers: null,
    does: 'Reads each answer as text, finds its box and its answer, and scores them. Every reward is a small shader that you can change.',
    takes: 'The answers, and the truth you entered: your box, your answer.',
    gives: 'One column of numbers per reward, and their weighted sum.',
    formula: 'reward = Σ weight · column;   e.g. IoU = |A∩B| / |A∪B|',
    source: 'header of each shader; TRL: reward_funcs, reward_weights',
  },
  '5-advantages': {
    title: 'Advantages',
    short: '(r − mean)/(std + ε)',
    numbers: { reward_std: 'reward_std', min: 'lowest', max: 'highest' },
    does: 'Compares each answer with the others of its group. No critic is needed: the group is the yardstick.',
    takes: 'The rewards.',
    gives: 'One advantage per answer: how many standard deviations it is above its group.',
    formula: 'A = (r − mean) / (std + 1e-4),   mean and std (n − 1) over the G answers of the group',
    source: 'GRPO (DeepSeekMath, arXiv 2402.03300); TRL',
  },
  '6-loss': {
    title: 'Loss',
    short: '−min(ρA, clip(ρ)A)',
    numbers: { loss: 'loss', entropy: 'entropy', kl: 'kl' },
    does: 'Works out for every token how strongly, and in which direction, its log-prob should move.',
    takes: 'Log-probs of the tokens then and now, and the advantages.',
    gives: 'One coefficient per token: dL/dlog p.',
    formula: 'L = −mean of min(ρ·A, clip(ρ, 1−ε, 1+ε)·A) + β·KL − c·H,   ρ = exp(log p now − log p then)',
    source: 'PPO and GRPO; TRL: loss_type',
  },
  '7-gradient': {
    title: 'Gradient',
    short: 'dL/dθ = Σ coef·dlog p/dθ',
    numbers: { parameters: 'numbers', 'sampling/sampling_logp_difference/mean': 'log-p gap' },
    does: 'Carries the coefficients back through the network, layer by layer, to every parameter of the adapter. The backward graph is derived from the ONNX file, here in the page.',
    takes: 'The coefficients of all tokens.',
    gives: 'The gradient: one number per parameter of the adapter.',
    formula: 'dL/dθ = Σ over tokens of (dL/dlog p) · (dlog p/dθ);   dlog p/dlogits = onehot − p',
    source: 'reverse-mode automatic differentiation over the ONNX graph (src/onnx)',
  },
  '8-update': {
    title: 'Update',
    short: 'θ − lr·g',
    numbers: { grad_norm: 'grad_norm', update_norm: 'update', learning_rate: 'lr' },
    does: 'Moves the adapter one small step against the gradient. A gradient that is too large is clipped first.',
    takes: 'The gradient; AdamW also takes its own running means.',
    gives: 'The new adapter θ. The next step samples with it.',
    formula:
      'g ← g·min(1, max_grad_norm/(‖g‖ + 1e-6));   SGD: θ ← θ − lr·(g + weight_decay·θ);   AdamW: θ ← θ − lr·(m̂/(√v̂ + ε) + weight_decay·θ)',
    source: 'torch.optim.SGD; AdamW (Loshchilov and Hutter, arXiv 1711.05101); PyTorch clip_grad_norm_',
  },
  '9-curves': {
    title: 'Curves',
    short: 'every number → history',
    numbers: {},
    does: 'Records every number of the step under its TRL name.',
    takes: 'The results of the other eight stages.',
    gives: 'One point on every curve, the files, and the picture of the group.',
    formula: 'reward = mean of all rewards;   reward_std over the batch (n − 1)',
    source: "TRL's list of metrics",
  },
} as const satisfies Readonly<Record<string, StageTexts>>;

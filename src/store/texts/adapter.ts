// What: texts about saving and opening adapters. The `variant`s and `file` texts are the ends of sentences.

export const ADAPTER_TEXTS = {
  nothingToSave: 'There is no adapter to save yet; load the model first.',
  loadFirst: 'Load the model first; then open its adapter.',
  twoFiles: (weights: string, config: string) =>
    `An adapter consists of two files, ${weights} and ${config}; open both at once.`,
  notJson: (file: string) => `${file} is not JSON; is it damaged?`,
  refused: 'The model cannot take this adapter.',
  inPlace: (rank: number, kinds: number) =>
    `The adapter is loaded (rank ${rank}, ${kinds} kinds of layers); the run starts from it.`,

  unusable: (variant: string) => `The adapter cannot be used here: ${variant}.`,
  variant: {
    kind: (kind: string) => `it is of the kind ${kind}, not LORA`,
    dora: 'it uses DoRA (use_dora)',
    rslora: 'it uses rank-stabilised scaling (use_rslora)',
    transposed: 'its matrices are transposed (fan_in_fan_out)',
    bias: 'it trains biases (bias)',
    sets: (name: string) => `it sets ${name}`,
  },
  noRank: (file: string) => `${file} is damaged: r or lora_alpha is missing.`,
  otherRank: (config: string, said: string, weights: string, held: number) =>
    `${config} says r = ${said}, but ${weights} has rank ${held}; choose two files of the same adapter.`,
  noMatrices: (file: string) => `${file} contains no LoRA matrices.`,
  otherModel: (name: string, has: string, needs: string) =>
    `The adapter belongs to another model: ${name} is ${has}, but this model needs ${needs}. Load the model it was trained on.`,
  missing: (name: string) => `The adapter does not fit this model: it has no ${name}.`,
  leftOver: (name: string) => `The adapter does not fit this model: there is no layer for ${name}.`,
  notFinite: (name: string) => `The adapter is damaged: ${name} contains NaN or infinite values.`,

  /** What is wrong with a safetensors file; follows its name. */
  file: {
    dtype: (name: string, dtype: string) => `stores ${name} as ${dtype}; this page reads F32, F16 and BF16`,
    header: 'has a damaged header',
    cutOff: 'is cut off or damaged',
    short: 'is too short for a safetensors file',
    none: 'is not a safetensors file, or it is cut off',
    noHeader: 'is not a safetensors file, or its header is damaged',
  },
} as const;

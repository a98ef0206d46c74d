// What: texts about adapters that are saved and opened. The `variant`s and `file` texts are the ends of sentences.

export const ADAPTER_TEXTS = {
  nothingToSave: 'There is no adapter to save yet; load the model first.',
  loadFirst: 'Load the model first; then open its adapter.',
  twoFiles: (weights: string, config: string) =>
    `An adapter is two files, ${weights} and ${config}; open both at once.`,
  notJson: (file: string) => `${file} is not JSON; is it damaged?`,
  refused: 'The model cannot take this adapter.',
  inPlace: (rank: number, kinds: number) =>
    `The adapter is in place (rank ${rank}, ${kinds} kinds of layers); the run starts from it.`,

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
    `${config} says r = ${said}, but ${weights} holds rank ${held}; take both files of one adapter.`,
  noMatrices: (file: string) => `${file} holds no LoRA matrices.`,
  otherModel: (name: string, has: string, needs: string) =>
    `The adapter is of another model: ${name} is ${has}, this model needs ${needs}. Load the model it was trained on.`,
  missing: (name: string) => `The adapter does not fit this model: it has no ${name}.`,
  leftOver: (name: string) => `The adapter does not fit this model: there is no layer for ${name}.`,
  notFinite: (name: string) => `The adapter is damaged: ${name} holds numbers that are none (NaN or ∞).`,

  /** What is wrong with a safetensors file, behind its name. */
  file: {
    dtype: (name: string, dtype: string) => `holds ${name} as ${dtype}; this page reads F32, F16 and BF16`,
    header: 'has a damaged header',
    cutOff: 'is cut off or damaged',
    short: 'is too short for a safetensors file',
    none: 'is no safetensors file, or it is cut off',
    noHeader: 'is no safetensors file, or its header is damaged',
  },
} as const;

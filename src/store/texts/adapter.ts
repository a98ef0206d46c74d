// What: texts about saving and opening adapters. The `variant`s and `file` texts are the ends of sentences.

export const ADAPTER_TEXTS = {
  nothingToSave: 'There is no adapter to save yet; load the model first.',
  loadFirst: 'Load the model first; then open its adapter.',
  twoFiles: (weights: string, config: string) =>
    `An adapter consists of two files, ${weights} and ${config}; open both at once.`,
  several: (folders: readonly string[]) =>
    `There are several adapters (${folders.slice(0, 3).join(', ')}${folders.length > 3 ? ' …' : ''}); open one of them.`,
  pickle: (file: string, weights: string) =>
    `${file} holds Python objects, which this page does not read; save the adapter as ${weights} (in PEFT, safe_serialization=True).`,
  otherBase: (base: string, model: string) =>
    `The adapter names “${base.slice(0, 80)}” as its model, but the loaded one is called “${model}”; load that model, or open the adapter once more to use it here.`,
  notJson: (file: string) => `${file} is not JSON; is it damaged?`,
  refused: 'The model cannot take this adapter.',
  inPlace: (rank: number, kinds: number) =>
    `The adapter is loaded (rank ${rank}, ${kinds} ${kinds === 1 ? 'kind' : 'kinds'} of layers); the run starts from it.`,

  unusable: (variant: string) => `The adapter cannot be used here: ${variant}.`,
  variant: {
    kind: (kind: string) => `it is of the kind ${kind}, not LORA (peft_type)`,
    noKind: 'it does not say that it is a LoRA adapter (peft_type)',
    changedWeights: (start: string) =>
      `it belongs to a model whose weights were changed before training (init_lora_weights: ${start}); save it as plain LoRA (in PEFT, path_initial_model_for_weight_conversion)`,
    loftq: (field: string) => `it belongs to a model whose weights LoftQ changed (${field})`,
    start: (start: string) => `this page does not know the start “${start}” (init_lora_weights)`,
    bias: 'it trains biases (bias)',
    slow: (pattern: string) => `comparing names with the pattern “${pattern.slice(0, 60)}” could take for ever`,
    tooWide: (rank: number, most: number) => `it has rank ${rank}, and this page trains ${most} at most`,
    noScale: (module: string) => `it gives no usable lora_alpha for ${module} (alpha_pattern)`,
    unknown: (field: string) => `this page does not know what ${field} does to it`,
  },
  /** By the field that is set. */
  fields: {
    use_dora: 'it uses DoRA (use_dora)',
    loftq_config: 'it belongs to a model whose weights LoftQ changed (loftq_config)',
    modules_to_save: 'it replaces whole modules of the model (modules_to_save)',
    trainable_token_indices: 'it changes the embeddings of tokens (trainable_token_indices)',
    alora_invocation_tokens: 'it acts only behind certain tokens (alora_invocation_tokens)',
    layer_replication: 'it repeats layers of the model (layer_replication)',
    lora_bias: 'its matrices have biases (lora_bias)',
    target_parameters: 'it changes parameters outside linear layers (target_parameters)',
    use_qalora: 'it uses QA-LoRA (use_qalora)',
    use_bdlora: 'it uses block-diagonal matrices (use_bdlora)',
    velora_config: 'it uses VeLoRA (velora_config)',
    kasa_config: 'it uses KaSA (kasa_config)',
    monteclora_config: 'it uses MonteCLoRA (monteclora_config)',
    arrow_config: 'it routes between several adapters (arrow_config)',
  },
  noRank: (file: string) => `${file} is damaged: r or lora_alpha is missing.`,
  otherRank: (config: string, said: string, weights: string, held: number) =>
    `${config} says ${said}, but ${weights} has rank ${held}; choose two files of the same adapter.`,
  noMatrices: (file: string) => `${file} contains no LoRA matrices.`,
  otherModel: (name: string, has: string, needs: string) =>
    `The adapter belongs to another model: ${name} is ${has}, but this model needs ${needs}. Load the model it was trained on.`,
  missing: (name: string) => `The adapter does not fit this model: it has no ${name}.`,
  leftOver: (name: string) => `The adapter does not fit this model: there is no layer for ${name}.`,
  notFinite: (name: string) => `The adapter is damaged: ${name} contains NaN or infinite values.`,

  /** What is wrong with a safetensors file; follows its name. */
  file: {
    dtype: (name: string, dtype: string) => `stores ${name} as ${dtype}; this page reads F32, F16 and BF16`,
    noDtype: 'something without a name',
    header: 'has a damaged header',
    cutOff: 'is cut off or damaged',
    short: 'is too short for a safetensors file',
    none: 'is not a safetensors file, or it is cut off',
    noHeader: 'is not a safetensors file, or its header is damaged',
  },
} as const;

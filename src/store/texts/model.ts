// What: texts about folders of models that are not in the form that this page reads.
const FORM = 'a folder as transformers.js loads it (config.json, tokenizer.json and the networks in onnx/)';

export const MODEL_TEXTS = {
  noConfig: (network: string) => `${network} comes without config.json; open the whole folder of the model.`,
  genai: `This model in the form of ONNX Runtime GenAI (genai_config.json) comes without tokenizer.json; open the whole folder of the model.`,
  noNetworks: (weights: string) =>
    `The model has weights (${weights}) but no networks (.onnx); this page reads ${FORM}.`,
  textsOnly: `The model has config.json and tokenizer.json but no networks (.onnx); this page reads ${FORM}.`,
} as const;

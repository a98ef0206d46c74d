// What: what a visitor types or copies as a model, as it is loaded.
import { expect, test } from 'vitest';
import { modelAddress } from '../../src/store/model/estimate.ts';

const HUB = 'https://huggingface.co/HuggingFaceTB/SmolVLM-256M-Instruct';

test.each([
  ['HuggingFaceTB/SmolVLM-256M-Instruct', HUB],
  [' HuggingFaceTB/SmolVLM-256M-Instruct/ ', HUB],
  [HUB, HUB],
  [`${HUB}/`, HUB],
  [`${HUB}/tree/main`, HUB],
  [`${HUB}/tree/main/onnx`, HUB],
  [`${HUB}/blob/main/onnx/decoder_model_merged_q4.onnx`, HUB],
  [`${HUB}?library=transformers.js`, HUB],
  ['huggingface.co/HuggingFaceTB/SmolVLM-256M-Instruct', HUB],
  ['models/pocket/', 'models/pocket/'],
  ['models/pocket', 'models/pocket'],
  ['https://example.org/models/mine/', 'https://example.org/models/mine/'],
  ['./mine/', './mine/'],
])('%s', (typed, loaded) => {
  expect(modelAddress(typed)).toBe(loaded);
});

// What: one model under many names: hub ids, folders, exports; another is never taken for it.
import { describe, expect, test } from 'vitest';
import { isSameModel } from '../../src/store/adapter/sameModel.ts';

describe('names of the base model', () => {
  test.each([
    ['pocket', 'pocket'],
    ['models/pocket/', 'pocket'],
    ['C:\\models\\pocket', 'pocket'],
    ['HuggingFaceTB/SmolVLM-256M-Instruct', 'SmolVLM-256M-Instruct'],
    ['HuggingFaceTB/SmolVLM-256M-Instruct', 'SmolVLM-256M-Instruct-ONNX'],
    ['huggingfacetb/smolvlm-256m-instruct', 'SmolVLM-256M-Instruct'],
    ['https://huggingface.co/HuggingFaceTB/SmolVLM-256M-Instruct.git', 'SmolVLM-256M-Instruct'],
    ['/cache/hub/models--HuggingFaceTB--SmolVLM-256M-Instruct/snapshots/7e3e67edbb', 'SmolVLM-256M-Instruct'],
  ])('%s is %s', (base, model) => {
    expect(isSameModel(base, model)).toBe(true);
  });

  test.each([
    ['pocket', 'pocket-sft'],
    ['HuggingFaceTB/SmolVLM-256M-Instruct', 'pocket'],
    ['HuggingFaceTB/SmolVLM-256M-Instruct', 'SmolVLM-500M-Instruct'],
    ['HuggingFaceTB/SmolVLM-256M-Instruct', 'SmolVLM-256M-Base'],
  ])('%s is not %s', (base, model) => {
    expect(isSameModel(base, model)).toBe(false);
  });
});

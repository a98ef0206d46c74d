// What: the files of a language model: the texts of the tiny bundle without its pictures, and one network.
import { folderFiles, TINY } from '../bundleFiles.ts';

export function textFiles(network: Uint8Array<ArrayBuffer>, path = 'onnx/model_q4.onnx'): Record<string, Blob> {
  const { 'tokenizer.json': tokenizer, 'tokenizer_config.json': tokenizerConfig } = folderFiles(TINY);
  const config = { model_type: 'llama', max_position_embeddings: 128, eos_token_id: 89, pad_token_id: 2 };
  return {
    'config.json': new Blob([JSON.stringify(config)]),
    'tokenizer.json': tokenizer!,
    'tokenizer_config.json': tokenizerConfig!,
    [path]: new Blob([network]),
  };
}

// What: the files that a bundle may have, asked for one by one on a server that has no list of them.
import { networkPaths } from '../../2-policy/bundle/bundleParts.ts';
import { GENAI } from '../../2-policy/bundle/textForms.ts';

export function likelyPaths(provider: 'webgpu' | 'wasm'): readonly string[] {
  const networks = (['decoder', 'embed', 'vision', 'text'] as const).flatMap((part) =>
    networkPaths(part, provider, null),
  );
  const data = networks.flatMap((path) => [path, `${path}_data`]);
  return ['config.json', GENAI, 'tokenizer.json', 'preprocessor_config.json', ...data];
}

// What: entry of a worker that loads a model once more, on WASM, and answers with its canary; null where that fails.
import { createCompute } from '../../gpu/requestDevice.ts';
import type { Config } from '../../config/config.ts';
import type { BundleFiles } from '../protocol.ts';
import { canaryOf } from './canary.ts';
import type { Canary } from './canary.ts';
import { loadPolicyOf } from './enginePolicy.ts';

export interface CanaryQuestion {
  /** With provider wasm. */
  readonly config: Config;
  readonly files: BundleFiles | undefined;
}

async function answer({ config, files }: CanaryQuestion): Promise<Canary> {
  const compute = await createCompute({ gpu: null });
  const policy = await loadPolicyOf({ compute, config, files, emit: () => undefined });
  return canaryOf({ compute, policy }, config);
}

addEventListener('message', ({ data }: MessageEvent<CanaryQuestion>) => {
  void answer(data).then(postMessage, () => postMessage(null));
});

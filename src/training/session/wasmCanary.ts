// What: the canary of a model on WASM, from a worker of its own that ends with its answer: the engine's own worker trains meanwhile.
import type { Policy } from '../../2-policy/types.ts';
import type { Canary } from './canary.ts';
import type { CanaryQuestion } from './canaryWorker.ts';
import type { LoadRequest } from './engineHolder.ts';
import { onWasm } from './onWasm.ts';

/** A second copy of a larger model could cost the page its memory. */
const MOST_BYTES = 300e6;

export async function wasmCanary({ config, files }: LoadRequest, policy: Policy): Promise<Canary | null> {
  if (policy.info.bytes > MOST_BYTES) return null;
  const worker = new Worker(new URL('./canaryWorker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<Canary | null>((resolve) => {
      worker.onmessage = ({ data }: MessageEvent<Canary | null>) => resolve(data);
      worker.onerror = () => resolve(null);
      worker.postMessage({ config: onWasm(config), files } satisfies CanaryQuestion);
    });
  } finally {
    worker.terminate();
  }
}

// What: the canary of a bundle on disk, on WASM and without a browser.
import { setLeaf } from '../config/setLeaf.ts';
import { defaultConfig } from '../config/validateConfig.ts';
import { createCompute } from '../gpu/requestDevice.ts';
import { filesOfFolder } from './filesOfFolder.ts';
import { canaryOf } from '../training/session/canary.ts';
import type { Canary } from '../training/session/canary.ts';
import { loadPolicyOf } from '../training/session/enginePolicy.ts';

export async function canaryOfFolder(folder: string): Promise<Canary> {
  const config = setLeaf(defaultConfig(), 'provider', 'wasm');
  const compute = await createCompute({ gpu: null });
  const policy = await loadPolicyOf({ compute, config, files: filesOfFolder(folder), emit: () => undefined });
  try {
    return await canaryOf({ compute, policy }, config);
  } finally {
    await policy.dispose();
    compute.destroy();
  }
}

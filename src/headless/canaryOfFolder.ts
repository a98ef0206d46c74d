// What: the canary of a bundle on disk, on WASM and without a browser.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setLeaf } from '../config/setLeaf.ts';
import { defaultConfig } from '../config/validateConfig.ts';
import { createCompute } from '../gpu/requestDevice.ts';
import { canaryOf } from '../training/session/canary.ts';
import type { Canary } from '../training/session/canary.ts';
import { loadPolicyOf } from '../training/session/enginePolicy.ts';

function filesOf(folder: string, under = ''): Record<string, Blob> {
  const entries = readdirSync(join(folder, under)).map((name): Record<string, Blob> => {
    const path = under ? `${under}/${name}` : name;
    const full = join(folder, path);
    return statSync(full).isDirectory() ? filesOf(folder, path) : { [path]: new Blob([readFileSync(full)]) };
  });
  return Object.assign({}, ...entries) as Record<string, Blob>;
}

export async function canaryOfFolder(folder: string): Promise<Canary> {
  const config = setLeaf(defaultConfig(), 'provider', 'wasm');
  const compute = await createCompute({ gpu: null });
  const policy = await loadPolicyOf({ compute, config, files: filesOf(folder), emit: () => undefined });
  try {
    return await canaryOf({ compute, policy }, config);
  } finally {
    await policy.dispose();
    compute.destroy();
  }
}

// What: reads what a kernel wrote and frees it.
import type { DeviceArray, HostArray } from '../gpu/compute.ts';

export async function readBack(arrays: Record<string, DeviceArray>): Promise<Record<string, HostArray>> {
  try {
    const entries = Object.entries(arrays).map(async ([name, array]) => [name, await array.read()] as const);
    return Object.fromEntries(await Promise.all(entries));
  } finally {
    for (const array of Object.values(arrays)) array.destroy();
  }
}

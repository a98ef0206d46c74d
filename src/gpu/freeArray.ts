// What: gives back an array that may be on the device or on the host, where there is nothing to give back.
import type { DeviceArray, HostArray } from './compute.ts';

export function freeArray(array: DeviceArray | HostArray): void {
  if ('destroy' in array) array.destroy();
}

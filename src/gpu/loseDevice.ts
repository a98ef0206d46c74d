// What: loses the device as a driver reset would, for tests of the recovery; nothing happens where there is no device.
import type { Compute } from './compute.ts';

export function loseDevice({ device }: Compute): void {
  device?.destroy();
}

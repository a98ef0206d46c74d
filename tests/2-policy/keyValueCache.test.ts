// What: the cache on the device holds what the cache on the host holds, also where both grow and rows are ragged.
import { describe, expect, it } from 'vitest';
import { DeviceCache, HostCache } from '../../src/2-policy/rows/keyValueCache.ts';
import { keyValueNames } from '../../src/2-policy/prefix.ts';
import { float32, fromDevice } from '../../src/ort/tensor.ts';
import { testCompute } from '../gpu/nodeDevice.ts';
import { randomInputs } from '../gpu/randomInputs.ts';
import type { KeyValueCache } from '../../src/2-policy/rows/keyValueCache.ts';

const SHAPE = { rows: 3, kvHeads: 2, headSize: 4, capacity: 200, numLayers: 2 };

describe('key-value cache', () => {
  it('is the same on the host and on the device over 144 slots', async () => {
    const compute = await testCompute();
    const random = randomInputs();
    const { rows, kvHeads, headSize, numLayers } = SHAPE;
    const [host, device] = [new HostCache(SHAPE), new DeviceCache(SHAPE, compute)];
    const lengths = new Int32Array(rows);
    for (let call = 0; call < 12; call++) {
      const t = 12;
      const counts = lengths.map((_, r) => (r === 0 ? t : random.below(t + 1)));
      const dims = [rows, kvHeads, t, headSize];
      const fresh = keyValueNames(numLayers).map(({ present }) => ({
        present,
        values: random.floats(rows * kvHeads * t * headSize),
      }));
      await host.append(
        Object.fromEntries(fresh.map(({ present, values }) => [present, float32(values, dims)])),
        lengths,
        counts,
        t,
      );
      const arrays = fresh.map(({ present, values }) => ({ present, array: compute.upload(values) }));
      await device.append(
        Object.fromEntries(arrays.map(({ present, array }) => [present, fromDevice(array, dims)])),
        lengths,
        counts,
        t,
      );
      for (const { array } of arrays) array.destroy();
      lengths.forEach((length, r) => (lengths[r] = length + counts[r]!));
      await expectSame(host, device, lengths);
    }
    expect(lengths[0]).toBe(144);
    device.dispose();
  });
});

/** Keys and values of the filled slots: [layer and kind][row, head] -> floats. */
async function filled(cache: KeyValueCache, lengths: Int32Array): Promise<Float32Array[]> {
  const { kvHeads, headSize, numLayers } = SHAPE;
  const feeds = cache.feeds(lengths);
  const found: Float32Array[] = [];
  for (const { cache: name } of keyValueNames(numLayers)) {
    const tensor = feeds[name]!;
    const values = await tensor.floats();
    const slots = tensor.dims[2]!;
    lengths.forEach((length, r) => {
      for (let h = 0; h < kvHeads; h++) {
        const at = (r * kvHeads + h) * slots * headSize;
        found.push(values.slice(at, at + length * headSize));
      }
    });
  }
  return found;
}

async function expectSame(host: KeyValueCache, device: KeyValueCache, lengths: Int32Array): Promise<void> {
  expect(await filled(device, lengths)).toEqual(await filled(host, lengths));
}

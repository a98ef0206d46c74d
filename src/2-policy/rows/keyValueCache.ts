// What: the KV of the tokens that rows have been fed since the prompt: a cache of fixed capacity that we write, for the
//   graph returns only the new keys and values of a call. Prompts' KV are an input of their own, never copied per row.
// Measured (WASM, 2 threads, 4 layers, 32 rows × 48 tokens, busy machine, CPU time of the 48 runs): capacity from the start
//   1.03 s, growing from 16 slots 0.98 s, from 8 slots 1.08 s: copies are small beside the products. Growing keeps the
//   attention of the first tokens small where the capacity is hundreds of slots. Returning the whole cache from the graph
//   would copy it out of the wasm heap as well at every token.
// Shapes: cache.{i}.key/value [R,KV,C,hd]; present.{i}.key/value [R,KV,t,hd]; before, counts [R].
import { int32, float32, fromDevice, type Tensor, type Tensors } from '../../ort/tensor.ts';
import { CACHE_LENGTHS } from '../../onnx/decoderGraphsNames.ts';
import type { Compute, DeviceArray } from '../../gpu/compute.ts';
import { keyValueNames } from '../prefix.ts';

export interface CacheShape {
  readonly rows: number;
  readonly kvHeads: number;
  readonly headSize: number;
  readonly capacity: number;
  readonly numLayers: number;
}

export interface KeyValueCache {
  /** cache_lengths and cache.{i}.key/value. */
  feeds(lengths: Int32Array): Tensors;
  /** Puts the first counts[r] of the t new slots of row r behind its before[r] old ones. */
  append(present: Readonly<Record<string, Tensor>>, before: Int32Array, counts: Int32Array, t: number): Promise<void>;
  dispose(): void;
}

/** Slots of the first, smallest cache on the host and on the device; it doubles until the capacity is reached. */
const FIRST_SLOTS = 16;
const FIRST_DEVICE_SLOTS = 64;

export class HostCache implements KeyValueCache {
  private readonly names;
  private slots: number;
  private arrays: Float32Array[];

  constructor(private readonly shape: CacheShape) {
    this.names = keyValueNames(shape.numLayers);
    this.slots = Math.min(FIRST_SLOTS, shape.capacity);
    this.arrays = this.names.map(() => this.allocate());
  }

  feeds(lengths: Int32Array): Tensors {
    const { rows, kvHeads, headSize } = this.shape;
    const dims = [rows, kvHeads, this.slots, headSize];
    const caches = this.names.map(({ cache }, i) => [cache, float32(this.arrays[i]!, dims)] as const);
    return { ...Object.fromEntries(caches), [CACHE_LENGTHS]: int32(lengths.slice(), [rows]) };
  }

  async append(
    present: Readonly<Record<string, Tensor>>,
    before: Int32Array,
    counts: Int32Array,
    t: number,
  ): Promise<void> {
    const { rows, kvHeads, headSize } = this.shape;
    this.grow(before.reduce((most, length, r) => Math.max(most, length + counts[r]!), 0));
    for (const [i, { present: name }] of this.names.entries()) {
      const fresh = await present[name]!.floats();
      const cache = this.arrays[i]!;
      for (let r = 0; r < rows; r++)
        for (let h = 0; h < kvHeads; h++) {
          const head = r * kvHeads + h;
          const from = fresh.subarray(head * t * headSize, (head * t + counts[r]!) * headSize);
          cache.set(from, (head * this.slots + before[r]!) * headSize);
        }
    }
  }

  dispose(): void {
    this.arrays = [];
  }

  private allocate(): Float32Array {
    const { rows, kvHeads, headSize } = this.shape;
    return new Float32Array(rows * kvHeads * this.slots * headSize);
  }

  private grow(needed: number): void {
    if (needed <= this.slots) return;
    const old = this.slots;
    const { capacity, rows, kvHeads, headSize } = this.shape;
    this.slots = Math.min(capacity, Math.max(needed, 2 * old));
    this.arrays = this.arrays.map((array) => {
      const larger = this.allocate();
      for (let head = 0; head < rows * kvHeads; head++)
        larger.set(array.subarray(head * old * headSize, (head + 1) * old * headSize), head * this.slots * headSize);
      return larger;
    });
  }
}

/** On WebGPU the cache stays on the device, and one small kernel writes the new slots. */
export class DeviceCache implements KeyValueCache {
  private readonly names;
  private slots: number;
  private arrays: DeviceArray[];

  constructor(
    private readonly shape: CacheShape,
    private readonly compute: Compute,
  ) {
    this.names = keyValueNames(shape.numLayers);
    this.slots = Math.min(FIRST_DEVICE_SLOTS, shape.capacity);
    this.arrays = this.allocate();
  }

  feeds(lengths: Int32Array): Tensors {
    const { rows, kvHeads, headSize } = this.shape;
    const dims = [rows, kvHeads, this.slots, headSize];
    const caches = this.names.map(({ cache }, i) => [cache, fromDevice(this.arrays[i]!, dims)] as const);
    return { ...Object.fromEntries(caches), [CACHE_LENGTHS]: int32(lengths.slice(), [rows]) };
  }

  async append(
    present: Readonly<Record<string, Tensor>>,
    before: Int32Array,
    counts: Int32Array,
    t: number,
  ): Promise<void> {
    await this.grow(
      before.reduce((most, length, r) => Math.max(most, length + counts[r]!), 0),
      before,
    );
    const fresh = this.names.map(({ present: name }) => adopt(this.compute, present[name]!));
    await this.write(fresh, before, counts, t);
  }

  dispose(): void {
    for (const array of this.arrays) array.destroy();
  }

  private allocate(): DeviceArray[] {
    const { rows, kvHeads, headSize } = this.shape;
    const zeros = new Float32Array(rows * kvHeads * this.slots * headSize);
    return this.names.map(() => this.compute.upload(zeros));
  }

  /** The old cache is what is written first into the new one. */
  private async grow(needed: number, filled: Int32Array): Promise<void> {
    if (needed <= this.slots) return;
    const [old, before] = [this.arrays, this.slots];
    this.slots = Math.min(this.shape.capacity, Math.max(needed, 2 * before));
    this.arrays = this.allocate();
    try {
      await this.write(old, new Int32Array(filled.length), filled, before);
    } finally {
      for (const array of old) array.destroy();
    }
  }

  /** fresh [R,KV,t,hd]: its first counts[r] slots go to slot at[r] and behind. */
  private async write(fresh: readonly DeviceArray[], at: Int32Array, counts: Int32Array, t: number): Promise<void> {
    const { rows, kvHeads, headSize } = this.shape;
    const params = { rows, kvHeads, headSize, capacity: this.slots, tokens: t };
    const lengths = this.compute.upload(at.slice());
    const valid = this.compute.upload(counts.slice());
    try {
      const runs = fresh.map((array, i) =>
        this.compute.run('2-policy/appendCache', {
          params,
          inputs: { lengths, counts: valid, fresh: array },
          outputs: { cache: this.arrays[i]! },
          dispatch: { invocations: rows * kvHeads * t * headSize },
        }),
      );
      await Promise.all(runs);
    } finally {
      lengths.destroy();
      valid.destroy();
    }
  }
}

interface Adopting {
  adopt(buffer: GPUBuffer, type: 'f32', length: number): DeviceArray;
}

/** A device tensor of a session as an array of ours, without a copy. The session's tensor stays the owner. */
export function adopt(compute: Compute, { buffer, dims }: Tensor): DeviceArray {
  if (!buffer) throw new Error('The network returned a host tensor where the device was expected.');
  return (compute as Compute & Adopting).adopt(
    buffer,
    'f32',
    dims.reduce((a, b) => a * b, 1),
  );
}

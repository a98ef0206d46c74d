// What: how much memory the engine holds: GPU buffers of our arrays, the wasm heap, the worker's JS heap (0 = not told).
import type { Compute } from '../../gpu/compute.ts';
import { wasmHeapBytes } from '../../ort/wasmHeap.ts';
import type { EngineEvent } from '../protocol.ts';

interface Counted {
  readonly memory?: { readonly bytes: number; readonly stagingBytes: number };
}
type HeapClock = Performance & { readonly memory?: { readonly usedJSHeapSize: number } };

export function reportMemory(compute: Compute | undefined): EngineEvent {
  const counted = (compute as (Compute & Counted) | undefined)?.memory;
  return {
    type: 'memory',
    gpuBytes: counted ? counted.bytes + counted.stagingBytes : 0,
    wasmBytes: wasmHeapBytes(),
    heapBytes: (performance as HeapClock).memory?.usedJSHeapSize ?? 0,
  };
}

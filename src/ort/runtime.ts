// What: loads the one build of onnxruntime-web that fits: /wasm for the WASM provider; for WebGPU /jspi where the browser
// has JSPI (smaller, overlapping runs are safe), else /webgpu (asyncify). In Node the package's own Node build (WASM).
// Only the chosen build is fetched; Vite emits each .wasm as an asset of its own. Weak spots of each build: ORT.md §3.7.
import type * as OrtModule from 'onnxruntime-web';
import { giveFasterProducts } from './products/fasterRuntime.ts';
import { watchWasmHeap } from './wasmHeap.ts';

export type Ort = typeof OrtModule;
export type OrtProvider = 'webgpu' | 'wasm';

export interface RuntimeSettings {
  readonly provider: OrtProvider;
  /** WASM threads; 0 = all cores but one. Read once: the first session of a build starts its threads. */
  readonly numThreads: number;
}

const loaded = new Map<string, Promise<Ort>>();

const inNode = (): boolean => typeof process !== 'undefined' && typeof process.versions?.node === 'string';

export type OrtBuild = 'node' | 'wasm' | 'jspi' | 'webgpu';

export function chooseBuild(provider: OrtProvider): OrtBuild {
  if (inNode()) return 'node';
  if (provider === 'wasm') return 'wasm';
  return 'Suspending' in WebAssembly ? 'jspi' : 'webgpu';
}

/**
 * Threads that the settings mean here: WASM threads need a cross-origin isolated page. One core is left to the page and to the browser's
 * GPU process. `isolated` and `node` are what is true here; tests say otherwise. Measured on two cores with `npm run bench -- --page`, two threads and one: 57.1 and 58.6 frames per second, 41 and 37 steps.
 */
export function threadCount(numThreads: number, isolated = globalThis.crossOriginIsolated, node = inNode()): number {
  if (node) return numThreads || 2;
  if (!isolated) return 1;
  return numThreads || Math.max(1, (globalThis.navigator.hardwareConcurrency || 1) - 1);
}

export function loadRuntime({ provider, numThreads }: RuntimeSettings): Promise<Ort> {
  const build = chooseBuild(provider);
  let runtime = loaded.get(build);
  if (!runtime) {
    runtime = importBuild(build).then(async (ort) => {
      if (provider === 'wasm') await giveFasterProducts(ort, build === 'node');
      watchWasmHeap();
      ort.env.logLevel = 'error';
      ort.env.wasm.numThreads = threadCount(numThreads);
      return ort;
    });
    loaded.set(build, runtime);
    runtime.catch(() => loaded.delete(build));
  }
  return runtime;
}

function importBuild(build: OrtBuild): Promise<Ort> {
  switch (build) {
    case 'node': {
      // Out of Vite's sight: the page must not carry the Node build, nor the old WebGPU backend behind this name.
      const name = 'onnxruntime-web';
      return import(/* @vite-ignore */ name) as Promise<Ort>;
    }
    case 'wasm':
      return import('onnxruntime-web/wasm') as Promise<Ort>;
    case 'jspi':
      return import('onnxruntime-web/jspi') as Promise<Ort>;
    case 'webgpu':
      return import('onnxruntime-web/webgpu') as Promise<Ort>;
  }
}

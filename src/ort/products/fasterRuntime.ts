// What: the WebAssembly of onnxruntime-web with faster products (replaceProducts.ts), for its setting wasmBinary before the first session.
// Errors: none. Where the file cannot be read or is not the one that is known, the build fetches its own, as it would have done, and
//   says itself what is wrong.
import type * as Files from 'node:fs/promises';
import type * as Modules from 'node:module';
import { replaceProducts } from './replaceProducts.ts';

/** The build of the WASM provider: in Node and in a page it is the same file. */
async function readWasm(inNode: boolean): Promise<Uint8Array<ArrayBuffer>> {
  if (inNode) {
    // Out of Vite's sight, as is the Node build itself.
    const [files, modules] = ['node:fs/promises', 'node:module'];
    const { readFile } = (await import(/* @vite-ignore */ files!)) as typeof Files;
    const { createRequire } = (await import(/* @vite-ignore */ modules!)) as typeof Modules;
    const path = createRequire(import.meta.url).resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
    return new Uint8Array(await readFile(path));
  }
  const { default: address } = await import('onnxruntime-web/ort-wasm-simd-threaded.wasm?url');
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** Null where the build is to fetch its own. */
export const fasterWasm = (inNode: boolean): Promise<Uint8Array<ArrayBuffer> | null> =>
  readWasm(inNode)
    .then(replaceProducts)
    .catch(() => null);

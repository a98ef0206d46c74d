// What: gives a build of onnxruntime-web its WebAssembly with faster products (replaceProducts.ts), before its first session.
// Errors: none. Where the file cannot be read or is not the one that is known, the build fetches its own, as it would have done, and
//   says itself what is wrong.
import type * as Files from 'node:fs/promises';
import type * as Modules from 'node:module';
import type * as OrtModule from 'onnxruntime-web';
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

export async function giveFasterProducts(ort: typeof OrtModule, inNode: boolean): Promise<void> {
  const made = await readWasm(inNode)
    .then(replaceProducts)
    .catch(() => null);
  if (made) ort.env.wasm.wasmBinary = made;
}

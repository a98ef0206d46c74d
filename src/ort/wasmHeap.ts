// What: how large the wasm heap of onnxruntime-web is. The package does not report it, so the memories that are made while it
// starts are noted. Heaps only grow: a flat number means that nothing leaks.

let watching = false;
const memories = new Set<WebAssembly.Memory>();

/** From now on every shared WebAssembly.Memory is noted (the builds of ORT are threaded: theirs are shared). */
export function watchWasmHeap(): void {
  if (watching) return;
  watching = true;
  const Original = WebAssembly.Memory;
  WebAssembly.Memory = new Proxy(Original, {
    construct(target, args: [WebAssembly.MemoryDescriptor]) {
      const memory = new target(...args);
      if (args[0].shared) memories.add(memory);
      return memory;
    },
  });
}

export function wasmHeapBytes(): number {
  return [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}

// What: a turn for the commands that wait in the worker's event loop, such as pause. Where nothing in a step waits for a device
// (Firefox without WebGPU: WASM and the references answer at once) promises alone never give one.
// Why a message channel: a timer of zero milliseconds is stretched to four once timers follow each other.

export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

// What: gzip and its undoing with a limit, so that a small hostile input cannot fill the memory.
// Source: the browser's own Compression Streams (also in Node); RFC 1952.

/** What is wrong with bytes from outside, in one sentence. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
}

const readableOf = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes]).stream();

export async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = readableOf(bytes).pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Stops reading as soon as more than `mostBytes` have come out. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>, mostBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = readableOf(bytes).pipeThrough(new DecompressionStream('gzip')).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new FormatError('it is damaged or cut off');
    });
    if (done) break;
    length += value.length;
    if (length > mostBytes) {
      void reader.cancel().catch(() => undefined);
      throw new FormatError(`it unpacks to more than ${Math.round(mostBytes / 1e6)} MB`);
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

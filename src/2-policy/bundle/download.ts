// What: one file from an address. A connection that breaks or stalls is taken up again where it was (Range), as long as the file is the same
// (its hash is known, or the answer has the same ETag; a server that sends it whole begins anew). What had arrived before the last try failed comes with the error.
// If-Range would do without the comparison, but makes browsers ask other hosts for leave first, which a hub may not give.
// Source: RFC 9110, 14 (range requests), 15.3.7 (206 Partial Content); fetch, CORS-safelisted request-header (a single Range is one).
import { BundleError } from './bundleError.ts';

export type OnBytes = (received: number, total: number) => void;

/** The beginning of a file, and the mark of the version that it is from. */
export interface Part {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** A strong ETag; null = only the file's hash tells whether the rest fits. */
  readonly etag: string | null;
}

export interface DownloadOptions {
  /** Of the whole file, where it is known. */
  readonly bytes?: number | undefined;
  /** Its hash is known and will be checked: a part fits whatever the server says of its version. */
  readonly isHashed?: boolean;
  /** From an earlier try. */
  readonly part?: Part | null;
  readonly onBytes?: OnBytes | undefined;
  /** Milliseconds without a byte after which a connection is given up. */
  readonly stallMs?: number;
  /** Rests before further tries, in milliseconds. */
  readonly restsMs?: readonly number[];
}

/** The connection failed at every try; `part` is what arrived. */
export class DownloadCutError extends Error {
  override readonly name = 'DownloadCutError';
  constructor(
    reason: string,
    readonly part: Part | null,
  ) {
    super(reason);
  }
}

const STALL_MS = 30_000;
const RESTS_MS = [500, 2000, 5000];

/** Grows as bytes arrive; keeps them when a try fails. */
class Arriving {
  received = 0;
  etag: string | null = null;
  total = 0;
  /** What the server unpacks on the way has other bytes than its ranges. */
  isEncoded = false;
  private buffer = new Uint8Array(0);

  constructor({ bytes = 0, part }: DownloadOptions) {
    this.total = bytes;
    if (!part) return;
    this.add(part.bytes);
    this.etag = part.etag;
  }

  add(value: Uint8Array): void {
    const needed = this.received + value.length;
    if (needed > this.buffer.length) {
      const larger = new Uint8Array(Math.max(needed, this.total, 2 * this.buffer.length));
      larger.set(this.buffer.subarray(0, this.received));
      this.buffer = larger;
    }
    this.buffer.set(value, this.received);
    this.received = needed;
  }

  beginAgain(): void {
    this.received = 0;
    this.etag = null;
    this.isEncoded = false;
  }

  canGoOn(isHashed: boolean): boolean {
    return this.received > 0 && !this.isEncoded && (isHashed || this.etag !== null);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.subarray(0, this.received);
  }
}

function refuse(url: string, status: number): never {
  if (status === 401) throw new BundleError(`${url} asks for a login. Choose a public model, or drop its files.`);
  throw new BundleError(`${url} answered with status ${status}. Try again later.`);
}

/** A strong one; a weak one does not mean the same bytes. */
const etagOf = ({ headers }: Response): string | null => {
  const etag = headers.get('etag');
  return !etag || etag.startsWith('W/') ? null : etag;
};

/** Whether the answer goes on at byte `from`; its total length where it tells. */
function goesOn(response: Response, from: number): { readonly total: number } | null {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  if (response.status !== 206 || !range || Number(range[1]) !== from) return null;
  return { total: range[2] === '*' ? 0 : Number(range[2]) };
}

/** One try; true = whole, null = not there. */
async function attempt(url: string, arriving: Arriving, options: DownloadOptions): Promise<true | null> {
  const { stallMs = STALL_MS, onBytes, isHashed = false } = options;
  const aborter = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => aborter.abort(new Error(`nothing arrived for ${stallMs / 1000} seconds`)), stallMs);
  };
  try {
    alive();
    if (!arriving.canGoOn(isHashed)) arriving.beginAgain();
    const from = arriving.received;
    const response = await fetch(url, {
      signal: aborter.signal,
      ...(from > 0 && { headers: { range: `bytes=${from}-` } }),
    });
    const { status, headers } = response;
    if ([403, 404, 410].includes(status)) return null;
    const next = from > 0 ? goesOn(response, from) : null;
    const isOther = status === 416 || (next !== null && !isHashed && etagOf(response) !== arriving.etag);
    if (isOther || !next) arriving.beginAgain();
    if (isOther && from > 0) throw new Error('the file has changed');
    if (status >= 500 || status === 429) throw new Error(`the server answered with status ${status}`);
    if (!response.ok || (status === 206 && !next)) refuse(url, status);
    arriving.isEncoded = headers.get('content-encoding') !== null;
    arriving.etag = etagOf(response);
    const declared = next ? next.total : arriving.isEncoded ? 0 : Number(headers.get('content-length') ?? 0);
    const total = declared || options.bytes || 0;
    arriving.total = Math.max(arriving.total, total);
    const reader = response.body!.getReader();
    for (;;) {
      alive();
      const { done, value } = await reader.read();
      if (done) break;
      arriving.add(value);
      onBytes?.(arriving.received, Math.max(total, arriving.received));
    }
    if (declared > 0 && arriving.received < declared)
      throw new Error(`${arriving.received} of ${declared} bytes arrived`);
    return true;
  } catch (error) {
    if (aborter.signal.aborted) throw aborter.signal.reason;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** null = there is no such file. Throws a BundleError where another try is no use, a DownloadCutError where all tries failed. */
export async function download(url: string, options: DownloadOptions = {}): Promise<Uint8Array<ArrayBuffer> | null> {
  const { restsMs = RESTS_MS } = options;
  const arriving = new Arriving(options);
  for (let tries = 0; ; tries++) {
    try {
      return (await attempt(url, arriving, options)) && arriving.bytes;
    } catch (error) {
      if (error instanceof BundleError) throw error;
      const rest = restsMs[tries];
      const isOffline = globalThis.navigator?.onLine === false;
      if (rest !== undefined && !isOffline) await new Promise((resolve) => setTimeout(resolve, rest));
      else {
        const part = arriving.canGoOn(options.isHashed ?? false)
          ? { bytes: arriving.bytes, etag: arriving.etag }
          : null;
        throw new DownloadCutError((error as Error).message, part);
      }
    }
  }
}

// What: small values ↔ bytes, for result codes: whole numbers, texts, curves. A reader goes beyond nothing: it throws a RangeError where the
// bytes end, or where a value is larger than it may be.
// Layout, little-endian: a whole number in groups of 7 bits, the last with the high bit 0; a text as its length in bytes and UTF-8; values of a
//   curve as the least and the greatest (f32), and a u16 each, as a share of the range.

const FULL = 0xffff;

export class ByteWriter {
  private readonly bytes: number[] = [];

  whole(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.bytes.push((rest % 128) + 128);
    this.bytes.push(rest);
  }

  text(text: string): void {
    const utf8 = new TextEncoder().encode(text);
    this.whole(utf8.length);
    this.bytes.push(...utf8);
  }

  float32 = (value: number): void => void this.bytes.push(...new Uint8Array(Float32Array.of(value).buffer));
  float64 = (value: number): void => void this.bytes.push(...new Uint8Array(Float64Array.of(value).buffer));

  /** Finite ones, small enough for 32 bits; their count is written before. */
  values(values: readonly number[]): void {
    if (values.length === 0) return;
    const [low, high] = [Math.fround(Math.min(...values)), Math.fround(Math.max(...values))];
    this.float32(low);
    this.float32(high);
    for (const value of values) {
      const share = high > low ? Math.round((FULL * (value - low)) / (high - low)) : 0;
      const level = Math.min(FULL, Math.max(0, share));
      this.bytes.push(level & 255, level >> 8);
    }
  }

  done = (): Uint8Array<ArrayBuffer> => Uint8Array.from(this.bytes);
}

export class ByteReader {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array<ArrayBuffer>) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  private take(count: number): number {
    const from = this.at;
    if (from + count > this.bytes.length) throw new RangeError('the bytes end');
    this.at += count;
    return from;
  }

  whole(most: number): number {
    let [value, unit, byte] = [0, 1, 128];
    for (; byte >= 128; unit *= 128) {
      byte = this.bytes[this.take(1)]!;
      value += (byte % 128) * unit;
      if (value > most || unit > most * 128) throw new RangeError('a number is too large');
    }
    return value;
  }

  text(mostBytes: number): string {
    const length = this.whole(mostBytes);
    const from = this.take(length);
    // Throws a TypeError for what is no UTF-8.
    return new TextDecoder('utf-8', { fatal: true }).decode(this.bytes.subarray(from, from + length));
  }

  float32 = (): number => finite(this.view.getFloat32(this.take(4), true));
  float64 = (): number => finite(this.view.getFloat64(this.take(8), true));

  values(count: number): readonly number[] {
    if (count === 0) return [];
    const [low, high] = [this.float32(), this.float32()];
    if (high < low) throw new RangeError('a range is upside down');
    return Array.from({ length: count }, () => {
      const share = this.view.getUint16(this.take(2), true) / FULL;
      return low * (1 - share) + high * share;
    });
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new RangeError('bytes are left over');
  }
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError('a number is not finite');
  return value;
}

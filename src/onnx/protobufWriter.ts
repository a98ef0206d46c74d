// What: writes the part of the protobuf wire format that ONNX uses. Byte arrays are kept as they are until `finish`, so
//   weights are copied once, whatever the nesting.
// Source: protobuf encoding guide.

const TEXT = new TextEncoder();

export class ProtobufWriter {
  private readonly chunks: Uint8Array[] = [];
  private length = 0;

  int(field: number, value: number | bigint): this {
    this.varint(field << 3);
    return this.varint(value);
  }

  float(field: number, value: number): this {
    this.varint((field << 3) | 5);
    return this.push(new Uint8Array(Float32Array.of(value).buffer));
  }

  data(field: number, bytes: Uint8Array): this {
    this.varint((field << 3) | 2).varint(bytes.length);
    return this.push(bytes);
  }

  text(field: number, value: string): this {
    return this.data(field, TEXT.encode(value));
  }

  message(field: number, fill: (writer: ProtobufWriter) => void): this {
    const inner = new ProtobufWriter();
    fill(inner);
    this.varint((field << 3) | 2).varint(inner.length);
    for (const chunk of inner.chunks) this.push(chunk);
    return this;
  }

  /** Packed varints. */
  ints(field: number, values: readonly number[]): this {
    return this.message(field, (writer) => values.forEach((value) => writer.varint(value)));
  }

  /** Packed floats. */
  floats(field: number, values: readonly number[]): this {
    return this.data(field, new Uint8Array(Float32Array.from(values).buffer));
  }

  finish(): Uint8Array {
    const bytes = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  private varint(value: number | bigint): this {
    const bytes: number[] = [];
    if (typeof value === 'number' && value >= 0 && value < 2 ** 31) {
      let rest = value;
      for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
      bytes.push(rest);
    } else {
      // int64 limits do not fit a number: 2^63 − 1 arrives as 2^63 and must not wrap around.
      const wide = BigInt(value);
      const limit = 2n ** 63n;
      let rest = BigInt.asUintN(64, wide >= limit ? limit - 1n : wide < -limit ? -limit : wide);
      for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
      bytes.push(Number(rest));
    }
    return this.push(Uint8Array.from(bytes));
  }

  private push(bytes: Uint8Array): this {
    this.chunks.push(bytes);
    this.length += bytes.length;
    return this;
  }
}

// What: the part of the protobuf wire format that ONNX uses, read from a byte array without copying it.
// Formula: tag = field << 3 | wire; wire 0 varint, 1 eight bytes, 2 length and bytes, 5 four bytes.
// Source: protobuf encoding guide.
import { OnnxError } from './graph.ts';

const TEXT = new TextDecoder();

export class ProtobufReader {
  private at = 0;
  private readonly view: DataView;

  /** `base` is where `bytes` starts in the file: errors name the place. */
  constructor(
    readonly bytes: Uint8Array,
    private readonly base = 0,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Calls `field` for each field; one that does not read its value is skipped. */
  fields(field: (number: number, wire: number) => void): void {
    while (this.at < this.bytes.length) {
      const tag = Number(this.varint());
      const [number, wire] = [tag >>> 3, tag & 7];
      const start = this.at;
      field(number, wire);
      if (this.at === start) this.skip(wire);
    }
  }

  varint(): bigint {
    // Most varints are lengths, tags and small sizes: numbers are enough up to 28 bits.
    let low = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.byte();
      low |= (byte & 127) << shift;
      if (byte < 128) return BigInt(low);
    }
    let value = BigInt(low);
    for (let shift = 28n; shift < 70n; shift += 7n) {
      const byte = this.byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return BigInt.asIntN(64, value);
    }
    throw new OnnxError(`The ONNX file is damaged at byte ${this.base + this.at}. Download it again.`);
  }

  int(): number {
    return Number(this.varint());
  }

  float(): number {
    this.need(4);
    this.at += 4;
    return this.view.getFloat32(this.at - 4, true);
  }

  /** A view, not a copy. */
  data(): Uint8Array {
    const length = this.int();
    this.need(length);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  text(): string {
    return TEXT.decode(this.data());
  }

  message(): ProtobufReader {
    const data = this.data();
    return new ProtobufReader(data, this.base + this.at - data.length);
  }

  /** The first message of this number, as far as the bytes go; null where they end before it. */
  cutMessage(wanted: number): ProtobufReader | null {
    while (this.at < this.bytes.length) {
      const tag = Number(this.varint());
      if (tag >>> 3 !== wanted || (tag & 7) !== 2) {
        this.skip(tag & 7);
        continue;
      }
      const length = this.int();
      return new ProtobufReader(this.bytes.subarray(this.at, this.at + length), this.base + this.at);
    }
    return null;
  }

  /** Repeated varints, packed or one by one. */
  varints(wire: number, into: bigint[]): void {
    if (wire !== 2) into.push(this.varint());
    else {
      const packed = this.message();
      while (packed.at < packed.bytes.length) into.push(packed.varint());
    }
  }

  /** Repeated floats, packed or one by one. */
  floats(wire: number, into: number[]): void {
    if (wire !== 2) into.push(this.float());
    else {
      const packed = this.message();
      while (packed.at < packed.bytes.length) into.push(packed.float());
    }
  }

  private byte(): number {
    this.need(1);
    return this.bytes[this.at++]!;
  }

  private skip(wire: number): void {
    if (wire === 0) this.varint();
    else if (wire === 2) this.data();
    else if (wire === 1 || wire === 5) {
      const length = wire === 1 ? 8 : 4;
      this.need(length);
      this.at += length;
    } else
      throw new OnnxError(
        `This is not an ONNX file, or it is damaged at byte ${this.base + this.at}. Download it again.`,
      );
  }

  private need(length: number): void {
    if (length < 0 || this.at + length > this.bytes.length)
      throw new OnnxError(
        `The ONNX file is cut off: byte ${this.base + this.at} announces ${length} bytes, ` +
          `but only ${this.bytes.length - this.at} follow. Download it again.`,
      );
  }
}

// What: the numbers in an initializer, and the bytes of numbers.
import { OnnxError, type DataType, type Initializer } from './graph.ts';

/** Values as numbers. int64 beyond 2^53 (the "to the end" of Slice) loses its last digits, which nothing reads. */
export function numbersOf({ name, dataType, bytes }: Initializer): number[] {
  const { buffer } = bytes.slice();
  switch (dataType) {
    case 'float32':
      return Array.from(new Float32Array(buffer));
    case 'int32':
      return Array.from(new Int32Array(buffer));
    case 'int64':
      return Array.from(new BigInt64Array(buffer), Number);
    case 'int8':
      return Array.from(new Int8Array(buffer));
    case 'uint8':
    case 'bool':
      return Array.from(new Uint8Array(buffer));
    default:
      throw new OnnxError(`The constant '${name}' has type ${dataType}, whose values are not read here.`);
  }
}

const INT64_LIMIT = 2n ** 63n;

export function bytesOfNumbers(dataType: DataType, values: ArrayLike<number>): Uint8Array {
  switch (dataType) {
    case 'float32':
      return new Uint8Array(Float32Array.from(values).buffer);
    case 'int32':
      return new Uint8Array(Int32Array.from(values).buffer);
    case 'int64': {
      const clamp = (value: bigint): bigint =>
        value >= INT64_LIMIT ? INT64_LIMIT - 1n : value < -INT64_LIMIT ? -INT64_LIMIT : value;
      return new Uint8Array(BigInt64Array.from(Array.from(values, (value) => clamp(BigInt(value)))).buffer);
    }
    case 'int8':
      return new Uint8Array(Int8Array.from(values).buffer);
    case 'uint8':
    case 'bool':
      return Uint8Array.from(values);
    default:
      throw new OnnxError(`Constants of type ${dataType} are not made from numbers.`);
  }
}

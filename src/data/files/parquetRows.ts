// What: Parquet → rows. Snappy, Gzip and Zstandard are unpacked; class numbers become the names that Hugging Face's datasets keeps beside the
// columns. Loaded when there is such a file.
// Source: hyparquet; huggingface/datasets, src/datasets/features/features.py (ClassLabel, Sequence, List) for the key “huggingface” of the schema.
import { gunzipSync } from 'fflate';
import { decompress as unzstd } from 'fzstd';
import { parquetMetadataAsync, parquetReadObjects, parquetSchema, snappyUncompress } from 'hyparquet';
import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet';
import { DataFileError, isRecord, parseJson } from '../dataPrompt.ts';
import type { DataFile } from './dataFile.ts';
import { PARQUET_TEXTS as T } from './parquetTexts.ts';
import type { Row } from './rowFormat.ts';

/** Far more than any writer puts into one page; what a page claims to unpack to may be a lie. */
const MOST_OF_PAGE = 2 ** 28;

function within(length: number): number {
  if (length > MOST_OF_PAGE) throw new Error(`A page claims ${length} bytes.`);
  return length;
}

const COMPRESSORS: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { out: new Uint8Array(within(length)) }),
  SNAPPY: (input, length) => {
    const output = new Uint8Array(within(length));
    snappyUncompress(input, output);
    return output;
  },
  // Its own frame says another length, which is not asked for.
  ZSTD: (input, length) => unzstd(input, new Uint8Array(within(length))),
};
const KNOWN_CODECS = new Set(['UNCOMPRESSED', ...Object.keys(COMPRESSORS)]);

export interface ParquetTable {
  readonly rows: number;
  /** Names of the columns, without those inside of others. */
  readonly columns: readonly string[];
  /** The rows from 0 to `end`. */
  read(end: number): Promise<readonly Row[]>;
}

const isPlain = (value: object): boolean =>
  [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/** Numbers of classes → names; big integers → numbers. */
function meant(value: unknown, feature: unknown): unknown {
  const type = Array.isArray(feature) ? { feature: feature[0] as unknown } : isRecord(feature) ? feature : {};
  if (typeof value === 'bigint') return meant(Number(value), feature);
  if (typeof value === 'number' && type['_type'] === 'ClassLabel' && Array.isArray(type['names']))
    return (type['names'] as unknown[])[value] ?? value;
  if (!Array.isArray(value) && isRecord(value) && !isPlain(value)) return value; // bytes, times
  if (Array.isArray(value)) return value.map((item) => meant(item, type['feature']));
  if (!isRecord(value)) return value;
  // datasets lays a list of objects out as an object of lists
  const inner = isRecord(type['feature']) && !('_type' in type['feature']) ? type['feature'] : null;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, meant(item, inner ? [inner[name]] : type[name])]),
  );
}

function featuresOf({ key_value_metadata: pairs = [] }: FileMetaData): unknown {
  const told = parseJson(pairs.find(({ key }) => key === 'huggingface')?.value ?? '');
  return isRecord(told) && isRecord(told['info']) ? told['info']['features'] : {};
}

/** @throws DataFileError where it cannot be read. */
export async function openParquet(file: DataFile): Promise<ParquetTable> {
  const blob = await file.blob();
  const buffer: AsyncBuffer = { byteLength: blob.size, slice: (start, end) => blob.slice(start, end).arrayBuffer() };
  const attempt = async <R>(read: Promise<R>): Promise<R> => {
    try {
      return await read;
    } catch {
      throw new DataFileError(T.broken(file.label));
    }
  };
  const metadata = await attempt(parquetMetadataAsync(buffer));
  const codecs = metadata.row_groups.flatMap(({ columns }) => columns.map((column) => column.meta_data?.codec));
  const unknown = codecs.find((codec) => codec !== undefined && !KNOWN_CODECS.has(codec));
  if (unknown !== undefined) throw new DataFileError(T.packed(file.label, unknown));
  const features = featuresOf(metadata);
  return {
    rows: Number(metadata.num_rows),
    columns: parquetSchema(metadata).children.map(({ element }) => element.name),
    async read(end) {
      const read = parquetReadObjects({ file: buffer, metadata, compressors: COMPRESSORS, rowEnd: end, utf8: false });
      return (await attempt(read)).map((row) => meant(row, features) as Row);
    },
  };
}

// What: the sentences about Parquet files.
export const PARQUET_TEXTS = {
  broken: (file: string) => `${file} is not a readable Parquet file; was it downloaded whole?`,
  packed: (file: string, codec: string) => `${file} is packed with ${codec}; write it with Snappy, Gzip or Zstandard.`,
  some: (file: string, rows: number, read: number) =>
    `${file} has ${rows.toLocaleString('en')} rows; the first ${read.toLocaleString('en')} are read.`,
} as const;

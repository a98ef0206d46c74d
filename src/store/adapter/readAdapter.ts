// What: the files of an adapter, also in archives, → one rank, one scale, and its matrices. What archives unpack to is counted as it comes out.
import { Allowance } from '../../data/files/archives/allowance.ts';
import { unzip } from '../../data/files/archives/unzip.ts';
import { ADAPTER_TEXTS } from '../texts/adapter.ts';
import { findAdapter, isPart } from './adapterFolder.ts';
import { AdapterError, CONFIG_FILE, WEIGHTS_FILE } from './peftAdapter.ts';
import { readPeft } from './readPeft.ts';
import type { PlainAdapter } from './readPeft.ts';
import { readSafetensors, SafetensorsError } from './safetensors.ts';

/** Parts of adapters by path; those of an archive behind its name and two slashes. */
async function partsOf(files: Readonly<Record<string, Blob>>): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
  const parts = new Map<string, Uint8Array<ArrayBuffer>>();
  const allowance = new Allowance('The adapter');
  for (const [path, file] of Object.entries(files)) {
    const isZip = /\.zip$/i.test(path);
    if (!isZip && !isPart(path)) continue;
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (!isZip) parts.set(path, bytes);
    else
      for (const file of (await unzip(new Blob([bytes]), path, allowance)).files)
        if (isPart(file.path))
          parts.set(`${path}//${file.path}`, new Uint8Array(await (await file.blob()).arrayBuffer()));
  }
  return parts;
}

export interface ReadAdapter extends PlainAdapter {
  /** The model that it names as its own. */
  readonly base: string | null;
  readonly bytes: number;
}

/** Throws an AdapterError, a SafetensorsError or a DataFileError. */
export async function readAdapter(files: Readonly<Record<string, Blob>>): Promise<ReadAdapter> {
  const parts = await partsOf(files);
  const { weights, config } = findAdapter([...parts.keys()]);
  const tensors = readSafetensors(parts.get(weights)!);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(parts.get(config)));
  } catch {
    throw new AdapterError(ADAPTER_TEXTS.notJson(CONFIG_FILE));
  }
  const base = (value as { base_model_name_or_path?: unknown } | null)?.base_model_name_or_path;
  const names = typeof base === 'string' && base !== '' ? base : null;
  return { ...readPeft(value, tensors), base: names, bytes: parts.get(weights)!.length };
}

/** What a visitor is told about one that cannot be used. */
export function adapterProblem(error: unknown): string {
  const message = (error as Error).message.replace(/\.$/, '');
  return error instanceof SafetensorsError ? `${WEIGHTS_FILE} ${message}.` : `${message}.`;
}

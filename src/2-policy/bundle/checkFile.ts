// What: checks of one file of a bundle: it is there, whole, the right one, and not a web page in its place.
import { BundleError } from './bundleError.ts';
import { type FileWish } from './bundleSource.ts';

/** A server that answers every address with its page: the file is not there. */
export function isWebPage(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().toLowerCase();
  return start.startsWith('<!doctype') || start.startsWith('<html');
}

export async function checkFile(
  bytes: Uint8Array<ArrayBuffer>,
  { path, bytes: size, sha256 }: FileWish,
): Promise<void> {
  if (isWebPage(bytes))
    throw new BundleError(`${path} is a web page, not a file of a model. Check the address of the model.`);
  if (new TextDecoder().decode(bytes.subarray(0, 40)).startsWith('version https://git-lfs'))
    throw new BundleError(`${path} is only a Git LFS pointer. Download the file itself (git lfs pull).`);
  if (size !== undefined && bytes.length < size)
    throw new BundleError(`${path} is truncated: ${bytes.length} of ${size} bytes. Load the model again.`);
  if (size !== undefined && bytes.length !== size)
    throw new BundleError(`${path} has ${bytes.length} bytes, but files.json says ${size}. Load the model again.`);
  // Only pages in a secure context can compute hashes; elsewhere the size must do.
  if (sha256 === undefined || !globalThis.crypto?.subtle) return;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== sha256.toLowerCase())
    throw new BundleError(`${path} is not the file that files.json describes (wrong SHA-256). Load the model again.`);
}

export function parseJson(bytes: Uint8Array, path: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new BundleError(`${path} is not valid JSON (${(error as Error).message}). Download it again.`);
  }
  if (typeof value !== 'object' || value === null) throw new BundleError(`${path} holds no JSON object.`);
  return value as Record<string, unknown>;
}

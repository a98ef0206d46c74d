// What: names and values ↔ the text behind '#': `recipe=dapo&learning_rate=0.001&hide=settings,editor`. Readable, so that
// a teacher can write one by hand.
import { FormatError } from '../../9-curves/gzip.ts';

/** Longer than any link that this page makes. */
export const MAX_HASH = 200_000;
const MAX_FIELDS = 300;

/** Signs that an address may hold as they are stay readable. */
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/%(2C|2F|3A|40)/g, (code) => decodeURIComponent(code));

export const hashText = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
    .join('&');

export function hashFields(hash: string): Readonly<Record<string, string>> {
  const text = hash.replace(/^#/, '');
  if (text.length > MAX_HASH) throw new FormatError('it is too long');
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > MAX_FIELDS) throw new FormatError('it has too many parts');
  try {
    return Object.fromEntries(
      pairs.map((pair) => {
        const split = pair.indexOf('=');
        if (split < 1) throw new FormatError(`“${pair.slice(0, 40)}” should be name=value`);
        return [decodeURIComponent(pair.slice(0, split)), decodeURIComponent(pair.slice(split + 1))];
      }),
    );
  } catch (error) {
    throw error instanceof FormatError ? error : new FormatError('it is damaged or cut off');
  }
}

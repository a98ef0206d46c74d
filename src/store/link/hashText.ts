// What: names and values ↔ the text behind '#': `recipe=dapo&learning_rate=0.001&hide=settings,editor`. Readable, so that
// a teacher can write one by hand.
import { FormatError } from '../../9-curves/gzip.ts';
import { RECORD_TEXTS } from '../texts/records.ts';

/** Longer than any link that this page makes. */
export const MAX_HASH = 200_000;
const MAX_FIELDS = 300;

/** Signs that an address may hold as they are stay readable. */
const escaped = (text: string) =>
  encodeURIComponent(text).replace(/%(2C|2F|3A|40)/g, (code) => decodeURIComponent(code));

/** Written without a value where it is empty: `#atlas`, `#class`. */
const BARE = ['atlas', 'class'];

export const hashText = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([name, value]) => (value === '' && BARE.includes(name) ? name : `${escaped(name)}=${escaped(value)}`))
    .join('&');

function fieldOf(pair: string): readonly [name: string, value: string] {
  if (BARE.includes(pair)) return [pair, ''];
  const split = pair.indexOf('=');
  if (split < 1) throw new FormatError(RECORD_TEXTS.notPair(pair.slice(0, 40)));
  return [decodeURIComponent(pair.slice(0, split)).trim(), decodeURIComponent(pair.slice(split + 1))];
}

export function hashFields(hash: string): Readonly<Record<string, string>> {
  const text = hash.replace(/^#+/, '');
  if (text.length > MAX_HASH) throw new FormatError(RECORD_TEXTS.tooLong);
  const pairs = text.split('&').filter((pair) => pair !== '');
  if (pairs.length > MAX_FIELDS) throw new FormatError(RECORD_TEXTS.tooManyParts);
  try {
    const fields = new Map<string, string>();
    for (const pair of pairs) {
      const [name, value] = fieldOf(pair);
      if ((fields.get(name) ?? value) !== value) throw new FormatError(RECORD_TEXTS.twice(name.slice(0, 40)));
      fields.set(name, value);
    }
    return Object.fromEntries(fields);
  } catch (error) {
    throw error instanceof FormatError ? error : new FormatError(RECORD_TEXTS.cutOff);
  }
}

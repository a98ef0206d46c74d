// What: ids → the text of each token, with the tokenizer that came along. A character that several tokens make together stands with the last of
// them; the others are empty. Decoding in a window over the token before keeps the spaces that decoders drop at the start of a text.
import { Tokenizer } from '@huggingface/tokenizers';
import type { TokenTexts } from '../../9-curves/rolloutFormat.ts';

/** What a decoder writes for the bytes of a character that is not complete. */
const INCOMPLETE = '\uFFFD';
/** No character has more bytes. */
const MOST_TOKENS = 4;

/** Throws where the file is no tokenizer that is known. */
export function tokenTexts(file: unknown): TokenTexts {
  const tokenizer = new Tokenizer(file as Record<string, unknown>, {});
  const decode = (ids: readonly number[]) =>
    ids.length === 0
      ? ''
      : tokenizer.decode([...ids], { skip_special_tokens: false, clean_up_tokenization_spaces: false });
  return (ids) => {
    let [before, from] = [0, 0];
    return ids.map((_, t) => {
      const known = decode(ids.slice(before, from));
      const all = decode(ids.slice(before, t + 1));
      if (all.endsWith(INCOMPLETE) && t - from < MOST_TOKENS - 1) return '';
      [before, from] = [from, t + 1];
      return all.slice(known.length);
    });
  };
}

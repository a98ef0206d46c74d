// What: the triples of an answer and the rung of the ladder that each reaches, worked out again for the eye; shown only where they add up
// to what the reward gave.
// Formula: 4-rewards/triples: items between semicolons or line ends; parts between the first two commas, or, without a comma, between white
//   space; a rung is how many parts in a row agree with those of the true triple that fits best. Where white space parts them, the true
//   parts say where one ends.
import type { PromptDraft } from '../../../store/prompts/promptDraft.ts';

export type Triple = readonly [object: string, attribute: string, value: string];

function tripleOf(item: string): Triple {
  const inner = /^\((.*)\)$|^\[(.*)\]$/s.exec(item);
  const text = inner ? (inner[1] ?? inner[2]!).trim() : item;
  const split = text.includes(',') ? /^([^,]*)(?:,([^,]*))?(?:,(.*))?$/s : /^(\S*)(?:\s+(\S*))?(?:\s(.*))?$/s;
  const [, ...parts] = split.exec(text)!;
  return [0, 1, 2].map((k) => (parts[k] ?? '').trim()) as unknown as Triple;
}

export const triplesIn = (text: string): readonly Triple[] =>
  text
    .split(/[;\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map(tripleOf);

/** Those of the truth, or those that its answer lists. */
export function trueTriples({ answer, further }: Pick<PromptDraft, 'answer' | 'further'>): readonly Triple[] {
  const { triples = [] } = further;
  return triples.length > 0 ? triples : triplesIn(answer);
}

/** The written triple with its parts where the true one has them; as it is where commas part it, or where they do not fit. */
function partedLike(written: Triple, truth: Triple): Triple {
  if (/\s/.test(written[0] + written[1])) return written;
  const words = written.join(' ').trim();
  const [object, attribute] = [truth[0].trim(), truth[1].trim()];
  if (object === '' || !`${words} `.startsWith(`${object} `)) return written;
  const rest = words.slice(object.length).trim();
  if (attribute === '' || !`${rest} `.startsWith(`${attribute} `)) return [object, rest, ''];
  return [object, attribute, rest.slice(attribute.length).trim()];
}

/** Parts that agree, from the first on: 0 … 3. */
export function rungOf(written: Triple, truths: readonly Triple[]): number {
  const agrees = (truth: Triple) => {
    const own = partedLike(written, truth);
    const differs = truth.findIndex((part, k) => part.trim() !== own[k]);
    return differs < 0 ? truth.length : differs;
  };
  return Math.max(0, ...truths.map(agrees));
}

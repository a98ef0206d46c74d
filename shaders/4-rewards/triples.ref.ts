// What: twin of triples.wgsl.
import type { Bytes, Rollout } from './prelude.ref.ts';

export type Triple = readonly [object: string, attribute: string, value: string];
/** `words`: all of it, where white space parts it and not commas. */
type Written = Triple & { readonly words?: string };

/** Bytes as characters of a string. */
const latin = (bytes: Bytes) => String.fromCharCode(...bytes);
const trim = (text: string) => text.replace(/^[ \t-\r]+|[ \t-\r]+$/g, '');

function tripleOf(item: string): Written {
  const inner = /^\((.*)\)$|^\[(.*)\]$/s.exec(item);
  const text = inner ? trim(inner[1] ?? inner[2]!) : item;
  const split = text.includes(',')
    ? /^([^,]*)(?:,([^,]*))?(?:,(.*))?$/s
    : /^([^ \t-\r]*)(?:[ \t-\r]+([^ \t-\r]*))?(?:[ \t-\r](.*))?$/s;
  const [, ...parts] = split.exec(text)!;
  const triple = [0, 1, 2].map((k) => trim(parts[k] ?? '')) as unknown as Triple;
  return text.includes(',') ? triple : Object.assign(triple, { words: text });
}

/** How many parts agree, from the first on. Of words, the true parts say where one ends. */
function agreeing(own: Written, truth: Triple): number {
  let rest = own.words;
  for (let part = 0; part < 3; part++) {
    const right = truth[part]!;
    if (rest === undefined) {
      if (own[part] !== right) return part;
      continue;
    }
    const isPrefix = part < 2 && right !== '' && rest.startsWith(right) && /^[ \t-\r]/.test(rest.slice(right.length));
    if (!isPrefix && rest !== right) return part;
    rest = trim(rest.slice(right.length));
  }
  return 3;
}

const triplesIn = (text: string) =>
  text
    .split(/[;\n]/)
    .map(trim)
    .filter((item) => item !== '')
    .map(tripleOf);

export const writtenTriples = (rollout: Rollout): Written[] => triplesIn(latin(rollout.spanBytes('answer')));

export function trueTriples(rollout: Rollout): Triple[] {
  const texts = rollout.truthTexts('triples').map((bytes) => trim(latin(bytes)));
  const triples = Array.from({ length: texts.length / 3 }, (_, j) => texts.slice(3 * j, 3 * j + 3));
  return triples.length > 0 ? (triples as unknown as Triple[]) : triplesIn(latin(rollout.truthAnswer()));
}

/** Those behind are not compared. */
const MOST = 32;

/** Of every written triple. */
export function credits(rollout: Rollout): number[] {
  const [written, right] = [writtenTriples(rollout), trueTriples(rollout)];
  const ladder = [0, rollout.knob('object_credit'), rollout.knob('attribute_credit'), rollout.knob('full_credit')];
  const of = (own: Written, truth: Triple) => ladder[agreeing(own, truth)]!;
  const compared = right.slice(0, MOST);
  if (rollout.knob('one_to_one') <= 0.5) {
    return written.map((own, i) => (i < MOST ? Math.max(0, ...compared.map((truth) => of(own, truth))) : 0));
  }
  const pairs = written
    .slice(0, MOST)
    .flatMap((own, i) => compared.map((truth, j) => ({ i, j, credit: of(own, truth) })))
    .sort((a, b) => b.credit - a.credit || a.i - b.i || a.j - b.j);
  const found = written.map(() => 0);
  const [usedWritten, usedRight] = [new Set<number>(), new Set<number>()];
  for (const { i, j, credit } of pairs) {
    if (usedWritten.has(i) || usedRight.has(j)) continue;
    usedWritten.add(i);
    usedRight.add(j);
    found[i] = credit;
  }
  return found;
}

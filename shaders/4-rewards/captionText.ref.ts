// What: twin of sentences.wgsl, words.wgsl, clitics.wgsl, similarity.wgsl and rouge.wgsl on strings: NLTK's sentence splitter and
// word tokenizer as the regular expressions that they are, BLEU-4 and ROUGE-L.
import { stemOf } from './porter.ref.ts';

/** More words than these are not kept. */
export const MAX_WORDS = 192;

/** punkt_tab, English: after these a full stop ends no sentence. */
export const ABBREVIATIONS: ReadonlySet<string> = new Set(
  `a.a a.c a.d a.g a.h a.m a.m.e a.s a.t adm ala ariz aug ave b.f b.v bros c c.i.t c.o.m.b c.v calif chg cie co col colo conn corp
  cos ct d d.c d.h d.w dec dr e e.f e.h e.l e.m f f.g f.j feb fla fri ft g g.d g.f g.k ga gen h h.c h.f h.m i.m.s ill inc j.b j.c
  j.j j.k j.p j.r jan jr k kan ky l l.a l.f l.p lt ltd m m.b.a m.d.c m.j maj messrs mg mich minn mr mrs ms n n.c n.d n.h n.j n.m
  n.v n.y nev nov oct ok okla ore p p.a.m p.m pa ph.d prof r r.a r.h r.i r.j r.k r.t rep reps s s.a s.a.y s.c s.g s.p.a s.s sen
  sep sept sr st sw t t.j tenn tues u.k u.n u.s u.s.a u.s.s.r v va vs vt w w.c w.r w.va w.w wash wed wis yr`.split(
    /\s+/,
  ),
);

const ENDS = String.raw`[)";}\]*:@'({[!?]`;
const ROW = String.raw`-{2,}|\.{2,}`;
const SPLIT_WORD = new RegExp(
  String.raw`${ROW}|(?=[^("\x60{[:;&#*@)}\]\-,])\S+?(?=\s|$|${ENDS}|${ROW}|,(?=$|\s|${ENDS}|${ROW}))|\S`,
  'gu',
);

/** Whether a word of the splitter ends its sentence, by itself and by the word that follows it. */
function endsSentence(word: string, next: string): boolean {
  if (/^[.?!]$/.test(word)) return true;
  if (!word.endsWith('.') || word.endsWith('..')) return false;
  const bare = word.slice(0, -1);
  if (ABBREVIATIONS.has(bare) || ABBREVIATIONS.has(bare.split('-').at(-1)!)) return false;
  const isNumber = /^-?[.,]?\d[\d,.-]*\.?$/.test(word);
  if (!isNumber && !/^[\p{L}_]\.$/u.test(word)) return true;
  return !/^(\p{Ll}|[;:,.!?]$)/u.test(next);
}

/** Of a text in lower case. */
function sentences(text: string): string[] {
  const found: string[] = [];
  const words = [...text.matchAll(/\S+/gu)];
  let from = 0;
  for (const [i, { 0: word, index }] of words.entries()) {
    const following = words[i + 1];
    const marks = [...word.matchAll(new RegExp(`[.?!](?=${ENDS}|$)`, 'gu'))].map((mark) => mark.index + 1);
    const mark = marks.filter((end) => end < word.length || following).at(-1);
    if (mark === undefined || index + mark <= from) continue;
    const behind = mark < word.length ? word[mark]! : ` ${following![0]}`;
    const parts = [...(word.slice(0, mark) + behind).matchAll(SPLIT_WORD)].map(([part]) => part);
    const upTo = parts.findIndex((_, k) => parts.slice(0, k + 1).join('').length === mark);
    if (!parts.slice(0, upTo + 1).some((part, k) => endsSentence(part, parts[k + 1]!))) continue;
    const next = mark < word.length ? index + mark : following!.index;
    const closers = /^['")\]}]+?(?=\s+|--|$)/u.exec(text.slice(next))?.[0] ?? '';
    found.push(text.slice(from, closers ? next + closers.length : index + mark));
    from = next + closers.length + /^\s*/u.exec(text.slice(next + closers.length))![0].length;
    if (!closers) from = next;
  }
  const rest = text.slice(from).trimEnd();
  return rest.trim() ? [...found, rest] : found;
}

type Change = readonly [find: RegExp, put: string];
const OPENING: readonly Change[] = [
  [/([«“‘„]|`+)/gu, ' $1 '],
  [/^"/g, '``'],
  [/(``)/g, ' $1 '],
  [/([ ([{<])("|'{2})/g, '$1 `` '],
  [/'(?!re|ve|ll|m|t|s|d|n)([\p{L}\p{N}_])(?![\p{L}\p{N}_])/gu, "' $1"],
];
const MARKS: readonly Change[] = [
  [/([^.])\.([\])}>"'»”’ ]*)\s*$/u, '$1 . $2 '],
  [/([:,])([^\d])/gu, ' $1 $2'],
  [/([:,])$/g, ' $1 '],
  [/\.{2,}/g, ' $& '],
  [/[;@#$%&]/g, ' $& '],
  [/[?!]/g, ' $& '],
  [/([^'])' /gu, "$1 ' "],
  [/[*]/g, ' $& '],
  [/[\][(){}<>]/g, ' $& '],
  [/--/g, ' -- '],
];
const CLOSING: readonly Change[] = [
  [/[»”’]/g, ' $& '],
  [/''/g, " '' "],
  [/"/g, " '' "],
  [/\s+/g, ' '],
  [/([^' ])('s|'m|'d|') /gu, '$1 $2 '],
  [/([^' ])('ll|'re|'ve|n't) /gu, '$1 $2 '],
];
const [START, END] = ['(?<![\\p{L}\\p{N}_])', '(?![\\p{L}\\p{N}_])'];
const DOUBLES: readonly Change[] = [
  ...['(can)(not)', "(d)('ye)", '(gim)(me)', '(gon)(na)', '(got)(ta)', '(lem)(me)', "(more)('n)"].map(
    (word): Change => [new RegExp(START + word + END, 'gu'), ' $1 $2 '],
  ),
  [new RegExp(`${START}(wan)(na)(?=\\s)`, 'gu'), ' $1 $2 '],
  [new RegExp(` ('t)(is|was)${END}`, 'gu'), ' $1 $2 '],
];
const changed = (text: string, changes: readonly Change[]) =>
  changes.reduce((now, [find, put]) => now.replace(find, put), text);

/** nltk.word_tokenize of a text in lower case. */
export const wordsOf = (text: string): string[] =>
  sentences(text).flatMap((sentence) => {
    const padded = ` ${changed(changed(sentence, OPENING), MARKS)} `;
    return changed(changed(padded, CLOSING), DOUBLES).split(/\s+/).filter(Boolean);
  });

/** ROUGE's words; each with its stem. */
export const stemsOf = (text: string): { word: string; stem: string }[] =>
  (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).map((word) => ({
    word,
    stem: word.length > 3 ? stemOf(word) : word,
  }));

function gramsOf(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join('\0');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** Sentence BLEU-4, smoothing method 1. */
export function bleu(reference: readonly string[], said: readonly string[]): number {
  let product = 1;
  for (let n = 1; n <= 4; n++) {
    const [own, known] = [gramsOf(said, n), gramsOf(reference, n)];
    const hits = [...own].reduce((sum, [gram, count]) => sum + Math.min(count, known.get(gram) ?? 0), 0);
    if (n === 1 && hits === 0) return 0;
    product *= (hits || 0.1) / Math.max(1, said.length - n + 1);
  }
  return Math.min(1, Math.exp(1 - reference.length / said.length)) * product ** 0.25;
}

/** F1 of the longest common subsequence. */
export function rougeL(reference: readonly string[], said: readonly string[]): number {
  const table = [new Array<number>(said.length + 1).fill(0)];
  for (const word of reference) {
    const above = table.at(-1)!;
    const row = [0];
    said.forEach((own, j) => row.push(own === word ? above[j]! + 1 : Math.max(above[j + 1]!, row[j]!)));
    table.push(row);
  }
  const common = table.at(-1)!.at(-1)!;
  return common === 0 ? 0 : (2 * common) / (reference.length + said.length);
}

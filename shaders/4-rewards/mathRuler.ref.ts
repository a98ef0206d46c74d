// What: twin of rulerSigns.wgsl, rulerNumber.wgsl and mathRuler.wgsl, by replacements and expressions.
import { BLANK, stripped } from './unicode.ref.ts';

const UNIT =
  /(?:degree|cm|centimeter|meter|mile|second|minute|hour|day|week|month|year|foot|feet|inch|yard)(?:es)?s?(?: *\^\d+)?/g;
const MACRO = /\\(?:textbf|text|mathrm|mathbf|left|right|[$%!,; ])|\^\{?\\circ|[$%]/g;

/** Where the group that begins there ends: behind its closing brace, or behind one sign. */
function groupEnd(text: string, start: number): number {
  if (text[start] !== '{') return start + 1;
  let depth = 0;
  for (let k = start; k < text.length; k++) {
    depth += text[k] === '{' ? 1 : text[k] === '}' ? -1 : 0;
    if (depth === 0) return k + 1;
  }
  return text.length;
}

/** \frac{a}{b} as a/b, added to a digit in front of it. */
function divided(text: string): string {
  const found = /\\[dt]?frac/.exec(text);
  if (!found) return text;
  const end = groupEnd(text, found.index + found[0].length);
  const [before, above] = [text.slice(0, found.index), text.slice(found.index + found[0].length, end)];
  const plus = /\d[{}$% ]*$/.test(before) ? '+' : '';
  return `${before}${plus}${above}${end < text.length ? '/' : ''}${divided(text.slice(end))}`;
}

const signsOf = (text: string) =>
  divided(text)
    .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
    .replace(MACRO, '')
    .replace(UNIT, '')
    .replace(/(\d) +(?=\d+\/)/g, '$1+')
    .replace(new RegExp(`[{}${BLANK}]`, 'g'), '')
    .toLowerCase();

interface RulerNumber {
  readonly isWhole: boolean;
  readonly isFraction: boolean;
  readonly ratio: readonly [number, number];
}

const DECIMAL = String.raw`(\d+\.?\d*|\.\d+)`;
const NUMBER = new RegExp(`^([+-]?)(?:(\\d+)\\+(?=.*/))?${DECIMAL}(?:/${DECIMAL})?$`);

/** Numerator and denominator of a decimal. */
function ratioOf(text: string): readonly [number, number] {
  const [whole, part = ''] = text.split('.');
  return [Number(`${whole}${part}`), 10 ** part.length];
}

function numberOf(text: string): RulerNumber | null {
  const [, sign, whole, above, below] = NUMBER.exec(text) ?? [];
  if (above === undefined) return null;
  const [a, ten] = ratioOf(above);
  const [b, hundred] = ratioOf(below ?? '1');
  if (b === 0) return null;
  const ratio = [a * hundred, ten * b] as const;
  const signed = (sign === '-' ? -1 : 1) * (ratio[0] + Number(whole ?? 0) * ratio[1]);
  const isWhole = below === undefined && ratio[0] % ratio[1] === 0;
  const isFraction = below !== undefined && whole === undefined && !`${above}${below}`.includes('.');
  return below !== undefined && `${above}/${below}`.match(/\.(?:\/|$)/)
    ? null
    : { isWhole, isFraction, ratio: [signed, ratio[1]] };
}

function samePart(own: string, right: string): boolean {
  const [a, b] = [numberOf(own), numberOf(right)];
  if (a?.isFraction && b?.isFraction) return a.ratio.every((value, k) => value === b.ratio[k]);
  if ((a?.isWhole ?? false) !== (b?.isWhole ?? false)) return false;
  if (a && b) return a.ratio[0] * b.ratio[1] === b.ratio[0] * a.ratio[1];
  return own === right && new Set(own.match(/[a-z]/g)).size < 3;
}

const MOST_SIGNS = 128;
/** Without two characters at most in front of the only =. */
const withoutName = (text: string) => stripped(text).replace(/^[^=]{0,2}=([^=]*)$/su, '$1');
const partsOf = (signs: string) => /^[()[\]]([^()[\]]+)[()[\]]$/.exec(signs)?.[1]!.split(',') ?? [signs];

export function isSameAnswer(ownText: string, rightText: string): boolean {
  const [own, right] = [signsOf(ownText), signsOf(rightText)];
  if (own === '' || [...own].length > MOST_SIGNS || [...right].length > MOST_SIGNS) return false;
  if (signsOf(withoutName(ownText)) === signsOf(withoutName(rightText))) return true;
  const [a, b] = [partsOf(own), partsOf(right)];
  if (b.length > 1 && (own[0] !== right[0] || own.at(-1) !== right.at(-1))) return false;
  return a.length === b.length && a.every((part, k) => samePart(part, b[k]!));
}

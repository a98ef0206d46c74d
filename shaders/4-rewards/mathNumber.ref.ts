// What: twin of mathNumber.wgsl, by regular expressions in the manner of math-verify's.

interface MathNumber {
  readonly value: number;
  readonly isPercent: boolean;
}

const S = '[ \\t-\\r]';
const PLAIN = '\\d+(?:\\.\\d+)?|\\.\\d+';
const GROUPS = '[1-9]\\d{0,2}(?:[ ,]\\d{3})+(?!\\d)(?:\\.\\d+)?|[1-9]\\d{0,2}(?:[ ,]\\d{3})+';
const QUOTIENT = `-?(?:\\d+(?:\\.\\d+)?)${S}*/${S}*(?!0+(?:\\.0+)?(?![\\d.]))(?:${PLAIN})(?=[.,:)$]|${S}|$)|(?<!-)\\.\\d+${S}*/${S}*(?:${PLAIN})(?=[.,:)$]|${S}|$)`;
const FRACTION = `-?\\\\frac\\{(?:${PLAIN})\\}\\{(?:${PLAIN})\\}`;
const NUMBER = `(?:${QUOTIENT}|-?(?:${GROUPS})|-?\\d+[.,]\\d+|\\.\\d+|-?\\d+)`;
const CURRENCY = '[$£¥\\u20a0-\\u20bf]';
const AT = `(?:(?:^|(?<=[ \\t-\\r=]))(?:\\*\\*)?${CURRENCY}?(${NUMBER})|(${FRACTION}))`;

function valueOf(text: string, behind: string): MathNumber | null {
  const isPercent = /^[ \t-\r]*(%|percent)/i.test(behind);
  const [a, b] = text.includes('/') ? text.split('/') : [...text.matchAll(/\{([^}]*)\}/g)].map((part) => part[1]!);
  const sign = text.startsWith('-') ? -1 : 1;
  if (b !== undefined) {
    const value = (sign * Math.abs(Number(a))) / Number(b);
    return Number.isFinite(value) ? { value, isPercent } : null;
  }
  const groups = /^-?[1-9]\d{0,2}([ ,]\d{3})+(\.\d+)?$/.test(text);
  return { value: Number(groups ? text.replace(/[ ,]/g, '') : text.replace(',', '.')), isPercent };
}

function inBox(text: string): MathNumber | null {
  const start = text.lastIndexOf('\\boxed{') + 7;
  if (start < 7) return null;
  let depth = 1;
  let end = start;
  for (; end < text.length && depth > 0; end++) depth += text[end] === '{' ? 1 : text[end] === '}' ? -1 : 0;
  if (depth > 0) return null;
  const inner = text.slice(start, end - 1);
  const found = new RegExp(AT.replace(CURRENCY, `\\\\?${CURRENCY}`)).exec(inner);
  if (!found) return null;
  const rest = inner.slice(found.index + found[0].length);
  return /[\d+\-*/(,]/.test(rest) ? null : valueOf(found[1] ?? found[2]!, rest);
}

export function mathNumber(text: string): MathNumber | null {
  const box = inBox(text);
  if (box) return box;
  const answer = '[Aa][Nn][Ss][Ww][Ee][Rr]';
  const gap = '[^\\n]{0,50}?';
  const prefixed = `(?:(?:${S}|=)(?:\\*\\*)?${CURRENCY}?(${NUMBER})(?![\\d])|(${FRACTION}))(?!${S}*=)`;
  for (const pattern of [`${answer}:${gap}${prefixed}`, `${answer}${gap}${prefixed}`, AT]) {
    const last = [...text.matchAll(new RegExp(pattern, 'g'))].at(-1);
    const value = last && valueOf(last[1] ?? last[2]!, text.slice(last.index + last[0].length));
    if (value) return value;
  }
  return null;
}

const ways = ({ value, isPercent }: MathNumber) => (isPercent ? [value, value / 100] : [value]);
/** To six decimals, or the last bits of a float32; whole numbers exactly. */
const near = (a: number, b: number) =>
  Math.abs(a - b) <= (Number.isInteger(a) || Number.isInteger(b) ? 0 : Math.max(5e-7, 2e-7 * Math.abs(a)));

export const isSameNumber = (a: MathNumber | null, b: MathNumber | null): boolean =>
  !!a && !!b && ways(a).some((own) => ways(b).some((other) => near(own, other)));

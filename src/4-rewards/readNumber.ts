// What: a decimal number from bytes, the twin of shaders/4-rewards/readNumber.wgsl; also reads the true answers.
// Formula: [+ or −] digits [. digits], or [+ or −] . digits; no exponent. Nine digits count, later ones only as zeros; more
// than 15 digits before the point are not numbers. With commas allowed, a comma before exactly three digits is skipped.

export interface ReadNumber {
  readonly value: number;
  readonly next: number;
  readonly found: boolean;
}

export const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/** `byteAt(i)` for start ≤ i < end. */
export function readNumber(byteAt: (i: number) => number, start: number, end: number, commas: boolean): ReadNumber {
  const digitAt = (i: number) => i < end && isDigit(byteAt(i));
  const isThousandsComma = (i: number) =>
    byteAt(i) === 44 && digitAt(i + 1) && digitAt(i + 2) && digitAt(i + 3) && !digitAt(i + 4);
  let i = start;
  let sign = 1;
  if (i < end && (byteAt(i) === 43 || byteAt(i) === 45)) sign = byteAt(i++) === 45 ? -1 : 1;
  let mantissa = 0;
  let digits = 0;
  let whole = 0;
  let power = 0;
  let afterPoint = false;
  for (; i < end; i++) {
    const byte = byteAt(i);
    if (byte === 46 && !afterPoint && (digits > 0 || digitAt(i + 1))) {
      afterPoint = true;
      continue;
    }
    if (commas && !afterPoint && digits > 0 && isThousandsComma(i)) continue;
    if (!isDigit(byte)) break;
    digits++;
    if (!afterPoint) whole++;
    if (mantissa < 100_000_000) {
      mantissa = mantissa * 10 + (byte - 48);
      if (afterPoint) power--;
    } else if (!afterPoint) power++;
  }
  if (digits === 0 || whole > 15) return { value: 0, next: start, found: false };
  const scale = 10 ** Math.min(Math.abs(power), 30);
  return { value: sign * (power < 0 ? mantissa / scale : mantissa * scale), next: i, found: true };
}

const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);

/** The number that a text is, surrounding white space and a percent sign aside; null where it is something else. */
export function numberOfText(bytes: ArrayLike<number>): number | null {
  let start = 0;
  let end = bytes.length;
  while (start < end && isSpace(bytes[start]!)) start++;
  while (end > start && (isSpace(bytes[end - 1]!) || bytes[end - 1] === 37)) end--;
  const read = readNumber((i) => bytes[i]!, start, end, true);
  return read.found && read.next === end ? read.value : null;
}

// What: the size of the picture that Qwen2-VL sees, in which the authors' model writes its boxes. Our models see squares of one size.
// Formula: sides to the nearest multiple of 28 (halves to the even one); above `most` pixels both sides / √(w·h/most), down to multiples;
// below `least` pixels · √(least/(w·h)), up to multiples. Sides that differ by more than a factor of 200 are refused.
// Source: qwen-vl-utils 0.0.8, smart_resize.
const FACTOR = 28;

/** Python's round. */
export function rounded(value: number): number {
  const down = Math.floor(value);
  const rest = value - down;
  return rest > 0.5 || (rest === 0.5 && down % 2 !== 0) ? down + 1 : down;
}

export function qwenInputSize(width: number, height: number, least: number, most: number): readonly [number, number] {
  if (Math.max(width, height) / Math.min(width, height) > 200) {
    throw new Error(`The sides of the picture, ${width} and ${height}, differ by more than a factor of 200.`);
  }
  const near = [width, height].map((side) => Math.max(FACTOR, rounded(side / FACTOR) * FACTOR));
  const pixels = near[0]! * near[1]!;
  // In the order of the original: sides of 2 : 1 come to whole multiples, where the last bit decides.
  const [shrink, grow] = [Math.sqrt((width * height) / most), Math.sqrt(least / (width * height))];
  const [w, h] =
    pixels > most
      ? [width, height].map((side) => Math.floor(side / shrink / FACTOR) * FACTOR)
      : pixels < least
        ? [width, height].map((side) => Math.ceil((side * grow) / FACTOR) * FACTOR)
        : near;
  return [w!, h!];
}

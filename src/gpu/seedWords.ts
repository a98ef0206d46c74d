// What: the seed of a run as the two words that are the key of the random generator (common/philox).

/** Any safe integer ≥ 0. */
export function seedWords(seed: number): readonly [low: number, high: number] {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`The seed must be a whole number ≥ 0, not ${seed}.`);
  return [seed % 2 ** 32, Math.floor(seed / 2 ** 32)];
}

// What: twin of textUnits.wgsl: first all places where a unit begins, then each token looks up how many lie before it.
import type { KernelReference } from '../../src/gpu/compute.ts';
import { MAX_OCCURRENCES, SPAN_COUNT, SPAN_ROW } from '../../src/4-rewards/layout.ts';

const isSpace = (byte: number | undefined) => byte === 32 || (byte !== undefined && byte >= 9 && byte <= 13);

export const reference: KernelReference = (params, buffers) => {
  const { rollouts, maxTokens, bytesPerRollout, slot, separatorCount, atSpace, each } = params as Record<
    string,
    number
  >;
  const { completionBytes, tokenStarts, lengths, spans, separators, units } = buffers;
  const byteOf = (words: ArrayLike<number>, at: number) => (words[at >> 2]! >>> (8 * (at & 3))) & 255;
  const texts = Array.from({ length: separatorCount! }, (_, s) =>
    Array.from({ length: separators![4 * s]! }, (_byte, k) => byteOf(separators!, 16 * s + 4 + k)),
  );

  /** Bytes of the span at which a unit begins, the first one left out. */
  function beginnings(bytes: readonly number[]): number[] {
    const found: number[] = [];
    let hasText = false;
    for (let i = 0; i < bytes.length;) {
      const fitting = texts.filter((text) => {
        const next = i + text.length;
        if (next > bytes.length || text.some((byte, k) => byte !== bytes[i + k])) return false;
        return atSpace === 0 || next === bytes.length || isSpace(bytes[next]);
      });
      const length = Math.max(0, ...fitting.map((text) => text.length));
      if (length > 0 && (each === 1 || hasText)) found.push(i + length);
      hasText = length === 0 && (hasText || !isSpace(bytes[i]));
      i += Math.max(1, length);
    }
    return found;
  }

  units!.fill(-1);
  for (let r = 0; r < rollouts!; r++) {
    const row = (k: number) => spans!.subarray(r * SPAN_ROW + 4 * k, r * SPAN_ROW + 4 * k + 4);
    const listed = Array.from({ length: MAX_OCCURRENCES }, (_, k) => row(SPAN_COUNT + k)).filter(([s]) => s === slot);
    const own = slot === 0 ? [[row(0)[0]!, row(0)[1]!]] : listed.map(([, start, end]) => [start!, end!]);
    let base = 0;
    for (const [start, end] of own as [number, number][]) {
      const bytes = Array.from({ length: end - start }, (_, k) =>
        byteOf(completionBytes!, r * bytesPerRollout! + start + k),
      );
      const begins = beginnings(bytes);
      let last = base - 1;
      for (let t = 0; t < Math.min(maxTokens!, lengths![r]!); t++) {
        const [first, next] = [0, 1].map((k) => tokenStarts![r * (maxTokens! + 1) + t + k]!) as [number, number];
        const isInside = first < next && first < end && next > start;
        if (!isInside && (slot !== 0 || first < next)) continue;
        const from = Math.max(first, start) - start;
        const isBlank = bytes.slice(from, Math.min(next, end) - start).every(isSpace);
        const counted = base + begins.filter((begin) => begin <= from).length;
        const unit = each === 0 && isBlank ? Math.max(last, base) : counted;
        if (units![r * maxTokens! + t]! >= 0) continue;
        units![r * maxTokens! + t] = unit;
        last = Math.max(last, unit);
      }
      base = last + 1;
    }
  }
};

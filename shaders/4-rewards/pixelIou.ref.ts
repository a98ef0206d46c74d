// What: float64 twin of pixelIou.wgsl.
import type { Numbers } from './prelude.ref.ts';

export function pixelIou(a: Numbers, b: Numbers): number {
  const sides = [0, 1].map((k) => {
    const [low, high] = [Math.max(a[k]!, b[k]!), Math.min(a[k + 2]! - 1, b[k + 2]! - 1)];
    return low < high ? high - low + 1 : 0;
  });
  const area = ([x0, y0, x1, y1]: Numbers) => (x1! - x0!) * (y1! - y0!);
  const both = sides[0]! * sides[1]!;
  return both > 0 ? both / (area(a) + area(b) - both) : 0;
}

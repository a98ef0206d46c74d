// What: float64 twin of cornersGiou.wgsl, by the authors' expression and steps.
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import type { Numbers } from './prelude.ref.ts';
import { BLANK, stripped, textOf } from './unicode.ref.ts';

const POINT = '\\( (\\d+) , (\\d+) \\)';
const BOX = new RegExp(`${POINT} , ${POINT}`.replaceAll(' ', `[${BLANK}]*`), 'g');

/** All first corners, then all second ones; the first two of them are taken for the box. */
function cornersIn(text: string): readonly [Numbers, Numbers] | null {
  const found = [...text.matchAll(BOX)].map((match) => match.slice(1).map((digits) => Math.min(Number(digits), 1e9)));
  const corners = [...found.map((box) => box.slice(0, 2)), ...found.map((box) => box.slice(2))];
  return corners.length === 0 ? null : [corners[0]!, corners[1]!];
}

function signedGiou([a0, a1]: readonly [Numbers, Numbers], [b0, b1]: readonly [Numbers, Numbers]): number {
  const area = (low: Numbers, high: Numbers) => (high[0]! - low[0]!) * (high[1]! - low[1]!);
  const each = (pick: (x: number, y: number) => number, p: Numbers, q: Numbers) => p.map((x, k) => pick(x, q[k]!));
  const [low, high] = [each(Math.max, a0, b0), each(Math.min, a1, b1)];
  const both = Math.max(0, high[0]! - low[0]!) * Math.max(0, high[1]! - low[1]!);
  const union = area(a0, a1) + area(b0, b1) - both;
  const hull = area(each(Math.min, a0, b0), each(Math.max, a1, b1));
  const overlap = union > 0 ? both / union : 0;
  return hull > 0 ? overlap - (hull - union) / hull : overlap;
}

export const reference = rewardReference((rollout) => {
  if (!rollout.hasTruthAnswer()) return 0;
  const [text, truth] = [completionOf(rollout), textOf(rollout.truthAnswer())];
  const own = stripped(blockIn(text, 'answer') ?? text);
  const right = stripped(blockIn(truth, 'answer', { oneLine: true }) ?? truth);
  if (own === right) return 2;
  const [a, b] = [cornersIn(right), cornersIn(own)];
  return a && b ? Math.min(Math.max(1 + signedGiou(a, b), -1e9), 1e9) : 0;
});

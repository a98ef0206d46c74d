// What: float64 twin of judgeScore.wgsl, by one expression.
import { asText } from './letters.ref.ts';
import { rewardReference } from './prelude.ref.ts';

const GAP = String.raw`(?:[ \t\n\f\r]|#[^\n\r]*)*`;
const NUMBER = String.raw`(?:\d+\.\d*|\.\d+|0+|[1-9]\d*)(?:[eE][+-]?\d+)?|0\d*[eE][+-]?\d+`;
/** In front of it no line but the first one may be indented. */
const REPLY = new RegExp(String.raw`^(?:[ \t\f]*|${GAP}[\n\r])(?:(True)|(False)|(?:([+-])${GAP})?(${NUMBER}))${GAP}$`);

export const reference = rewardReference((rollout) => {
  const found = REPLY.exec(asText(rollout.spanBytes('completion')));
  if (!found) return 0;
  const [, yes, no, sign, digits] = found;
  if (digits && /^\d{16}/.test(digits)) return 0;
  const value = yes ? 1 : no ? 0 : Number(`${sign ?? ''}${digits}`);
  return Math.min(Math.max(value, -1e9), 1e9) / rollout.knob('most');
});

// What: float64 twin of answerScore.wgsl, by the authors' regular expressions over bytes.
import { philox4x32, STREAMS } from '../../src/3-rollouts/philox.ts';
import { NOT_SCORABLE, rewardReference } from './prelude.ref.ts';

const MOST = 1_000_000;

export const reference = rewardReference((rollout) => {
  const text = String.fromCharCode(...rollout.spanBytes('completion'));
  const answer = [...text.matchAll(/<answer>(.*?)<\/answer>/gs)].at(-1)?.[1] ?? text;
  const number = /-?\d+(\.\d+)?/.exec(answer);
  if (number) {
    const beyond = /^-?\d{16}/.test(number[0]); // no number for the parser of the page
    const value = beyond ? (number[0].startsWith('-') ? -MOST : MOST) : Number(number[0]);
    return Math.min(MOST, Math.max(-MOST, value));
  }
  if (rollout.knob('draw_unreadable') < 0.5) return NOT_SCORABLE;
  const { step, seedLow, seedHigh, lowest_score: low, highest_score: high } = rollout.params as Record<string, number>;
  const [word] = philox4x32([step!, rollout.r, 0, STREAMS.reward], [seedLow!, seedHigh!]);
  const many = Math.max(high! - low! + 1, 1);
  return low! + Math.min(Math.floor((word >>> 8) * 2 ** -24 * many), many - 1);
});

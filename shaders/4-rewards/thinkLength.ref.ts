// What: float64 twin of thinkLength.wgsl, by the authors' regular expression over bytes.
import { rewardReference } from './prelude.ref.ts';

const THINKING = /<think>(.*?)<\/think>/s;
const EDGES = /^[ \t-\r]+|[ \t-\r]+$/g;

export const reference = rewardReference((rollout) => {
  const found = THINKING.exec(String.fromCharCode(...rollout.spanBytes('completion')));
  if (!found) return 0;
  const bytes = [...found[1]!.replace(EDGES, '')].map((letter) => letter.charCodeAt(0));
  const characters = bytes.filter((byte) => byte < 0x80 || byte >= 0xc0).length;
  return characters >= rollout.knob('think_min_chars') && characters <= rollout.knob('think_max_chars') ? 1 : 0;
});

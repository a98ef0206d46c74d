// What: float64 twin of textBetween.wgsl, by the authors' steps.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { BLANK, stripped } from './unicode.ref.ts';

const RUN = new RegExp(`[${BLANK}]+`, 'g');
const LOOK = [new RegExp(`\\{"bbox_2d":[${BLANK}]*\\[[^\\]]*\\]\\}`), /<zoom>[^]*?<\/zoom>/] as const;

export const reference = rewardReference((rollout) => {
  const front = stripped(completionOf(rollout).split('<answer>')[0]!).replace(/<\/?think>/g, '');
  const pieces = stripped(front.replace(RUN, ' ')).split(LOOK[rollout.knob('by_zoom') > 0.5 ? 1 : 0]);
  const lengths = pieces.map((piece) => [...stripped(piece)].length);
  const counted = lengths.filter((length, i) => length > 0 || i === 0 || i === lengths.length - 1);
  return Math.min(rollout.knob('most'), rollout.knob('per_character') * Math.min(...counted));
});

// What: float64 twin of captionBoxesAnswer.wgsl, by the authors' regular expression over bytes.
import { asText, SPACE } from './letters.ref.ts';
import { rewardReference } from './prelude.ref.ts';

const S = `${SPACE}*`;
/** Python's $ with MULTILINE stands in front of a line feed or at the end; with JavaScript's flag m it takes other line ends, too. */
const WHOLE = new RegExp(
  String.raw`^${S}<caption>.*?</caption>${S}<bbox>${S}\[\[.*?\]\]${S}</bbox>${S}<answer>.*?</answer>${S}(?=\n|$)`,
  's',
);

export const reference = rewardReference((rollout) => (WHOLE.test(asText(rollout.spanBytes('completion'))) ? 1 : 0));

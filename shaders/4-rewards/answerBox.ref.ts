// What: float64 twin of answerBox.wgsl, by the authors' expressions.
import { blockIn, completionOf } from './namedBlock.ref.ts';
import { pixelIou } from './pixelIou.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { BLANK } from './unicode.ref.ts';

const GAP = `[${BLANK}]*`;
const BOX = new RegExp(`\\[(\\d+),${GAP}(\\d+),${GAP}(\\d+),${GAP}(\\d+)\\]`);
const FORM = new RegExp(`<think>.*?</think>${GAP}<answer>.*?\\{.*${BOX.source}.*\\}.*?</answer>`, 's');

export const reference = rewardReference((rollout) => {
  const text = completionOf(rollout);
  if (rollout.knob('part') > 0.5) return FORM.test(text) ? 1 : 0;
  const written = BOX.exec(blockIn(text, 'answer') ?? '')?.slice(1);
  const [truth] = rollout.truthBoxes();
  if (!written || !truth) return 0;
  const { coordinateWidth: width, coordinateHeight: height } = rollout.params as Record<string, number>;
  const size = (k: number) => (k % 2 ? height! : width!);
  const given = (side: string, k: number) => rollout.knob(`${side}_${k % 2 ? 'height' : 'width'}`) || size(k);
  const own = written.map((digits, k) => (Math.min(Number(digits), 1e9) / given('input', k)) * given('picture', k));
  return Math.min(Math.max(pixelIou(own, truth.map((value, k) => value * size(k))), 0), 1); // prettier-ignore
});

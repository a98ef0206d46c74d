// What: float64 twin of tagBalance.wgsl, by splitting.
import { behindThinking, characters, filledBoxes, judgedText } from './judgedText.ref.ts';
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { BLANK } from './unicode.ref.ts';

const count = (text: string, part: string) => text.split(part).length - 1;
const isEven = (text: string, name: string) => count(text, `<${name}>`) === count(text, `</${name}>`);
const SPACE = new RegExp(`[${BLANK}]+`);

export const reference = rewardReference((rollout) => {
  const form = Math.round(rollout.knob('form'));
  const text = completionOf(rollout);
  const shown = judgedText(text, form);
  const behind = behindThinking(text);
  if (form === 3) {
    const isPaired = ['think', 'answer'].every((name) => isEven(text, name) && count(text, `<${name}>`) > 0);
    const words = (shown ?? '').split(SPACE).filter((word) => word !== '');
    return isPaired && words.length <= rollout.knob('most_words') ? 1 : 0;
  }
  if (form === 2) return isEven(text, 'think') && filledBoxes(behind).length === 1 ? 0 : -1;
  const pictures = count(text, '<|vision_start|><|image_pad|>') === count(text, '<|image_pad|><|vision_end|>');
  const isLong = characters(shown ?? '') >= rollout.knob('most_characters');
  const isMissing = form === 1 && !shown;
  return isEven(text, 'think') && isEven(behind, 'answer') && pictures && !isLong && !isMissing ? 0 : -1;
});

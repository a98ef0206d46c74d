// What: float64 twin of blockSequence.wgsl, by the authors' regular expressions.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { BLANK } from './unicode.ref.ts';

const FORMS = [
  ['location', 'think', 'answer'],
  ['think', 'rethink', 'answer'],
  ['bbox', 'think', 'answer'],
  ['context', 'think', 'answer'],
].map((names) => names.map((name) => `<${name}>[^]*?</${name}>`).join(`[${BLANK}]*`));

export const reference = rewardReference((rollout) => {
  const form = FORMS[Math.min(Math.max(Math.ceil(rollout.knob('form') - 0.5), 0), 3)]!;
  const end = rollout.knob('open_end') > 0.5 ? '' : '$';
  return new RegExp(`^${form}${end}`).test(completionOf(rollout)) ? 1 : 0;
});

// What: float64 twin of blockSequence.wgsl, by the authors' regular expressions.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { BLANK } from './unicode.ref.ts';

const FORMS = [
  ['location', 'think', 'answer'],
  ['think', 'rethink', 'answer'],
  ['bbox', 'think', 'answer'],
].map((names) => new RegExp(`^${names.map((name) => `<${name}>[^]*?</${name}>`).join(`[${BLANK}]*`)}$`));

export const reference = rewardReference((rollout) => {
  const form = FORMS[Math.min(Math.max(Math.ceil(rollout.knob('form') - 0.5), 0), 2)]!;
  return form.test(completionOf(rollout)) ? 1 : 0;
});

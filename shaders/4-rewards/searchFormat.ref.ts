// What: float64 twin of searchFormat.wgsl, by the authors' expressions.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';

export const reference = rewardReference((rollout) => {
  const text = completionOf(rollout).replace(/<\|im_start\|>user[^\n]*?<\|im_end\|>/g, '\0');
  const has = (name: string) => new RegExp(`<${name}>[^]*</${name}>`).test(text);
  if (rollout.knob('form') < 0.5) return has('answer') && has('search') ? 1 : 0;
  if (!['search', 'select', 'information'].every(has)) return 0;
  return has('answer') ? 1 : 0.5;
});

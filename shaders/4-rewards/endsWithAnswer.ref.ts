// What: float64 twin of endsWithAnswer.wgsl, by the authors' expression.
import { completionOf } from './namedBlock.ref.ts';
import { rewardReference } from './prelude.ref.ts';
import { BLANK } from './unicode.ref.ts';

const FORM = new RegExp(`^[^]*?<answer>[^]*?</answer>[${BLANK}]*$`);

export const reference = rewardReference((rollout) => (FORM.test(completionOf(rollout)) ? 1 : 0));

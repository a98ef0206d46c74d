// What: the sizes of shaders/4-rewards/layout.wgsl that the Python runtime needs.
import { NUMBERS_PER_ROLLOUT, SPAN_COUNT, SPAN_ROW } from '../../4-rewards/layout.ts';
import { MAX_BYTES_PER_ROLLOUT } from '../../4-rewards/parseCompletions.ts';

export const LAYOUT_SIZES = {
  spanRow: SPAN_ROW,
  spanCount: SPAN_COUNT,
  numbersPerRollout: NUMBERS_PER_ROLLOUT,
  mostBytes: MAX_BYTES_PER_ROLLOUT,
};

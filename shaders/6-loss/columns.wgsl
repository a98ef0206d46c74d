// What: the columns of `terms` (per token) and of `sums` (per completion), by name. src/6-loss/columns.ts reads them from here.
// Shapes: terms (R, T, TERM_COUNT), sums (R, SUM_COUNT).
// TERM_LOW, TERM_HIGH: what the loss counts for its metrics, as a rule 1 where the ratio was clipped below or above.

const TERM_LOSS = 0u;
const TERM_RATIO_SLOPE = 1u;
const TERM_LOG_PROB_SLOPE = 2u;
const TERM_KL = 3u;
const TERM_LOW = 4u;
const TERM_HIGH = 5u;
const TERM_COUNT = 6u;

const SUM_LOSS = 0u;
const SUM_KL = 1u;
const SUM_ENTROPY = 2u;
const SUM_LOW = 3u;
const SUM_HIGH = 4u;
const SUM_POLICY_ENTROPY = 5u;
const SUM_COUNT = 6u;

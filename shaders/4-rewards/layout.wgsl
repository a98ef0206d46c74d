// What: where everything stands in the buffers that reward shaders read. Twin: src/4-rewards/layout.ts (a test compares).
// Shapes: R rollouts, r = prompt·generations + g; P prompts; T tokens (params.maxTokens).
//   completionBytes (R, params.bytesPerRollout) bytes, four a word, little endian.
//   spans (R, SPAN_ROW): SPAN_COUNT rows of 4: start, end (bytes, end exclusive, the text between the tags of the first pair;
//     −1 = missing), number of opening tags, 1 if opening and closing tags alternate. SPAN_COMPLETION is the whole text, the
//     tags of the grammar stand in slots 1…MAX_TAGS in its order, SPAN_MISSING is never found. SPAN_GRAMMAR holds instead:
//     spans that close before one that should follow them, number of nested, crossing, unclosed or stray tags, bytes other
//     than white space outside of all spans, 1 if no such tags. Then MAX_OCCURRENCES rows of 4, every closed span in the order
//     of its closing tag: slot (−1 = none), start, end, 0. Behind the R rollouts: the grammar,
//     SPAN_COUNT rows of 4: flags (content, ACTION), min, max (−1 = any), rank; the first row holds the number of tags.
//   numbers (R, NUMBERS_PER_ROLLOUT): NUMBER_* below; boxes at BOXES_AT + 4i (x0 y0 x1 y1), points at POINTS_AT + 2i (x y),
//     the slots of their tags at BOX_TAGS_AT and POINT_TAGS_AT; tuples of action tags, which are kept apart, at ACTIONS_AT + 4i
//     and ACTION_TAGS_AT; per slot at TAG_NUMBERS_AT + 2·slot: 1 if its first span is a number, and the number.
//   truth (P, TRUTH_WORDS) words, floats bit-cast: TRUTH_* below; a fact is its byte length and 15 words of text.
//   signals (SIGNAL_COUNT, R, T): SIGNAL_* below; 0 on padding and where a signal was not made.
// Units: boxes and points in fractions of the picture; log-probs and entropy in nats.
// Source: DESIGN §3.

const SPAN_COMPLETION = 0u;
const MAX_TAGS = 24u;
const SPAN_GRAMMAR = 25u;
const SPAN_MISSING = 26u;
const SPAN_COUNT = 28u;
const MAX_OCCURRENCES = 64u;
const SPAN_ROW = 368u;

// Words of a tag in the parser's table, and its flags: the content in the low four bits, in the order of TAG_CONTENTS.
const TAG_WORDS = 8u;
const CONTENT_NUMBER = 1u;
const CONTENT_BOX = 2u;
const CONTENT_BOXES = 3u;
const CONTENT_POINT = 4u;
const CONTENT_POINTS = 5u;
const ACTION = 16u;

const NUMBER_BOX_COUNT = 0u;
const NUMBER_POINT_COUNT = 1u;
const NUMBER_ANSWER_IS_NUMBER = 2u;
const NUMBER_ANSWER = 3u;
const NUMBER_WORDS = 4u;
const NUMBER_TOKENS = 5u;
// 1: no stop token came; 2: the text was longer than bytesPerRollout; 3: both.
const NUMBER_TRUNCATED = 6u;
// Boxes and points that were begun but are no box (too few numbers, x1 ≤ x0, more than MAX_BOXES …).
const NUMBER_MALFORMED = 7u;
const BOXES_AT = 8u;
const POINTS_AT = 72u;
const MAX_BOXES = 16u;
const MAX_POINTS = 16u;
// Closed spans that are listed, and those for which there was no room.
const NUMBER_OCCURRENCES = 104u;
const NUMBER_OVERFLOW = 105u;
const NUMBER_ACTION_COUNT = 106u;
const NUMBER_ACTION_MALFORMED = 107u;
const BOX_TAGS_AT = 108u;
const POINT_TAGS_AT = 124u;
const MAX_ACTIONS = 16u;
const ACTIONS_AT = 140u;
const ACTION_TAGS_AT = 204u;
const TAG_NUMBERS_AT = 220u;
const NUMBERS_PER_ROLLOUT = 276u;

// Bits: 1 answer, 2 the answer is a number.
const TRUTH_FLAGS = 0u;
const TRUTH_BOX_COUNT = 1u;
const TRUTH_POINT_COUNT = 2u;
const TRUTH_FACT_COUNT = 3u;
const TRUTH_ANSWER_LENGTH = 4u;
const TRUTH_ANSWER_NUMBER = 5u;
const TRUTH_ORDER_COUNT = 6u;
const TRUTH_BOXES_AT = 16u;
const TRUTH_POINTS_AT = 80u;
const TRUTH_FACTS_AT = 112u;
const TRUTH_FACT_WORDS = 16u;
const TRUTH_ANSWER_AT = 240u;
const TRUTH_ORDER_AT = 303u;
const MAX_FACTS = 8u;
const MAX_ORDER = 16u;
const TRUTH_WORDS = 320u;

// 1 where the token counts, 0 on padding.
const SIGNAL_MASK = 0u;
const SIGNAL_LOG_PROB = 1u;
const SIGNAL_ENTROPY = 2u;
const SIGNAL_VIEW_LOG_PROB = 3u;
const SIGNAL_REF_LOG_PROB = 4u;
// The token id, as a float (exact below 2²⁴).
const SIGNAL_TOKEN = 5u;
// Bit s = the token lies in span s, as a float; without bit 0, which the mask says, 24 tags are exact.
const SIGNAL_TOKEN_SPANS = 6u;
const SIGNAL_COUNT = 8u;

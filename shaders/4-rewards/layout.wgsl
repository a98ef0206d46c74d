// What: where everything stands in the buffers that reward shaders read. Twin: src/4-rewards/layout.ts (a test compares).
// Shapes: R rollouts, r = prompt·generations + g; P prompts; T tokens (params.maxTokens).
//   completionBytes (R, params.bytesPerRollout) bytes, four a word, little endian.
//   spans (R, SPAN_COUNT, 4): start, end (bytes, end exclusive, the text between the tags of the first pair; −1 = missing),
//     number of opening tags, 1 if opening and closing tags alternate. SPAN_COMPLETION is the whole text. SPAN_GRAMMAR holds
//     instead: closed spans in order as octal digits (equal neighbours once: think, box, box, answer = 0o123), number of
//     nested, crossing, unclosed or stray tags, bytes other than white space outside of all spans, 1 if no such tags.
//   numbers (R, NUMBERS_PER_ROLLOUT): NUMBER_* below, boxes at BOXES_AT + 4i (x0 y0 x1 y1), points at POINTS_AT + 2i (x y).
//   truth (P, TRUTH_WORDS) words, floats bit-cast: TRUTH_* below; a fact is its byte length and 15 words of text.
//   signals (SIGNAL_COUNT, R, T): SIGNAL_* below; 0 on padding and where a signal was not made.
// Units: boxes and points in fractions of the picture; log-probs and entropy in nats.
// Source: DESIGN §3.

const SPAN_COMPLETION = 0u;
const SPAN_THINK = 1u;
const SPAN_BOX = 2u;
const SPAN_ANSWER = 3u;
const SPAN_POINT = 4u;
const SPAN_ZOOM = 5u;
const SPAN_GRAMMAR = 6u;
const SPAN_COUNT = 8u;

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
const NUMBERS_PER_ROLLOUT = 104u;

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
// Bit s = the token lies in span s, as a float.
const SIGNAL_TOKEN_SPANS = 6u;
const SIGNAL_COUNT = 8u;

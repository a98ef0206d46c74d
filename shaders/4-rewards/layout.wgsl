// What: the layout of the buffers that reward shaders read. Twin: src/4-rewards/layout.ts (a test compares).
// Shapes: R rollouts, r = prompt·generations + g; P prompts; T tokens (params.maxTokens).
//   completionBytes (R, params.bytesPerRollout) bytes, four per word, little endian.
//   spans (R, SPAN_ROW): SPAN_COUNT rows of 4: start, end (bytes, end exclusive, the text between the tags of the first pair;
//     −1 = missing), number of opening tags, 1 if opening and closing tags alternate. SPAN_COMPLETION is the whole text, the
//     tags of the grammar are in slots 1…MAX_TAGS in its order, SPAN_MISSING is never found. SPAN_GRAMMAR holds instead:
//     spans that close before one that should follow them, number of nested, crossing, unclosed or stray tags, bytes other
//     than white space outside of all spans, 1 if no such tags. Then MAX_OCCURRENCES rows of 4, every closed span in the order
//     of its closing tag: slot (−1 = none), start, end, 0. Behind the R rollouts: the grammar, SPAN_COUNT rows of 4: flags
//     (content, ACTION), min, max (−1 = any), rank; the first row holds the number of tags.
//   numbers (R, NUMBERS_PER_ROLLOUT): NUMBER_* below; boxes at BOXES_AT + 4i (x0 y0 x1 y1), points at POINTS_AT + 2i (x y),
//     the slots of their tags at BOX_TAGS_AT and POINT_TAGS_AT; tuples of action tags, which are kept apart, at ACTIONS_AT + 4i
//     and ACTION_TAGS_AT; per slot at TAG_NUMBERS_AT + 2·slot: 1 if its first span is a number, and the number.
//   truth: a table (P, TRUTH_COUNT, 2) of first word and number of items for each field TRUTH_* below (0 = not there, or no
//     reward reads it), four zeros, then the data. An item is 1 word (numbers, bit-cast), 4 (boxes), 2 (points), or 4 that
//     stand for a text: its first byte, counted from the start of the buffer, its length, 1 if it is a number, that number.
//   signals: a table (S, 3) of first word, values per rollout and fingerprint, then the values, bit-cast: token (R, T), unit
//     (R, U), rollout (R), prompt (P). SIGNAL_* are places in the table; the kernel's header names them (gpu/wgsl/headerSignals).
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
// Boxes and points that were begun but are not boxes (too few numbers, x1 ≤ x0, more than MAX_BOXES …).
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

const TRUTH_ANSWER = 0u;
const TRUTH_ACCEPTED_ANSWERS = 1u;
const TRUTH_BOXES = 2u;
const TRUTH_LABELS = 3u;
const TRUTH_FACTS = 4u;
// Kind (empty = none) and weight (1 = not given) of each fact.
const TRUTH_FACT_KINDS = 5u;
const TRUTH_FACT_WEIGHTS = 6u;
const TRUTH_POINTS = 7u;
const TRUTH_ORDER = 8u;
const TRUTH_CAPTIONS = 9u;
// Three texts each: subject, predicate, object.
const TRUTH_TRIPLES = 10u;
const TRUTH_REFERENCE_STEPS = 11u;
const TRUTH_EXPERT_TEXT = 12u;
const TRUTH_PROGRAM = 13u;
const TRUTH_OPTIONS = 14u;
// Which option is right, counted from 0.
const TRUTH_ANSWER_OPTION = 15u;
const TRUTH_QUALITY = 16u;
const TRUTH_SLOT_NAMES = 17u;
const TRUTH_SLOT_VALUES = 18u;
const TRUTH_QUESTION = 19u;
const TRUTH_COUNT = 20u;

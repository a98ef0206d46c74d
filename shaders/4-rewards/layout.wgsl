// What: where everything stands in the buffers that reward shaders read. Twin: src/4-rewards/layout.ts (a test compares).
// Shapes: R rollouts, r = prompt·generations + g; P prompts; T tokens (params.maxTokens).
//   completionBytes (R, params.bytesPerRollout) bytes, four a word, little endian.
//   spans (R, SPAN_COUNT, 4): start, end (bytes, end exclusive, the text between the tags of the first pair; −1 = missing),
//     number of opening tags, 1 if opening and closing tags alternate. SPAN_COMPLETION is the whole text. SPAN_GRAMMAR holds
//     instead: closed spans in order as octal digits (equal neighbours once: think, box, box, answer = 0o123), number of
//     nested, crossing, unclosed or stray tags, bytes other than white space outside of all spans, 1 if no such tags.
//   numbers (R, NUMBERS_PER_ROLLOUT): NUMBER_* below, boxes at BOXES_AT + 4i (x0 y0 x1 y1), points at POINTS_AT + 2i (x y).
//   truth: a table (P, TRUTH_COUNT, 2) of first word and number of items for each field TRUTH_* below (0 = not there, or no
//     reward reads it), four zeros, then the data. An item is 1 word (numbers, bit-cast), 4 (boxes), 2 (points), or 4 that
//     stand for a text: its first byte, counted from the start of the buffer, its length, 1 if it is a number, that number.
//   signals: a table (S, 3) of first word, values per rollout and fingerprint, then the values, bit-cast: token (R, T), unit
//     (R, U), rollout (R), prompt (P). SIGNAL_* are places in the table; the kernel's header names them (gpu/wgsl/headerSignals).
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
const TRUTH_COUNT = 19u;

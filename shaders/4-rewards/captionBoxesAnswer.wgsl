// What: whether the completion is a caption block, a block with a list of boxes, and an answer block, with white space between them.
// Formula: 1 if the text from its first byte on fits \s*<caption>.*?</caption>\s*<bbox>\s*\[\[.*?\]\]\s*</bbox>\s*<answer>.*?</answer>\s*$
// where . is any character and $ the end of the text or of a line: lines behind the answer do no harm, more text on its line does. Blocks
// may hold tags. Capitals make no tags.
// Shapes: column (R). Units: 0 or 1.
// Source: SATORI-R1 (justairr/SATORI-R1), plugin.py: Format, re.match with DOTALL and MULTILINE.
// Reward: captionBoxesAnswer
// Range: [0, 1]
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks

override WORKGROUP_SIZE: u32 = 64;

struct CaptionBoxesAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: CaptionBoxesAnswerParams;

const CAPTION = 0u;
const CAPTION_END = 1u;
const LIST = 3u;
const LIST_END = 4u;
const ANSWER = 6u;
const ANSWER_END = 7u;
const NO_PLACE = 0xffffffffu;
// <caption> </caption> <bbox> [[ ]] </bbox> <answer> </answer>, one after the other; where each begins.
const PART_AT = array<u32, 9>(0u, 9u, 19u, 25u, 27u, 29u, 36u, 44u, 53u);
const PART_LETTERS = array<u32, 14>(
  0x7061633cu, 0x6e6f6974u, 0x632f3c3eu, 0x69747061u, 0x3c3e6e6fu, 0x786f6262u, 0x5d5b5b3eu,
  0x622f3c5du, 0x3e786f62u, 0x736e613cu, 0x3e726577u, 0x6e612f3cu, 0x72657773u, 0x3eu);

// Behind the part that stands at byte k; NO_PLACE where another text stands there.
fn behindPart(text: Text, k: u32, part: u32) -> u32 {
  let first = PART_AT[part];
  let length = PART_AT[part + 1u] - first;
  if (k + length > text.length) { return NO_PLACE; }
  for (var i = 0u; i < length; i++) {
    let letter = (PART_LETTERS[(first + i) / 4u] >> (8u * ((first + i) & 3u))) & 255u;
    if (textByte(text, k + i) != letter) { return NO_PLACE; }
  }
  return k + length;
}

// Behind the first place from byte `start` on where the parts first … last stand with white space alone between them.
fn behindRow(text: Text, start: u32, first: u32, last: u32) -> u32 {
  for (var k = start; k < text.length; k++) {
    var end = behindPart(text, k, first);
    for (var part = first + 1u; part <= last && end != NO_PLACE; part++) {
      end = behindPart(text, behindBlanks(text, end), part);
    }
    if (end != NO_PLACE) { return end; }
  }
  return NO_PLACE;
}

// Whether a line ends in the white space that begins at byte k.
fn endsLine(text: Text, k: u32) -> bool {
  let end = behindBlanks(text, k);
  if (end == text.length) { return true; }
  for (var i = k; i < end; i++) {
    if (textByte(text, i) == 10u) { return true; }
  }
  return false;
}

fn isWhole(r: u32) -> bool {
  let text = spanBytes(r, SPAN_COMPLETION);
  var k = behindPart(text, behindBlanks(text, 0u), CAPTION);
  if (k == NO_PLACE) { return false; }
  k = behindRow(text, k, CAPTION_END, LIST);
  if (k == NO_PLACE) { return false; }
  k = behindRow(text, k, LIST_END, ANSWER);
  while (k != NO_PLACE) {
    k = behindRow(text, k, ANSWER_END, ANSWER_END);
    if (k != NO_PLACE && endsLine(text, k)) { return true; }
  }
  return false;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn captionBoxesAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isWhole(r));
}

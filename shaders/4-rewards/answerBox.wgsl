// What: the overlap of the first box of whole numbers in the answer with the true one, or whether the completion has the form for it.
// Formula: a box is [x0,y0,x1,y1] of digits alone, white space may stand behind the commas. part 0: 4-rewards/pixelIou of the first box in the
// first <answer>…</answer> and the true one, in units of the coordinates. What is written is first brought from input_width × input_height to
// picture_width × picture_height, each of them the coordinates' own where it is 0. part 1: 1 if <think>, behind it </think>, white space and
// <answer>, then {, a box, } and </answer> follow one another, whatever stands between them.
// Shapes: column (R). Units: 0…1; the true box in fractions of the picture. 0 where there is no box, no true one or no overlap.
// Source: VLM-R1 (arXiv 2504.07615), qwen_module.py: iou_reward, format_reward_rec.
// Reward: answerBox
// Range: [0, 1]
// Knob: part = 0, 0, 1, 0 = overlap, 1 = form
// Knob: input_width = 0, 0, 100000, what is written for the right edge
// Knob: input_height = 0, 0, 100000, what is written for the lower edge
// Knob: picture_width = 0, 0, 100000, what that is in the units of the true box
// Knob: picture_height = 0, 0, 100000, the same for the lower edge
// Truth: boxes
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/pixelIou

override WORKGROUP_SIZE: u32 = 64;

struct AnswerBoxParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  coordinateWidth: f32,
  coordinateHeight: f32,
  part: f32,
  input_width: f32,
  input_height: f32,
  picture_width: f32,
  picture_height: f32,
}

@group(0) @binding(0) var<uniform> params: AnswerBoxParams;

struct WholeBox {
  box: vec4f,
  // First byte behind it; 0 = none.
  next: u32,
}

// The first box at or behind a place.
fn wholeBox(text: Text, start: u32) -> WholeBox {
  for (var i = start; i < text.length; i++) {
    if (textByte(text, i) != 91u) { continue; }
    var box = vec4f(0.0);
    var k = i + 1u;
    var found = 0u;
    for (; found < 4u; found++) {
      let first = k;
      while (k < text.length && isDigit(textByte(text, k))) {
        box[found] = min(box[found] * 10.0 + f32(textByte(text, k) - 48u), 1e9);
        k++;
      }
      // , or ]
      if (k == first || k >= text.length || textByte(text, k) != select(44u, 93u, found == 3u)) { break; }
      k++;
      if (found < 3u) { k = behindBlanks(text, k); }
    }
    if (found == 4u) { return WholeBox(box, k); }
  }
  return WholeBox(vec4f(0.0), 0u);
}

fn behindByte(text: Text, start: u32, wanted: u32) -> u32 {
  var k = start;
  while (k < text.length && textByte(text, k) != wanted) { k++; }
  return k + 1u;
}

fn hasForm(whole: Text) -> bool {
  var k = 0u;
  // <think>, then </think> with <answer> behind it.
  var isOpen = false;
  var next = 0u;
  for (; k < whole.length && next == 0u; k++) {
    let behind = behindTag(whole, k, BLOCK_THINK, select(0u, 1u, isOpen));
    if (behind == 0u) { continue; }
    if (isOpen) { next = behindTag(whole, behindBlanks(whole, behind), BLOCK_ANSWER, 0u); }
    isOpen = true;
    k = behind - 1u;
  }
  if (next == 0u) { return false; }
  let box = wholeBox(whole, behindByte(whole, next, 123u));
  if (box.next == 0u) { return false; }
  for (k = behindByte(whole, box.next, 125u); k < whole.length; k++) {
    if (behindTag(whole, k, BLOCK_ANSWER, 1u) > 0u) { return true; }
  }
  return false;
}

fn overlapOf(r: u32, whole: Text) -> f32 {
  let own = wholeBox(findBlock(whole, BLOCK_ANSWER, false, false).text, 0u);
  if (own.next == 0u || truthBoxCount(r) == 0u) { return 0.0; }
  let size = vec2f(params.coordinateWidth, params.coordinateHeight);
  let given = vec2f(params.input_width, params.input_height);
  let pixels = vec2f(params.picture_width, params.picture_height);
  let input = select(size, given, given > vec2f(0.0));
  let picture = select(size, pixels, pixels > vec2f(0.0));
  let scaled = own.box / vec4f(input, input) * vec4f(picture, picture);
  return clamp(pixelIou(scaled, truthBox(r, 0u) * vec4f(size, size)), 0.0, 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn answerBox(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  let whole = spanBytes(r, SPAN_COMPLETION);
  if (params.part > 0.5) {
    column[r] = select(0.0, 1.0, hasForm(whole));
  } else {
    column[r] = overlapOf(r, whole);
  }
}

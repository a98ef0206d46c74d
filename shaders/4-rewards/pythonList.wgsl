// What: a text as Python reads a list of boxes, [[x0, y0, x1, y1], …]; one list of four numbers is one box. Needs 4-rewards/prelude and
// 4-rewards/readNumber. Twin: pythonList.ref.ts.
// Formula: numbers are decimal, with at most one sign and perhaps an exponent, and 0 stands in front of no other digit; True and False are 1
// and 0. White space and comments may stand between the parts, and a comma behind the last one. Anything else is no list of boxes:
// other lengths, strings, tuples, a missing comma, an indented line at the beginning.
// Units: as written; beyond ±1e9 they are that. The boxes are kept in `listed` as they are, corners in any order.
// Source: ast.literal_eval of Python 3, and what SATORI-R1 (justairr/SATORI-R1), plugin.py: BoundingBoxAccuracy makes of its result.

const MAX_LISTED = 32u;
var<private> listed: array<vec4f, MAX_LISTED>;
// More than MAX_LISTED: some were not kept.
var<private> listedCount: u32;

struct Scalar {
  value: f32,
  // Equal to the start where there is none.
  next: u32,
}

fn isBlank(b: u32) -> bool {
  return (b == 32u) | (b == 9u) | (b == 10u) | (b == 12u) | (b == 13u);
}

// Behind white space and comments.
fn behindGap(r: u32, start: u32, end: u32) -> u32 {
  var i = start;
  var isComment = false;
  while (i < end) {
    let b = byteAt(r, i);
    isComment = select(b == 35u, (b != 10u) & (b != 13u), isComment);
    if (!isComment && !isBlank(b)) { break; }
    i++;
  }
  return i;
}

// Where the first part begins; the end where its line is indented and not the first one.
fn firstPart(r: u32, start: u32, end: u32) -> u32 {
  let at = behindGap(r, start, end);
  var line = start;
  for (var i = start; i < at; i++) {
    let b = byteAt(r, i);
    if ((b == 10u) | (b == 13u)) { line = i + 1u; }
  }
  return select(at, end, (line > start) & (line != at));
}

fn isWordAt(r: u32, i: u32, end: u32, word: vec4u) -> bool {
  if (i + 4u > end) { return false; }
  return all(vec4u(byteAt(r, i), byteAt(r, i + 1u), byteAt(r, i + 2u), byteAt(r, i + 3u)) == word);
}

// Digits from byte i on as a power of ten, at most 99.
fn exponentAt(r: u32, start: u32, end: u32) -> Scalar {
  var i = start;
  let sign = byteAt(r, min(i, end - 1u));
  let isSigned = i < end && (sign == 43u || sign == 45u);
  if (isSigned) { i++; }
  let first = i;
  var power = 0u;
  while (i < end && isDigit(byteAt(r, i))) {
    power = min(power * 10u + byteAt(r, i) - 48u, 99u);
    i++;
  }
  return Scalar(select(f32(power), -f32(power), isSigned && sign == 45u), select(start, i, i > first));
}

fn scalarAt(r: u32, start: u32, end: u32) -> Scalar {
  if (isWordAt(r, start, end, vec4u(84u, 114u, 117u, 101u))) { return Scalar(1.0, start + 4u); }
  if (isWordAt(r, start, end, vec4u(70u, 97u, 108u, 115u)) && start + 4u < end && byteAt(r, start + 4u) == 101u) {
    return Scalar(0.0, start + 5u);
  }
  var i = start;
  let isNegative = byteAt(r, i) == 45u;
  if (isNegative || byteAt(r, i) == 43u) { i = behindGap(r, i + 1u, end); }
  if (i >= end || !(isDigit(byteAt(r, i)) || byteAt(r, i) == 46u)) { return Scalar(0.0, start); }
  let read = readNumber(r, i, end, false);
  if (!read.found) { return Scalar(0.0, start); }
  var value = read.value;
  var next = read.next;
  var isWhole = true;
  for (var k = i; k < next; k++) { isWhole &= byteAt(r, k) != 46u; }
  if (next < end && (byteAt(r, next) | 32u) == 101u) {
    let power = exponentAt(r, next + 1u, end);
    if (power.next == next + 1u) { return Scalar(0.0, start); }
    for (var k = 0; k < i32(abs(power.value)); k++) { value = min(value * select(10.0, 0.1, power.value < 0.0), 1e30); }
    next = power.next;
    isWhole = false;
  }
  if (isWhole && byteAt(r, i) == 48u && value != 0.0) { return Scalar(0.0, start); }
  return Scalar(clamp(select(value, -value, isNegative), -1e9, 1e9), next);
}

fn keepBox(box: vec4f) {
  if (listedCount < MAX_LISTED) { listed[listedCount] = box; }
  listedCount++;
}

// Whether the text, which is one of the completion, is a list of boxes; they are in `listed` then.
fn readBoxList(text: Text) -> bool {
  let r = text.rollout;
  let end = text.first + text.length;
  listedCount = 0u;
  var i = firstPart(r, text.first, end);
  if (i >= end || byteAt(r, i) != 91u) { return false; }
  i++;
  var depth = 1u;
  // A comma or a bracket must follow.
  var isAfterValue = false;
  var isFlat = false;
  var box = vec4f(0.0);
  var filled = 0u;
  while (depth > 0u) {
    i = behindGap(r, i, end);
    if (i >= end) { return false; }
    let b = byteAt(r, i);
    if (b == 93u) {
      if (depth == 2u) {
        if (filled != 4u) { return false; }
        keepBox(box);
        filled = 0u;
      }
      depth--;
      isAfterValue = true;
      i++;
    } else if (b == 44u) {
      if (!isAfterValue) { return false; }
      isAfterValue = false;
      i++;
    } else if (b == 91u) {
      if (isAfterValue || isFlat || depth == 2u) { return false; }
      depth = 2u;
      i++;
    } else {
      let scalar = scalarAt(r, i, end);
      if (isAfterValue || scalar.next == i || filled == 4u || (depth == 1u && listedCount > 0u)) { return false; }
      box[filled] = scalar.value;
      filled++;
      isFlat = depth == 1u;
      isAfterValue = true;
      i = scalar.next;
    }
  }
  if (isFlat && filled == 4u) { keepBox(box); }
  return behindGap(r, i, end) == end && listedCount > 0u;
}

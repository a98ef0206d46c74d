// What: boxes (four numbers) and points (two) from the bytes between two tags, appended to `numbers`.
// Formula: x = n/coordinateWidth, y = n/coordinateHeight. White space , ; : and brackets separate; any other word breaks the
// tuple that was begun. A box needs x0 < x1 and y0 < y1; |fraction| < 1e6. What is no box counts as malformed.
// Units: fractions of the picture, not clamped to it. Needs 4-rewards/bytes, readNumber, layout and `numbers`.
// Source: DESIGN §3.

// White space , ; : ( ) [ ] { }
fn isSeparator(b: u32) -> bool {
  return isSpace(b) | (b == 44u) | (b - 58u < 2u) | (b - 40u < 2u) | (b == 91u) | (b == 93u) | (b == 123u) | (b == 125u);
}

fn storeTuple(r: u32, size: u32, tuple: vec4f) {
  let base = r * NUMBERS_PER_ROLLOUT;
  let which = select(NUMBER_POINT_COUNT, NUMBER_BOX_COUNT, size == 4u);
  let count = u32(numbers[base + which]);
  var isGood = all(abs(tuple) < vec4f(1e6)) & (count < select(MAX_POINTS, MAX_BOXES, size == 4u));
  isGood &= (size != 4u) | all(tuple.xy < tuple.zw);
  if (!isGood) {
    numbers[base + NUMBER_MALFORMED] += 1.0;
    return;
  }
  let at = base + select(POINTS_AT, BOXES_AT, size == 4u) + size * count;
  for (var k = 0u; k < size; k++) { numbers[at + k] = tuple[k]; }
  numbers[base + which] = f32(count + 1u);
}

fn readTuples(r: u32, start: u32, end: u32, size: u32) {
  let base = r * NUMBERS_PER_ROLLOUT;
  var tuple = vec4f(0.0);
  var filled = 0u;
  var i = start;
  while (i < end) {
    if (isSeparator(byteAt(r, i))) {
      i++;
      continue;
    }
    let digits = readNumber(r, i, end, false);
    let isWhole = digits.found & ((digits.next == end) | isSeparator(byteAt(r, min(digits.next, end - 1u))));
    if (isWhole) {
      tuple[filled] = digits.value / select(params.coordinateWidth, params.coordinateHeight, (filled & 1u) == 1u);
      filled++;
      i = digits.next;
    } else {
      if (filled > 0u) { numbers[base + NUMBER_MALFORMED] += 1.0; }
      filled = 0u;
      while (i < end && !isSeparator(byteAt(r, min(i, end - 1u)))) { i++; }
    }
    if (filled == size) {
      storeTuple(r, size, tuple);
      filled = 0u;
      tuple = vec4f(0.0);
    }
  }
  if (filled > 0u) { numbers[base + NUMBER_MALFORMED] += 1.0; }
}

// What: the steps of Porter's algorithm one after the other. Needs 4-rewards/porter, which has formula and source.

// The last four letters of a word, and the four in front of them.
fn lastLetters(w: Stem) -> vec2u {
  var packed = vec2u(0u);
  let n = w.kept + w.tailLength;
  for (var i = max(n, 8u) - 8u; i < n; i++) {
    packed.x = (packed.x << 8u) | (packed.y >> 24u);
    packed.y = (packed.y << 8u) | letterAt(w, i);
  }
  return packed;
}

// The low `letters` letters of a packed word.
fn lowLetters(packed: u32, letters: u32) -> u32 {
  return select(packed & ((1u << (8u * (letters & 3u))) - 1u), packed, letters >= 4u);
}

// The row of a word that has a stem of its own, or the number of rows.
fn irregularRow(ends: vec2u, n: u32) -> u32 {
  var row = 0u;
  while (row < IRREGULAR_WORDS && (n > 8u || any(IRREGULAR[row].xy != ends))) { row++; }
  return row;
}

// The first row of a step whose ending the word has, or that of the next step.
fn rowOf(step: u32, ends: vec2u, n: u32) -> u32 {
  var row = FIRST_ROWS[step];
  while (row < FIRST_ROWS[step + 1u]) {
    let ending = ENDINGS[row];
    let length = ending.w & 15u;
    if (length <= n && lowLetters(ends.y, length) == ending.y && lowLetters(ends.x, max(length, 4u) - 4u) == ending.x) { break; }
    row++;
  }
  return row;
}

// Letters behind the kept ones that the word has there, too, are kept.
fn tidied(w: Stem) -> Stem {
  var own = w;
  while (own.tailLength > 0u && own.kept < w.text.length) {
    own.tailLength--;
    if (((own.tail >> (8u * own.tailLength)) & 255u) != lowerByte(textByte(w.text, own.kept))) {
      own.tailLength++;
      break;
    }
    own.kept++;
    own.tail &= (1u << (8u * own.tailLength)) - 1u;
  }
  return own;
}

// The stem of a whole text of a–z, A–Z, 0–9.
fn stemOf(text: Text) -> Stem {
  var w = Stem(text, text.length, 0u, 0u);
  // -ed or -ing has gone.
  var isPast = false;
  for (var step = 0u; step < STEPS; step++) {
    let n = w.kept + w.tailLength;
    let ends = lastLetters(w);
    if (step == 0u) {
      let row = irregularRow(ends, n);
      if (row < IRREGULAR_WORDS) {
        let known = IRREGULAR[row];
        return Stem(text, known.z, known.w, select(0u, 1u, known.w > 0u) + select(0u, 1u, known.w > 255u));
      }
      if (n <= 2u) { break; }
    }
    let row = rowOf(step, ends, n);
    let isFound = row < FIRST_ROWS[step + 1u];
    let isMending = step == STEP_MENDING && isPast;
    if ((step == STEP_MENDING && !isPast) || (!isFound && !isMending)) { continue; }
    var ending = vec4u(0u);
    if (isFound) { ending = ENDINGS[row]; }
    let condition = ending.w >> 8u;
    let rest = n - (ending.w & 15u);
    let isLonger = condition == POSITIVE_WITH_L || condition == FINAL_L;
    let shape = shapeOf(w, rest + select(0u, 1u, isLonger));
    if (!isFound) {
      w = mended(w, shape, n);
    } else if (holds(condition, shape, rest)) {
      // -ies and -ied of four letters.
      let isTie = step < STEP_MENDING && n == 4u && (ending.y == 0x696573u || ending.y == 0x696564u);
      w = changed(w, rest, select(ending.z, 0x6965u, isTie), select((ending.w >> 4u) & 15u, 2u, isTie));
      isPast = condition == HAS_VOWEL;
    }
  }
  return tidied(w);
}

// What: the stem of a word of ASCII letters and digits by Porter's algorithm. Needs 4-rewards/text, porterTables.
// Formula: [C](VC)^m[V] is a stem of measure m; y is a vowel behind a consonant. The steps are tables (4-rewards/porterTables). NLTK's
// extensions: words of one or two letters and a few irregular ones stay or have a stem of their own; -ies and -ied of a word of four
// letters become -ie; -y becomes -i behind a consonant that is not the first letter; -alli is read again as -al.
// Behind -ed and -ing a double letter but l s z becomes single, and a short stem gets an e.
// Units: letters; a stem is the first `kept` letters of the word and up to four others behind them.
// Source: Porter 1980, An algorithm for suffix stripping; NLTK 3.10, stem/porter.py, mode NLTK_EXTENSIONS. One loop over all rows: each
// call of a function is compiled anew by software adapters.

struct Stem {
  text: Text,
  kept: u32,
  // Letters behind the kept ones, the last one in the low byte, and how many.
  tail: u32,
  tailLength: u32,
}

fn letterAt(w: Stem, i: u32) -> u32 {
  if (i < w.kept) { return lowerByte(textByte(w.text, i)); }
  return (w.tail >> (8u * (w.kept + w.tailLength - 1u - i))) & 255u;
}

// The first n letters, then those of `put`.
fn changed(w: Stem, n: u32, put: u32, putLength: u32) -> Stem {
  let rest = max(n, w.kept) - w.kept;
  let own = select(0u, w.tail >> (8u * (w.tailLength - rest)), rest > 0u);
  return Stem(w.text, min(n, w.kept), (own << (8u * putLength)) | put, rest + putLength);
}

// The first letters of a word as the conditions see them.
struct Shape {
  m: u32,
  hasVowel: bool,
  // Of the last three letters, the last one in the low bit: 1 = consonant.
  ends: u32,
  last: u32,
  isDouble: bool,
}

fn shapeOf(w: Stem, n: u32) -> Shape {
  var shape = Shape(0u, false, 0u, 0u, false);
  var isOne = false;
  for (var i = 0u; i < n; i++) {
    let c = letterAt(w, i);
    let before = isOne;
    let isVowel = (c == 97u) | (c == 101u) | (c == 105u) | (c == 111u) | (c == 117u) | ((c == 121u) & (i > 0u) & before);
    isOne = !isVowel;
    if (isOne && i > 0u && !before) { shape.m++; }
    shape.hasVowel |= isVowel;
    shape.ends = ((shape.ends << 1u) | select(0u, 1u, isOne)) & 7u;
    shape.isDouble = isOne && i > 0u && c == shape.last;
    shape.last = c;
  }
  return shape;
}

// Consonant, vowel, consonant but w x y at the end; or a vowel and a consonant.
fn isShort(shape: Shape, n: u32) -> bool {
  let isOpen = shape.last != 119u && shape.last != 120u && shape.last != 121u;
  return (n == 2u && shape.ends == 1u) || (n > 2u && shape.ends == 5u && isOpen);
}

fn holds(condition: u32, shape: Shape, n: u32) -> bool {
  switch (condition) {
    case POSITIVE, POSITIVE_WITH_L: { return shape.m > 0u; }
    case ABOVE_ONE, FINAL_L: { return shape.m > 1u; }
    case HAS_VOWEL: { return shape.hasVowel; }
    case BEHIND_CONSONANT: { return n > 1u && (shape.ends & 1u) == 1u; }
    case BEHIND_S_OR_T: { return shape.m > 1u && (shape.last == 115u || shape.last == 116u); }
    case FINAL_E: { return shape.m > 1u || (shape.m == 1u && !isShort(shape, n)); }
    default: { return true; }
  }
}

// What -ed and -ing leave behind where no row fits: its last letter goes, an e comes, or it stays.
fn mended(w: Stem, shape: Shape, n: u32) -> Stem {
  if (shape.isDouble) {
    let stays = shape.last == 108u || shape.last == 115u || shape.last == 122u; // l s z
    return changed(w, n - select(1u, 0u, stays), 0u, 0u);
  }
  let isOpen = shape.m == 1u && isShort(shape, n);
  return changed(w, n, select(0u, 101u, isOpen), select(0u, 1u, isOpen));
}

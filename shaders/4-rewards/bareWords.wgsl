// What: words of two texts without marks and articles, compared in whatever case. Needs 4-rewards/letters.
// Formula: a word is what stands between white space, without ASCII punctuation, in lower case; a word of which nothing is left and the words a,
// an, the do not count. Twin: bareWords.ref.ts. Source: SURDS (arXiv 2411.13112), grpo.py: normalize; SQuAD's evaluation script before it.

fn isAsciiMark(c: u32) -> bool {
  return isIn(c, 33u, 15u) | isIn(c, 58u, 7u) | isIn(c, 91u, 6u) | isIn(c, 123u, 4u);
}

// First byte of the next word that counts, at or behind byte `start`; the length where there is none.
fn wordFrom(text: Text, start: u32) -> u32 {
  var first = start;
  while (first < text.length) {
    var letters = 0u;
    var count = 0u;
    var k = first;
    var step = 0u;
    while (k < text.length) {
      let own = charAt(text, k);
      step = own.length;
      if (isSpaceCode(own.code)) { break; }
      if (!isAsciiMark(own.code)) {
        letters = (letters << 8u) | min(own.code, 255u);
        count++;
      }
      k += own.length;
    }
    // a, an, the
    let isArticle = (count == 1u && letters == 0x61u) || (count == 2u && letters == 0x616eu) || (count == 3u && letters == 0x746865u);
    if (count > 0u && !isArticle) { return first; }
    first = min(k + step, text.length);
  }
  return text.length;
}

fn sameWords(a: Text, b: Text) -> bool {
  var texts = array<Text, 2>(a, b);
  var at = vec2u(0u);
  loop {
    for (var side = 0u; side < 2u; side++) { at[side] = wordFrom(texts[side], at[side]); }
    if (at.x >= a.length || at.y >= b.length) { return at.x >= a.length && at.y >= b.length; }
    var codes = vec2u(1u);
    while (codes.x > 0u) {
      // The next letter of each word; 0 at its end.
      codes = vec2u(0u);
      for (var side = 0u; side < 2u; side++) {
        while (codes[side] == 0u && at[side] < texts[side].length) {
          let own = charAt(texts[side], at[side]);
          if (isSpaceCode(own.code)) { break; }
          at[side] += own.length;
          if (!isAsciiMark(own.code)) { codes[side] = own.code; }
        }
      }
      if (codes.x != codes.y) { return false; }
    }
  }
}

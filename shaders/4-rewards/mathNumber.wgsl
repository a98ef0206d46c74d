// What: the number that math-verify would take from a text. Needs 4-rewards/prelude. Twin: mathNumber.ref.ts.
// Formula: the last \boxed{…} if a number stands in it (behind a name and =, in front of a unit); else the last number in the 50
// characters behind the word answer and a colon, else behind the word answer, on one line; else the last number of all. A number
// stands at the start, or behind white space or =, perhaps behind ** or $: digits, with thousands in groups, or with a point or a
// comma and decimals, .5, a/b, or \frac{a}{b} anywhere. A percent sign gives v and v/100.
// Not followed: arithmetic, roots, sets, names; of them the numbers alone are read. Source: math-verify 0.9.0, parser.py.
// Uses: 4-rewards/mathDecimal, 4-rewards/lastBox

// Only a number, behind a name and = and in front of a unit: no digit and no sign of arithmetic follows.
fn isAlone(text: Text, start: u32, end: u32) -> bool {
  for (var i = start; i < end; i++) {
    let b = textByte(text, i);
    if (isDigit(b) || b == 43u || b == 45u || b == 42u || b == 47u || b == 40u || b == 44u) { return false; }
  }
  return true;
}

fn mathNumber(whole: Text) -> MathNumber {
  let box = lastBox(whole);
  var best = MathNumber();
  var rank = 0u;
  // End of the word answer, and whether a colon follows.
  var anchor = 0u;
  var colon = false;
  // 0 = the box, 1 = the whole text.
  for (var area = select(1u, 0u, box.x <= box.y); area < 2u && rank < 4u; area++) {
    let end = select(whole.length, box.y, area == 0u);
    let text = Text(whole.origin, whole.rollout, whole.first, end);
    for (var k = select(0u, box.x, area == 0u); k < end; k++) {
      let before = select(32u, textByte(text, max(k, 1u) - 1u), k > 0u && !(area == 0u && k == box.x));
      var start = k;
      if (textByte(text, start) == 42u && mathByte(text, start + 1u) == 42u) { start += 2u; }
      // \$ and $
      if (area == 0u && mathByte(text, start) == 92u && mathByte(text, start + 1u) == 36u) { start++; }
      start = afterCurrency(text, start);
      let slash = mathByte(text, k) == 92u || (mathByte(text, k) == 45u && mathByte(text, k + 1u) == 92u);
      var number = MathNumber();
      if (isSpace(before) || before == 61u || slash) { number = mathNumberAt(text, start); }
      if (number.found) {
        let equals = mathByte(text, afterSpaces(text, number.next)) == 61u;
        let anchored = area == 1u && anchor > 0u && k <= anchor + 51u && !equals;
        var own = select(1u, select(2u, 3u, colon), anchored);
        if (area == 0u) { own = select(0u, 4u, isAlone(text, number.next, end)); }
        if (own > 0u && own >= rank) {
          rank = own;
          best = number;
        }
        anchor = 0u;
        k = max(number.next, k + 1u) - 1u;
        if (area == 0u) { break; }
        continue;
      }
      if (before == 10u && k > 0u) { anchor = 0u; }
      // answer
      if (lowerByte(textByte(text, k)) == 97u && standsAt(text, k, vec2u(0x77736e61u, 0x00007265u), 6u, true)) {
        colon = mathByte(text, k + 6u) == 58u;
        anchor = k + select(6u, 7u, colon);
      }
    }
  }
  return best;
}

fn isSameNumber(a: MathNumber, b: MathNumber) -> bool {
  if (!a.found || !b.found) { return false; }
  for (var way = 0u; way < 4u; way++) {
    if (((way & 1u) == 1u && !a.isPercent) || (way > 1u && !b.isPercent)) { continue; }
    let own = a.value / select(1.0, 100.0, (way & 1u) == 1u);
    let other = b.value / select(1.0, 100.0, way > 1u);
    // Six decimals, or the last bits of a float32; whole numbers exactly.
    let isWhole = own == round(own) || other == round(other);
    if (abs(own - other) <= select(max(5e-7, 2e-7 * abs(own)), 0.0, isWhole)) { return true; }
  }
  return false;
}

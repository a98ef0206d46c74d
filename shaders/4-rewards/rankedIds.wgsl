// What: the numbers of a ranking, [3,1,2], in an answer block. Needs 4-rewards/prelude, letters, blanks and literal. Twin: expressions in the
// .ref.ts files that use it.
// Formula: the pieces between commas; a piece is a whole number with at most one sign and single underscores between digits, white space at its
// ends, or blank.
// Units: as written, at most 10⁷. Source: int() and str.split of Python 3, as MM-R5 (i2vec/MM-R5), qwen_module.py uses them.

struct RankedId {
  // Blank pieces are no ids and no errors.
  isBlank: bool,
  isNumber: bool,
  value: f32,
}

fn rankedId(piece: Text) -> RankedId {
  let text = stripped(piece);
  var id = RankedId(text.length == 0u, false, 0.0);
  if (id.isBlank) { return id; }
  let sign = textByte(text, 0u);
  let signed = (sign == 43u) | (sign == 45u);
  for (var k = select(0u, 1u, signed); k < text.length; k++) {
    let isGap = textByte(text, k) == 95u && id.isNumber && k + 1u < text.length && isDigit(textByte(text, k + 1u));
    if (isGap) { continue; }
    id.isNumber = isDigit(textByte(text, k));
    if (!id.isNumber) { return id; }
    id.value = min(id.value * 10.0 + f32(textByte(text, k) - 48u), 1e7);
  }
  if (sign == 45u) { id.value = -id.value; }
  return id;
}

// <answer>[ at byte i
fn opensRanking(text: Text, i: u32) -> bool {
  return literalAt(text, i, vec4u(0x736e613cu, 0x3e726577u, 0x5bu, 0u), vec4u(0u), 9u);
}

// ]</answer> at byte i
fn closesRanking(text: Text, i: u32) -> bool {
  return literalAt(text, i, vec4u(0x612f3c5du, 0x6577736eu, 0x3e72u, 0u), vec4u(0u), 10u);
}

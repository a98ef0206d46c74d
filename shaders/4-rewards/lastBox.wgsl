// What: the last \boxed{…} of a text, its braces matched. Needs 4-rewards/prelude. Twin: expressions in the .ref.ts files that use it.
// Formula: what stands between the last \boxed{ and its closing brace. Source: math-verify 0.9.0, parser.py; mathruler 0.1.0, grader.py.

// Where the content of the last box starts, and its end; x > y where there is none.
fn lastBox(text: Text) -> vec2u {
  var box = vec2u(1u, 0u);
  for (var i = 0u; i + 8u <= text.length; i++) {
    if (textByte(text, i) != 92u) { continue; }
    // \boxed{
    var k = 0u;
    while (k < 7u && textByte(text, i + k) == ((select(0x7b6465u, 0x786f625cu, k < 4u) >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k == 7u) { box = vec2u(i + 7u, 0u); }
  }
  if (box.x == 1u) { return box; }
  var depth = 1u;
  for (var i = box.x; i < text.length && depth > 0u; i++) {
    let b = textByte(text, i);
    if (b == 123u) { depth++; }
    if (b == 125u) { depth--; }
    box.y = i;
  }
  return select(vec2u(1u, 0u), box, depth == 0u);
}

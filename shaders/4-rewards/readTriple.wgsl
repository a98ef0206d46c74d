// What: the three parts of a written triple. Needs 4-rewards/prelude. Twin: tripleOf in triples.ref.ts.
// Formula: a pair of brackets around the triple is taken away. Its parts are what lies between the first two commas, or, without a
// comma, between white space; the third part is the rest.
// Units: bytes from the start of the text. Source: STAR-R1 (arXiv 2505.15804), reward design.

// First byte and length of each part.
var<private> tripleRead: array<vec2u, 3>;
var<private> tripleHasCommas: bool;

// Where the part of an item that starts at `first` ends: at a comma, or at white space.
fn partEnd(text: Text, first: u32, end: u32, commas: bool) -> u32 {
  var k = first;
  while (k < end && !select(isSpace(textByte(text, k)), textByte(text, k) == 44u, commas)) { k++; }
  return k;
}

// Parts of the item at [start, stop) of the text into tripleRead, untrimmed; false where there is nothing.
fn readTriple(text: Text, start: u32, stop: u32) -> bool {
  var first = start;
  var end = stop;
  for (var turn = 0u; turn < 2u; turn++) {
    while (first < end && isSpace(textByte(text, first))) { first++; }
    while (end > first && isSpace(textByte(text, end - 1u))) { end--; }
    if (first == end) { return turn > 0u; }
    let open = textByte(text, first);
    let close = textByte(text, end - 1u);
    // ( ) or [ ]
    let inBrackets = (open == 40u && close == 41u) || (open == 91u && close == 93u);
    if (turn == 0u && inBrackets && end - first >= 2u) {
      first++;
      end--;
    }
  }
  let commas = partEnd(text, first, end, true) < end;
  tripleHasCommas = commas;
  for (var part = 0u; part < 2u; part++) {
    let last = partEnd(text, first, end, commas);
    tripleRead[part] = vec2u(first, last - first);
    first = min(last + 1u, end);
    // Several blanks part as one does.
    while (part == 0u && !commas && first < end && isSpace(textByte(text, first))) { first++; }
  }
  tripleRead[2] = vec2u(first, end - first);
  return true;
}

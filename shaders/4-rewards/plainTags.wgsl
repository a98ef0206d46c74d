// What: the tags think and answer as a regular expression finds them: byte for byte in lower case, whatever the grammar says. For
// rewards that follow published code built on such expressions. Needs 4-rewards/prelude.
// Formula: <name> or </name>. White space is ASCII's. Twin: expressions in the .ref.ts files that use it.
// Source: format and length rewards of open-r1 and its kin.

const PLAIN_THINK = 0u;
const PLAIN_ANSWER = 1u;
const PLAIN_LENGTHS = array<u32, 2>(5u, 6u);
// t h i n k, a n s w e r
const PLAIN_LETTERS = array<u32, 12>(116u, 104u, 105u, 110u, 107u, 0u, 97u, 110u, 115u, 119u, 101u, 114u);

fn plainTagLength(name: u32, isClosing: bool) -> u32 {
  return PLAIN_LENGTHS[name] + select(2u, 3u, isClosing);
}

// Whether the tag stands at byte i of the completion, whose end is `end`.
fn isPlainTag(r: u32, i: u32, end: u32, name: u32, isClosing: bool) -> bool {
  let length = plainTagLength(name, isClosing);
  if (i + length > end || byteAt(r, i) != 60u || byteAt(r, i + length - 1u) != 62u) { return false; }
  if (isClosing && byteAt(r, i + 1u) != 47u) { return false; }
  let first = i + select(1u, 2u, isClosing);
  for (var k = 0u; k < PLAIN_LENGTHS[name]; k++) {
    if (byteAt(r, first + k) != PLAIN_LETTERS[name * 6u + k]) { return false; }
  }
  return true;
}

// First byte at or behind `start` where the tag stands; `end` where it does not.
fn findPlainTag(r: u32, start: u32, end: u32, name: u32, isClosing: bool) -> u32 {
  var i = start;
  while (i < end && !isPlainTag(r, i, end, name, isClosing)) { i++; }
  return i;
}

// What: names of stations without what spellings differ in. Needs 4-rewards/prelude. Twin: stationName.ref.ts.
// Formula, in this order: Metro and metro go; the signs , * ' and line breaks go; road and Road become lu; Station and station go; a 站 at the end
// goes; round brackets, also wide ones, go with what they hold; white space and hyphens go; letters in lower case. A round is all of this once.
// Of what is left there remain its length and two hashes (FNV-1a and 33·h + byte), by which names are compared.
// Units: bytes; white space and letters are ASCII's. A name of more than LONGEST_NAME bytes is nobody's name. nameMark has one caller: software
// adapters inline all calls and compile slowly.
// Source: RewardMap (arXiv 2510.02240), reason_map.py: clean_string; its spellings of single places are left out.

const LONGEST_NAME = 128u;
const NO_NAME = 0xffffffffu;
const NAME_PASSES = 10u;

var<private> nameBytes: array<u32, 128>;

// The word that pass p takes away, four letters to a word, and its length; 0 for the other passes.
fn nameWord(p: u32) -> vec3u {
  var word = vec3u(0u);
  if (p < 2u) { word = vec3u(0x7274654du, 0x6fu, 5u); }
  if (p == 3u || p == 4u) { word = vec3u(0x64616f52u, 0u, 4u); }
  if (p == 5u || p == 6u) { word = vec3u(0x74617453u, 0x6e6f69u, 7u); }
  // Passes 1, 3 and 6: a small letter first.
  if (p == 1u || p == 3u || p == 6u) { word.x += 32u; }
  return word;
}

// Bytes of a bracket at byte i of the name; wide ones have three.
fn bracketAt(i: u32, length: u32, isClosing: bool) -> u32 {
  let own = nameBytes[i];
  let last = select(0u, 1u, isClosing);
  if (own == 40u + last) { return 1u; }
  if (i + 3u > length || own != 0xefu || nameBytes[i + 1u] != 0xbcu) { return 0u; }
  return select(0u, 3u, nameBytes[i + 2u] == 0x88u + last);
}

// Bytes that pass p takes away at byte i.
fn takenAt(i: u32, length: u32, p: u32) -> u32 {
  let own = nameBytes[i];
  let word = nameWord(p);
  if (word.z > 0u) {
    if (i + word.z > length) { return 0u; }
    var k = 0u;
    while (k < word.z && nameBytes[i + k] == ((select(word.x, word.y, k > 3u) >> (8u * (k & 3u))) & 255u)) { k++; }
    return select(0u, word.z, k == word.z);
  }
  if (p == 2u) { return select(0u, 1u, own == 44u || own == 42u || own == 39u || own == 10u); }
  if (p == 7u) {
    let isEnd = i + 3u == length && own == 0xe7u;
    return select(0u, 3u, isEnd && nameBytes[i + 1u] == 0xabu && nameBytes[i + 2u] == 0x99u);
  }
  if (p == 9u) { return select(0u, 1u, isSpace(own) || own == 45u); }
  let open = bracketAt(i, length, false);
  if (open == 0u) { return 0u; }
  for (var k = i + open; k < length; k++) {
    let close = bracketAt(k, length, true);
    if (close > 0u) { return k + close - i; }
  }
  return 0u;
}

// Length and hashes; NO_NAME for what is too long.
fn nameMark(text: Text, rounds: u32) -> vec3u {
  if (text.length > LONGEST_NAME) { return vec3u(NO_NAME); }
  for (var k = 0u; k < text.length; k++) { nameBytes[k] = textByte(text, k); }
  var length = text.length;
  for (var turn = 0u; turn < NAME_PASSES * rounds; turn++) {
    let p = turn % NAME_PASSES;
    var to = 0u;
    var i = 0u;
    while (i < length) {
      let taken = takenAt(i, length, p);
      if (taken == 0u) {
        let own = nameBytes[i];
        nameBytes[to] = select(own, lowerByte(own), p == 9u);
        to++;
      } else if (p == 3u || p == 4u) {
        nameBytes[to] = 108u;
        nameBytes[to + 1u] = 117u;
        to += 2u;
      }
      i += max(taken, 1u);
    }
    length = to;
  }
  var mark = vec3u(length, 0x811c9dc5u, 5381u);
  for (var k = 0u; k < length; k++) {
    mark.y = (mark.y ^ nameBytes[k]) * 0x01000193u;
    mark.z = mark.z * 33u + nameBytes[k];
  }
  return mark;
}

// What: the sections of a written route: line, departure and arrival of each. Needs 4-rewards/prelude and readTriple. Twin: route.ref.ts.
// Formula: form 0: the text is cut at every --; a piece that has the keys Route Name:, Departure Stop: and Arrival Stop: (in any case with anyCase)
// is a section. Line and departure are what stands between "Route Name: ", "Departure Stop: " and the end of that line, which must be there; the
// arrival is all that follows the last Arrival Stop:, or the whole piece. form 1: the triples of the answer are the sections, as departure, line,
// arrival. White space at the ends goes. Only the first MOST_SECTIONS count. A line or departure that is not there equals nothing.
// Units: bytes. Source: RewardMap (arXiv 2510.02240), reason_map.py: get_acc_planning, get_detailed_reward_planning; form 1: ours.

const MOST_SECTIONS = 32u;
const NOT_THERE = 0xffffffffu;
const PART_LINE = 0u;
const PART_FROM = 1u;
const PART_TO = 2u;

// Part p of section i at [3i + p]: first byte in the completion, and length.
var<private> sectionParts: array<vec2u, 96>;
var<private> sectionCount: u32;

fn sectionPart(r: u32, i: u32, part: u32) -> Text {
  let range = sectionParts[3u * i + part];
  return Text(0u, r, range.x, range.y);
}

// Length of the key at byte i, 0 where it is not there: Route Name:, Departure Stop:, Arrival Stop:.
fn routeKeyAt(text: Text, i: u32, key: u32, anyCase: bool) -> u32 {
  var words = vec4u(0x74756f52u, 0x614e2065u, 0x3a656du, 0u);
  if (key == 1u) { words = vec4u(0x61706544u, 0x72757472u, 0x74532065u, 0x3a706fu); }
  if (key == 2u) { words = vec4u(0x69727241u, 0x206c6176u, 0x706f7453u, 0x3au); }
  let length = select(11u, 17u - 2u * key, key > 0u);
  if (i + length > text.length) { return 0u; }
  for (var k = 0u; k < length; k++) {
    let own = textByte(text, i + k);
    let right = (words[k / 4u] >> (8u * (k & 3u))) & 255u;
    if (own != right && !(anyCase && lowerByte(own) == lowerByte(right))) { return 0u; }
  }
  return length;
}

fn keepPart(part: u32, text: Text, first: u32, end: u32) {
  let own = trimmed(Text(text.origin, text.rollout, text.first + first, end - first), false);
  sectionParts[3u * sectionCount + part] = vec2u(own.first, own.length);
}

// A piece of form 0; counted where it has all keys.
fn readPiece(piece: Text, anyCase: bool) {
  var found = 0u;
  var lastKey = 0u;
  for (var key = 0u; key < 2u; key++) { sectionParts[3u * sectionCount + key] = vec2u(0u, NOT_THERE); }
  var have = vec2<bool>(false);
  for (var i = 0u; i < piece.length; i++) {
    for (var key = 0u; key < 3u; key++) {
      let loose = routeKeyAt(piece, i, key, anyCase);
      if (loose == 0u) { continue; }
      found |= 1u << key;
      if (anyCase && routeKeyAt(piece, i, key, false) == 0u) { continue; }
      if (key == 2u) {
        lastKey = i + loose;
        continue;
      }
      let first = i + loose + 1u;
      var end = first;
      while (end < piece.length && textByte(piece, end) != 10u) { end++; }
      if (have[key] || first > piece.length || textByte(piece, first - 1u) != 32u || end >= piece.length) { continue; }
      have[key] = true;
      keepPart(key, piece, first, end);
    }
  }
  keepPart(PART_TO, piece, lastKey, piece.length);
  sectionCount += select(0u, 1u, found == 7u);
}

fn readSections(r: u32, form: u32, anyCase: bool) {
  sectionCount = 0u;
  var text = spanBytes(r, SPAN_COMPLETION);
  if (form == 1u) { text = spanBytes(r, SPAN_ANSWER); }
  var first = 0u;
  for (var k = 0u; k <= text.length && sectionCount < MOST_SECTIONS; k++) {
    let isEnd = k == text.length;
    let own = textByte(text, min(k, max(text.length, 1u) - 1u));
    if (form == 1u) {
      if (!isEnd && own != 59u && own != 10u) { continue; }
      if (readTriple(text, first, k)) {
        for (var part = 0u; part < 3u; part++) {
          let range = tripleRead[select(part, 1u - part, part < 2u)];
          keepPart(part, text, range.x, range.x + range.y);
        }
        sectionCount++;
      }
      first = k + 1u;
      continue;
    }
    let isCut = own == 45u && k >= first && k + 1u < text.length && textByte(text, k + 1u) == 45u;
    if (!isEnd && !isCut) { continue; }
    readPiece(Text(text.origin, text.rollout, text.first + min(first, k), k - min(first, k)), anyCase);
    first = k + 2u;
  }
}

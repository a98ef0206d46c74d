// What: triples (object, attribute, value) written in a text, and how much of a true one a written one gets right. Needs
// 4-rewards/prelude. Twin: triples.ref.ts. Every function has one caller: software adapters inline all calls and compile slowly.
// Formula: a text lists triples on lines of their own or between semicolons; empty ones do not count. Their parts (4-rewards/readTriple)
// are compared byte for byte without white space at their ends.
// Credit of a pair: `full` where all three parts agree, `second` where object and attribute do, `first` where the object does.
// The true triples are those of the truth, or those that its answer lists. Only the first 32 of either are compared.
// Source: STAR-R1 (arXiv 2505.15804), reward design.
// Uses: 4-rewards/readTriple

const MOST_TRIPLES = 32u;

struct Ladder {
  full: f32,
  second: f32,
  first: f32,
  oneToOne: bool,
}

// Side 0 = written, 1 = true. Part p of triple i: first byte and length at [side·96 + 3i + p].
var<private> tripleParts: array<vec2u, 192>;
var<private> tripleCounts: array<u32, 2>;
var<private> tripleCredits: array<f32, 32>;

fn sideText(r: u32, side: u32) -> Text {
  if (side == 0u) { return spanBytes(r, SPAN_ANSWER); }
  return truthAnswer(r);
}

fn readSide(r: u32, side: u32) {
  let text = sideText(r, side);
  var first = 0u;
  var count = 0u;
  for (var k = 0u; k <= text.length; k++) {
    if (k < text.length && textByte(text, k) != 59u && textByte(text, k) != 10u) { continue; }
    let found = readTriple(text, first, k);
    let at = side * 96u + 3u * count;
    for (var part = 0u; part < 3u && found && count < MOST_TRIPLES; part++) { tripleParts[at + part] = tripleRead[part]; }
    count += select(0u, 1u, found);
    first = k + 1u;
  }
  tripleCounts[side] = count;
}

fn partOf(r: u32, side: u32, i: u32, part: u32) -> Text {
  if (side == 1u && tripleCount(r) > 0u) { return trimmed(truthText(r, TRUTH_TRIPLES, 3u * i + part), false); }
  let range = tripleParts[side * 96u + 3u * i + part];
  let text = sideText(r, side);
  return trimmed(Text(text.origin, text.rollout, text.first + range.x, range.y), false);
}

fn pairCredit(r: u32, i: u32, j: u32, ladder: Ladder) -> f32 {
  let credits = array<f32, 4>(0.0, ladder.first, ladder.second, ladder.full);
  var same = 0u;
  while (same < 3u && bytesEqual(partOf(r, 0u, i, same), partOf(r, 1u, j, same))) { same++; }
  return credits[same];
}

// Reads both sides and fills tripleCredits. One to one: the best pair first; ties by place in the answer, then in the truth.
fn readCredits(r: u32, ladder: Ladder) {
  for (var side = 0u; side < 2u; side++) { readSide(r, side); }
  if (tripleCount(r) > 0u) { tripleCounts[1] = tripleCount(r); }
  let written = min(tripleCounts[0], MOST_TRIPLES);
  let right = min(tripleCounts[1], MOST_TRIPLES);
  var usedWritten = 0u;
  var usedRight = 0u;
  for (var i = 0u; i < MOST_TRIPLES; i++) { tripleCredits[i] = 0.0; }
  for (var pair = 0u; pair < select(1u, min(written, right), ladder.oneToOne); pair++) {
    var best = vec2u(0u);
    var most = -1.0;
    for (var i = 0u; i < written; i++) {
      for (var j = 0u; j < right; j++) {
        if ((((usedWritten >> i) | (usedRight >> j)) & 1u) == 1u) { continue; }
        let own = pairCredit(r, i, j, ladder);
        if (!ladder.oneToOne) { tripleCredits[i] = max(tripleCredits[i], own); }
        if (own > most) {
          most = own;
          best = vec2u(i, j);
        }
      }
    }
    if (!ladder.oneToOne) { continue; }
    tripleCredits[best.x] = most;
    usedWritten |= 1u << best.x;
    usedRight |= 1u << best.y;
  }
}

// What: triples (object, attribute, value) written in a text, and how much of a true one a written one gets right. Needs
// 4-rewards/prelude. Twin: triples.ref.ts. Every function has one caller: software adapters inline all calls and compile slowly.
// Formula: a text lists triples on lines of their own or between semicolons; empty ones do not count. Their parts (4-rewards/readTriple)
// are compared byte for byte without white space at their ends. Where white space parts them, the true parts say where one ends: 'hot
// dog colour red' has the object 'hot dog' where that is the true one.
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
// Bit i: white space parts the written triple i.
var<private> tripleByWords: u32;
var<private> tripleCredits: array<f32, 32>;

fn sideText(r: u32, side: u32) -> Text {
  if (side == 0u) { return spanBytes(r, SPAN_ANSWER); }
  return truthAnswer(r);
}

fn readSide(r: u32, side: u32) {
  let text = sideText(r, side);
  if (side == 0u) { tripleByWords = 0u; }
  var first = 0u;
  var count = 0u;
  for (var k = 0u; k <= text.length; k++) {
    if (k < text.length && textByte(text, k) != 59u && textByte(text, k) != 10u) { continue; }
    let found = readTriple(text, first, k);
    let at = side * 96u + 3u * count;
    for (var part = 0u; part < 3u && found && count < MOST_TRIPLES; part++) { tripleParts[at + part] = tripleRead[part]; }
    if (side == 0u && found && count < MOST_TRIPLES) { tripleByWords |= select(1u, 0u, tripleHasCommas) << count; }
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

// The whole of a written triple.
fn restOf(r: u32, i: u32) -> Text {
  let text = sideText(r, 0u);
  let first = tripleParts[3u * i];
  let last = tripleParts[3u * i + 2u];
  return Text(text.origin, text.rollout, text.first + first.x, last.x + last.y - first.x);
}

fn pairCredit(r: u32, i: u32, j: u32, ladder: Ladder) -> f32 {
  let credits = array<f32, 4>(0.0, ladder.first, ladder.second, ladder.full);
  let byWords = ((tripleByWords >> i) & 1u) == 1u;
  var rest = restOf(r, i);
  var same = 0u;
  while (same < 3u) {
    let right = partOf(r, 1u, j, same);
    var own = partOf(r, 0u, i, same);
    if (byWords) {
      while (rest.length > 0u && isSpace(textByte(rest, 0u))) { rest = Text(rest.origin, rest.rollout, rest.first + 1u, rest.length - 1u); }
      let ends = same < 2u && right.length > 0u && right.length < rest.length && isSpace(textByte(rest, right.length));
      own = Text(rest.origin, rest.rollout, rest.first, select(rest.length, right.length, ends));
    }
    if (!bytesEqual(own, right)) { break; }
    rest = Text(rest.origin, rest.rollout, rest.first + own.length, rest.length - own.length);
    same++;
  }
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

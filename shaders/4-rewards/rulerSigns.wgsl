// What: the signs of two answers that mean something to MathRuler, one after the other. Needs 4-rewards/prelude and unicode. Twin:
// mathRuler.ref.ts.
// Formula: lower case, without white space, $, %, braces, units of length, time and angle (with -s, -es and a power), \text \textbf \mathrm
// \mathbf \left \right \! \, \; ^\circ, and the commas of groups of thousands. \frac{a}{b} is a/b; so are \dfrac and \tfrac, and without braces
// a and b are one sign each. A fraction behind a whole number is added: 1 1/2 and 1\frac{1}{2} are 1+1/2.
// A test packs the comments again. Units: code points. Of an answer with more than 128 signs only the number is kept, one too many.
// Source: mathruler 0.1.0, grader.py (_normalize), math_normalize.py (_strip_string).

const MOST_SIGNS = 128u;
// Side 0 is the answer, side 1 the truth.
var<private> signs: array<u32, 256>;
var<private> signCount: array<u32, 2>;

// Units, what is idle, and fractions.
const UNITS = 16u;
const FRACTIONS = 24u;
const WORDS = array<vec4u, 27>(
  vec4u(0x72676564u, 0x6565u, 0x0u, 6u), // degree
  vec4u(0x6d63u, 0x0u, 0x0u, 2u), // cm
  vec4u(0x746e6563u, 0x74656d69u, 0x7265u, 10u), // centimeter
  vec4u(0x6574656du, 0x72u, 0x0u, 5u), // meter
  vec4u(0x656c696du, 0x0u, 0x0u, 4u), // mile
  vec4u(0x6f636573u, 0x646eu, 0x0u, 6u), // second
  vec4u(0x756e696du, 0x6574u, 0x0u, 6u), // minute
  vec4u(0x72756f68u, 0x0u, 0x0u, 4u), // hour
  vec4u(0x796164u, 0x0u, 0x0u, 3u), // day
  vec4u(0x6b656577u, 0x0u, 0x0u, 4u), // week
  vec4u(0x746e6f6du, 0x68u, 0x0u, 5u), // month
  vec4u(0x72616579u, 0x0u, 0x0u, 4u), // year
  vec4u(0x746f6f66u, 0x0u, 0x0u, 4u), // foot
  vec4u(0x74656566u, 0x0u, 0x0u, 4u), // feet
  vec4u(0x68636e69u, 0x0u, 0x0u, 4u), // inch
  vec4u(0x64726179u, 0x0u, 0x0u, 4u), // yard
  vec4u(0x7865745cu, 0x74u, 0x0u, 5u), // \text
  vec4u(0x7865745cu, 0x666274u, 0x0u, 7u), // \textbf
  vec4u(0x74616d5cu, 0x6d7268u, 0x0u, 7u), // \mathrm
  vec4u(0x74616d5cu, 0x666268u, 0x0u, 7u), // \mathbf
  vec4u(0x66656c5cu, 0x74u, 0x0u, 5u), // \left
  vec4u(0x6769725cu, 0x7468u, 0x0u, 6u), // \right
  vec4u(0x69635c5eu, 0x6372u, 0x0u, 6u), // ^\circ
  vec4u(0x635c7b5eu, 0x637269u, 0x0u, 7u), // ^{\circ
  vec4u(0x6172665cu, 0x63u, 0x0u, 5u), // \frac
  vec4u(0x7266645cu, 0x6361u, 0x0u, 6u), // \dfrac
  vec4u(0x7266745cu, 0x6361u, 0x0u, 6u), // \tfrac
);

fn byteIn(text: Text, k: u32) -> u32 {
  if (k >= text.length) { return 0u; }
  return textByte(text, k);
}

// The row of the longest word at byte k, and its length; 0 where none stands there.
fn wordAt(text: Text, k: u32) -> vec2u {
  var found = vec2u(0u);
  for (var w = 0u; w < 27u; w++) {
    let word = WORDS[w];
    var n = 0u;
    while (n < word.w && byteIn(text, k + n) == ((word[n / 4u] >> (8u * (n & 3u))) & 255u)) { n++; }
    if (n == word.w && n > found.y) { found = vec2u(w, n); }
  }
  return found;
}

// Behind the plural and the power of a unit.
fn behindUnit(text: Text, start: u32) -> u32 {
  var k = start;
  if (byteIn(text, k) == 101u && byteIn(text, k + 1u) == 115u) { k += 2u; }
  if (byteIn(text, k) == 115u) { k++; }
  var power = k;
  while (byteIn(text, power) == 32u) { power++; }
  if (byteIn(text, power) != 94u || !isDigit(byteIn(text, power + 1u))) { return k; }
  power += 2u;
  while (isDigit(byteIn(text, power))) { power++; }
  return power;
}

// How many bytes of one sign at byte k mean nothing.
fn idleAt(text: Text, k: u32) -> u32 {
  let b = byteIn(text, k);
  let next = byteIn(text, k + 1u);
  // \ in front of $ % ! , ; and a blank
  let isEscape = (b == 92u) & ((next == 36u) | (next == 37u) | (next == 33u) | (next == 44u) | (next == 59u) | (next == 32u));
  var digits = 0u;
  while (b == 44u && isDigit(byteIn(text, k + 1u + digits))) { digits++; }
  let isGroup = digits == 3u && k > 0u && isDigit(byteIn(text, k - 1u));
  let isMark = (b == 36u) | (b == 37u) | (b == 123u) | (b == 125u) | isGroup;
  return select(select(0u, 1u, isMark), 2u, isEscape);
}

fn keepSign(side: u32, code: u32) {
  let n = signCount[side];
  if (n < MOST_SIGNS) { signs[side * MOST_SIGNS + n] = code; }
  signCount[side] = min(n + 1u, MOST_SIGNS + 1u);
}

// A fraction stands at byte k: + in front of it where a digit is the last sign.
fn addFraction(side: u32) {
  let n = signCount[side];
  if (n > 0u && isDigit(signs[side * MOST_SIGNS + min(n, MOST_SIGNS) - 1u])) { keepSign(side, 43u); }
}

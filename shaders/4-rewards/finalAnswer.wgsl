// What: an answer line as text that can be compared: without units and signs of LaTeX that mean nothing. Needs 4-rewards/prelude.
// Twin: finalAnswer.ref.ts, which has the steps one by one.
// Formula: what stands behind the last =; the rules in their order, ⏎ a line break, ␣ a blank, – nothing; the first $…$ where there is one; \text{…},
// \textbf{…}, \overline{…} and the widest \boxed{…} unwrapped; \frac{a}{b} and \sqrt{a} of single signs like \fracab and \sqrta; no $; no
// commas where the rest is digits; no white space at the ends. A test packs the comments again.
// Units: bytes, at most 512.
// Source: EasyR1 (hiyouga/EasyR1), examples/reward_function/dapo.py: normalize_final_answer, after DAPO's.

struct Rule {
  letters: vec4u,
  put: vec2u,
  length: u32,
  putLength: u32,
}

const RULE_COUNT = 59u;
// From here on: wrappings, the last of them with the last brace; braces around single signs; $; commas among digits.
const WRAPPINGS = 51u;
const LAST_WRAPPING = 54u;
const SHORT_FRACTION = 55u;
const SHORT_ROOT = 56u;
const COMMAS = 58u;
const RULES = array<Rule, 59>(
  Rule(vec4u(0x206e61u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 3u, 0u), // an␣ → –
  Rule(vec4u(0x2061u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 2u, 0u), // a␣ → –
  Rule(vec4u(0x242eu, 0x0u, 0x0u, 0x0u), vec2u(0x24u, 0x0u), 2u, 1u), // .$ → $
  Rule(vec4u(0x245cu, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 2u, 0u), // \$ → –
  Rule(vec4u(0x205cu, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 2u, 0u), // \␣ → –
  Rule(vec4u(0x20u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 1u, 0u), // ␣ → –
  Rule(vec4u(0x786f626du, 0x0u, 0x0u, 0x0u), vec2u(0x74786574u, 0x0u), 4u, 4u), // mbox → text
  Rule(vec4u(0x65745c2cu, 0x617b7478u, 0x7d646eu, 0x0u), vec2u(0x2cu, 0x0u), 11u, 1u), // ,\text{and} → ,
  Rule(vec4u(0x7865745cu, 0x6e617b74u, 0x7d64u, 0x0u), vec2u(0x2cu, 0x0u), 10u, 1u), // \text{and} → ,
  Rule(vec4u(0x7865745cu, 0x7d6d7b74u, 0x0u, 0x0u), vec2u(0x7865745cu, 0x7d7b74u), 8u, 7u), // \text{m} → \text{}
  Rule(vec4u(0x61757173u, 0x6572u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 6u, 0u), // square → –
  Rule(vec4u(0x73796177u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 4u, 0u), // ways → –
  Rule(vec4u(0x65746e69u, 0x73726567u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 8u, 0u), // integers → –
  Rule(vec4u(0x6c6c6f64u, 0x737261u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 7u, 0u), // dollars → –
  Rule(vec4u(0x68706du, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 3u, 0u), // mph → –
  Rule(vec4u(0x68636e69u, 0x7365u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 6u, 0u), // inches → –
  Rule(vec4u(0x72756f68u, 0x73u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 5u, 0u), // hours → –
  Rule(vec4u(0x6d6bu, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 2u, 0u), // km → –
  Rule(vec4u(0x74696e75u, 0x73u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 5u, 0u), // units → –
  Rule(vec4u(0x6f646c5cu, 0x7374u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 6u, 0u), // \ldots → –
  Rule(vec4u(0x657573u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 3u, 0u), // sue → –
  Rule(vec4u(0x6e696f70u, 0x7374u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 6u, 0u), // points → –
  Rule(vec4u(0x74656566u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 4u, 0u), // feet → –
  Rule(vec4u(0x756e696du, 0x736574u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 7u, 0u), // minutes → –
  Rule(vec4u(0x69676964u, 0x7374u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 6u, 0u), // digits → –
  Rule(vec4u(0x746e6563u, 0x73u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 5u, 0u), // cents → –
  Rule(vec4u(0x72676564u, 0x736565u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 7u, 0u), // degrees → –
  Rule(vec4u(0x6d63u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 2u, 0u), // cm → –
  Rule(vec4u(0x6d67u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 2u, 0u), // gm → –
  Rule(vec4u(0x6e756f70u, 0x7364u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 6u, 0u), // pounds → –
  Rule(vec4u(0x6574656du, 0x7372u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 6u, 0u), // meters → –
  Rule(vec4u(0x6c61656du, 0x73u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 5u, 0u), // meals → –
  Rule(vec4u(0x65676465u, 0x73u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 5u, 0u), // edges → –
  Rule(vec4u(0x64757473u, 0x73746e65u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 8u, 0u), // students → –
  Rule(vec4u(0x6c696863u, 0x6e657264u, 0x6b636974u, 0x737465u), vec2u(0x0u, 0x0u), 15u, 0u), // childrentickets → –
  Rule(vec4u(0x746c756du, 0x656c7069u, 0x73u, 0x0u), vec2u(0x0u, 0x0u), 9u, 0u), // multiples → –
  Rule(vec4u(0x7865745cu, 0x7d737b74u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 8u, 0u), // \text{s} → –
  Rule(vec4u(0x7865745cu, 0x7d2e7b74u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 8u, 0u), // \text{.} → –
  Rule(vec4u(0x7865745cu, 0x730a7b74u, 0x7du, 0x0u), vec2u(0x0u, 0x0u), 9u, 0u), // \text{⏎s} → –
  Rule(vec4u(0x7865745cu, 0x5e7d7b74u, 0x32u, 0x0u), vec2u(0x0u, 0x0u), 9u, 0u), // \text{}^2 → –
  Rule(vec4u(0x7865745cu, 0x5e7d7b74u, 0x33u, 0x0u), vec2u(0x0u, 0x0u), 9u, 0u), // \text{}^3 → –
  Rule(vec4u(0x7865745cu, 0x7d0a7b74u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 8u, 0u), // \text{⏎} → –
  Rule(vec4u(0x7865745cu, 0x7d7b74u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 7u, 0u), // \text{} → –
  Rule(vec4u(0x74616d5cu, 0x7b6d7268u, 0x7d6874u, 0x0u), vec2u(0x0u, 0x0u), 11u, 0u), // \mathrm{th} → –
  Rule(vec4u(0x69635c5eu, 0x6372u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 6u, 0u), // ^\circ → –
  Rule(vec4u(0x635c7b5eu, 0x7d637269u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 8u, 0u), // ^{\circ} → –
  Rule(vec4u(0x3b5cu, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 2u, 0u), // \; → –
  Rule(vec4u(0x215c2cu, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 3u, 0u), // ,\! → –
  Rule(vec4u(0x7d2c7bu, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 3u, 0u), // {,} → –
  Rule(vec4u(0x22u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 1u, 0u), // " → –
  Rule(vec4u(0x746f645cu, 0x73u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 5u, 0u), // \dots → –
  Rule(vec4u(0x7865745cu, 0x7b74u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 6u, 0u), // \text{ → –
  Rule(vec4u(0x7865745cu, 0x7b666274u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 8u, 0u), // \textbf{ → –
  Rule(vec4u(0x65766f5cu, 0x6e696c72u, 0x7b65u, 0x0u), vec2u(0x0u, 0x0u), 10u, 0u), // \overline{ → –
  Rule(vec4u(0x786f625cu, 0x7b6465u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 7u, 0u), // \boxed{ → –
  Rule(vec4u(0x63617266u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 4u, 0u), // frac → –
  Rule(vec4u(0x74727173u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 4u, 0u), // sqrt → –
  Rule(vec4u(0x24u, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 1u, 0u), // $ → –
  Rule(vec4u(0x2cu, 0x0u, 0x0u, 0x0u), vec2u(0x0u, 0x0u), 1u, 0u), // , → –
);

const MOST_BYTES = 512u;
// Side 0 is the answer, side 1 the truth.
var<private> line: array<u32, 1024>;
var<private> lineLength: array<u32, 2>;

fn standsOn(side: u32, at: u32, rule: Rule) -> bool {
  if (at + rule.length > lineLength[side]) { return false; }
  var k = 0u;
  while (k < rule.length && line[side * MOST_BYTES + at + k] == ((rule.letters[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
  return k == rule.length;
}

// The first } at or behind a place, or the last of all; the length where there is none.
fn closingBrace(side: u32, start: u32, last: bool) -> u32 {
  var place = lineLength[side];
  for (var k = start; k < lineLength[side]; k++) {
    if (line[side * MOST_BYTES + k] != 125u) { continue; }
    place = k;
    if (!last) { break; }
  }
  return place;
}

// Every occurrence becomes rule.put; with `wraps` 1 or 2 only the rule's letters and the first (last) } behind them go.
fn rewrite(side: u32, rule: Rule, wraps: u32) {
  let n = lineLength[side];
  let base = side * MOST_BYTES;
  var kept = 0u;
  // The } that goes.
  var gone = n;
  for (var i = 0u; i < n; ) {
    if (i == gone) {
      gone = n;
      i++;
      continue;
    }
    if (gone == n && standsOn(side, i, rule)) {
      let brace = closingBrace(side, i + rule.length, wraps == 2u);
      if (wraps == 0u || brace < n) {
        for (var k = 0u; k < rule.putLength; k++) { line[base + kept + k] = (rule.put[k / 4u] >> (8u * (k & 3u))) & 255u; }
        kept += rule.putLength;
        gone = select(brace, n, wraps == 0u);
        i += rule.length;
        continue;
      }
    }
    line[base + kept] = line[base + i];
    kept++;
    i++;
  }
  lineLength[side] = kept;
}

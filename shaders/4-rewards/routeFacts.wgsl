// What: what a question about a map says beside its answer, as facts of the truth. Needs 4-rewards/prelude. Twin: route.ref.ts.
// Formula: the first fact of the kind from, to (stations), transfers (the least number that the route needs) or map (easy, middle, hard).
// Units: index among the facts. Source: RewardMap (arXiv 2510.02240), custom.py: station_1, station_2, question_transfer_count, difficulty_city.

const FACT_FROM = 0u;
const FACT_TO = 1u;
const FACT_TRANSFERS = 2u;
const FACT_MAP = 3u;
const NO_FACT = 0xffffffffu;

// Index of the first fact of that kind.
fn routeFact(r: u32, kind: u32) -> u32 {
  var words = vec4u(0x6d6f7266u, 0u, 0u, 4u);
  if (kind == FACT_TO) { words = vec4u(0x6f74u, 0u, 0u, 2u); }
  if (kind == FACT_TRANSFERS) { words = vec4u(0x6e617274u, 0x72656673u, 0x73u, 9u); }
  if (kind == FACT_MAP) { words = vec4u(0x70616du, 0u, 0u, 3u); }
  for (var f = 0u; f < factCount(r); f++) {
    let own = factKind(r, f);
    if (own.length != words.w) { continue; }
    var k = 0u;
    while (k < own.length && textByte(own, k) == ((words[k / 4u] >> (8u * (k & 3u))) & 255u)) { k++; }
    if (k == own.length) { return f; }
  }
  return NO_FACT;
}

// What: a written route against the map. Needs 4-rewards/prelude, stationName, routeSections and routeFacts. Twin: route.ref.ts.
// Formula: the map is the truth's triples (station, line, next station): a line exists by its exact name, a station lies on it where a triple of the
// line names it. Names of stations are compared by 4-rewards/stationName: two rounds for written ones, one for true ones.
// Shapes: at most 64 triples.
// Source: RewardMap (arXiv 2510.02240), reason_map.py.

const MOST_LINKS = 64u;
const SECTION_MARKS = 2u;
const LINK_MARKS = 66u;

// Marks of names: true ends, departure and arrival of each section, both stations of each triple.
var<private> marks: array<vec3u, 194>;

fn linkCount(r: u32) -> u32 {
  return min(tripleCount(r), MOST_LINKS);
}

// Fills marks; needs the sections.
fn readMarks(r: u32) {
  let end = LINK_MARKS + 2u * linkCount(r);
  for (var n = 0u; n < end; n++) {
    if (n >= SECTION_MARKS + 2u * sectionCount && n < LINK_MARKS) { continue; }
    let isWritten = n >= SECTION_MARKS && n < LINK_MARKS;
    var name = factText(r, routeFact(r, FACT_FROM + (n & 1u)));
    if (isWritten) { name = sectionPart(r, (n - SECTION_MARKS) / 2u, PART_FROM + (n & 1u)); }
    if (n >= LINK_MARKS) { name = tripleText(r, (n - LINK_MARKS) / 2u, 2u * (n & 1u)); }
    marks[n] = nameMark(name, select(1u, 2u, isWritten));
  }
}

fn isSameName(a: u32, b: u32) -> bool {
  return all(marks[a] == marks[b]) && marks[a].x != NO_NAME;
}

fn isLine(r: u32, line: Text) -> bool {
  for (var t = 0u; t < linkCount(r); t++) {
    if (bytesEqual(tripleText(r, t, 1u), line)) { return true; }
  }
  return false;
}

// Whether the names with marks n and n + 1 both lie on the line.
fn areOnLine(r: u32, line: Text, n: u32) -> bool {
  var found = vec2<bool>(false);
  for (var k = 0u; k < 2u * linkCount(r); k++) {
    if (!bytesEqual(tripleText(r, k / 2u, 1u), line)) { continue; }
    found = found | vec2<bool>(isSameName(n, LINK_MARKS + k), isSameName(n + 1u, LINK_MARKS + k));
  }
  return all(found);
}

// Whether the route begins and ends where it shall.
fn hasRightEnds(r: u32) -> bool {
  if (routeFact(r, FACT_FROM) == NO_FACT || routeFact(r, FACT_TO) == NO_FACT || sectionCount == 0u) { return false; }
  return isSameName(0u, SECTION_MARKS) && isSameName(1u, SECTION_MARKS + 2u * sectionCount - 1u);
}

// Whether both stops of section i lie on its line.
fn isOnOwnLine(r: u32, i: u32) -> bool {
  return areOnLine(r, sectionPart(r, i, PART_LINE), SECTION_MARKS + 2u * i);
}

// Whether the section behind section i departs where it arrives.
fn isJoined(i: u32) -> bool {
  return isSameName(SECTION_MARKS + 2u * i + 1u, SECTION_MARKS + 2u * i + 2u);
}

// What: how long a step of a tour is, between two nodes of a graph with distances. Needs graphLinks.
// Formula: the whole number of the last link between the two; where there is none, the shortest way over other links, or 99999 where there is
// none either.
// Units: those of the distances. Source: Graph-R1 (Graph-Reasoner/Graph-R1), tasks/TSP.py: build_graph_from_text.

const NO_WAY = 99999.0;

fn linkLength(r: u32, i: u32) -> f32 {
  let text = stripped(tripleText(r, i, 1u));
  var length = 0.0;
  for (var k = 0u; k < text.length && isDigit(textByte(text, k)); k++) {
    length = length * 10.0 + f32(textByte(text, k) - 48u);
  }
  return length;
}

// Bellman and Ford: so many rounds as there are nodes; of links between the same two the last one counts in the first round.
fn stepLength(r: u32, ends: vec2u) -> f32 {
  var ways: array<f32, MOST_NODES>;
  for (var node = 0u; node < MOST_NODES; node++) { ways[node] = NO_WAY; }
  ways[ends.x] = 0.0;
  let isLinked = hasNode(links[ends.x], ends.y);
  for (var round = 0u; round < optionCount(r); round++) {
    for (var i = 0u; i < tripleCount(r); i++) {
      let own = vec2u(linkEnds[i] & 0xffffu, linkEnds[i] >> 16u);
      if (own.x == NO_NODE || own.y == NO_NODE) { continue; }
      let length = linkLength(r, i);
      if (isLinked) {
        let isIt = all(own == ends) || all(own.yx == ends);
        ways[ends.y] = select(ways[ends.y], length, isIt);
        continue;
      }
      ways[own.x] = min(ways[own.x], ways[own.y] + length);
      ways[own.y] = min(ways[own.y], ways[own.x] + length);
    }
    if (isLinked) { break; }
  }
  return ways[ends.y];
}

// What: the graph of the truth: its nodes, their links, and which of them can be reached. Needs 4-rewards/prelude, letters and blanks.
// Formula: nodes are the truth's options by their place; a name, without white space at its ends, is the first node that is called so. Links are the
// truth's triples (a node, what joins them, a node), without a direction; those of unknown names are left out.
// Shapes: at most MOST_NODES nodes, one bit each, and MOST_LINKS links; graphFits says whether that is enough. Twin: graphLinks.ref.ts.
// Source: Graph-R1 (Graph-Reasoner/Graph-R1), build_networkx_graph, find_node_by_name.

const MOST_NODES = 64u;
const MOST_LINKS = 512u;
const NO_NODE = 64u;

// Bit n of row u: there is a link from u to n.
var<private> links: array<vec2u, MOST_NODES>;
// Both ends of every link, the second one in the higher half; NO_NODE where no node is called so.
var<private> linkEnds: array<u32, MOST_LINKS>;
// The nodes that the truth's first two labels name.
var<private> askedNodes: vec2u;

fn nodeBit(node: u32) -> vec2u {
  return vec2u(select(0u, 1u << (node & 31u), node < 32u), select(0u, 1u << (node & 31u), node >= 32u && node < 64u));
}

fn hasNode(nodes: vec2u, node: u32) -> bool {
  return any((nodes & nodeBit(node)) != vec2u(0u));
}

fn countNodes(nodes: vec2u) -> u32 {
  return countOneBits(nodes.x) + countOneBits(nodes.y);
}

fn graphFits(r: u32) -> bool {
  return optionCount(r) <= MOST_NODES && tripleCount(r) <= MOST_LINKS;
}

fn nodeNamed(r: u32, text: Text) -> u32 {
  let name = stripped(text);
  for (var node = 0u; node < min(optionCount(r), MOST_NODES); node++) {
    if (bytesEqual(stripped(optionText(r, node)), name)) { return node; }
  }
  return NO_NODE;
}

// One call for all names: software adapters compile every call anew.
fn readLinks(r: u32) {
  for (var node = 0u; node < MOST_NODES; node++) { links[node] = vec2u(0u); }
  let ends = 2u * min(tripleCount(r), MOST_LINKS);
  var other = NO_NODE;
  for (var k = 0u; k < ends + 2u; k++) {
    var name = tripleText(r, k / 2u, 2u * (k & 1u));
    if (k >= ends) { name = truthLabel(r, k - ends); }
    let node = nodeNamed(r, name);
    if (k >= ends) {
      askedNodes[k - ends] = node;
    } else if ((k & 1u) == 0u) {
      other = node;
    } else {
      linkEnds[k / 2u] = other | (node << 16u);
      if (other == NO_NODE || node == NO_NODE) { continue; }
      links[other] |= nodeBit(node);
      links[node] |= nodeBit(other);
    }
  }
}

// Every node that has a link to one of these.
fn neighboursOf(nodes: vec2u) -> vec2u {
  var found = vec2u(0u);
  for (var node = 0u; node < MOST_NODES; node++) {
    if (hasNode(nodes, node)) { found |= links[node]; }
  }
  return found;
}

// Nodes that at most so many links lead to from a node, itself among them.
fn reached(node: u32, steps: u32) -> vec2u {
  var nodes = nodeBit(node);
  for (var step = 0u; step < steps; step++) {
    let more = nodes | neighboursOf(nodes);
    if (all(more == nodes)) { break; }
    nodes = more;
  }
  return nodes;
}

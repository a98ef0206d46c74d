// What: pays the solution of a problem on a graph that the completion lists: the optimum in full, a worse one by its share, none with a fine.
// Formula: the last list [a, b, …] of the completion (4-rewards/listedNames) names nodes. value = what it is worth, −2 where it is no solution, −1
// where there is no list. best if value = optimum; else, where value > 0, share·ratio, ratio = value/optimum where more is better (not cut
// at 1), optimum/value where less is better, (optimum/value)² for a tour; else fine. Without an optimum, or with 0, value itself.
// Tasks: 0 independent set: names, repeated ones again; no two of them linked. 1 cover: names; every link has one of them. 2 clique: names, if
// the different ones have k·(k − 1)/2 links, k = names. 3 components: names, if no two can be reached from each other. 4 diameter: the links of a
// way that is a shortest one between its ends. 5 common neighbours: different names, each linked to both of the labels. 6 way from the first
// label to the second: its links. 7 tour: lengths of the steps, through every node once and back (4-rewards/graphTour). Names that no node has
// are left out in 0, 2, 3, 4 and 6, and otherwise make it no solution.
// Shapes: column (R). Units: those of best, share and fine. 0 where the truth has no options (there is no graph); not scored where it has more than
// 64, or more than 512 triples.
// Source: Graph-R1 (Graph-Reasoner/Graph-R1), grapharena_repeat_aggressive.py: graph_reward; tasks/*.py: check_solution.
// Reward: graphAnswer
// Range: [-100, 10000000]
// Knob: task = 0, 0, 7, 0 set, 1 cover, 2 clique, 3 components, 4 diameter, 5 neighbours, 6 way, 7 tour
// Knob: best = 2, 0, 100, for the optimum
// Knob: share = 0.5, 0, 100, for another solution, times its ratio
// Knob: fine = -1, -100, 0, for a list that is no solution, and for none
// Truth: answer, options, triples, labels
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/letters, 4-rewards/blanks, 4-rewards/listedNames, 4-rewards/graphLinks, 4-rewards/graphTour

override WORKGROUP_SIZE: u32 = 64;

struct GraphAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  task: f32,
  best: f32,
  share: f32,
  fine: f32,
}

@group(0) @binding(0) var<uniform> params: GraphAnswerParams;

const TASK_SET = 0u;
const TASK_COVER = 1u;
const TASK_CLIQUE = 2u;
const TASK_COMPONENTS = 3u;
const TASK_DIAMETER = 4u;
const TASK_NEIGHBOURS = 5u;
const TASK_WAY = 6u;
const TASK_TOUR = 7u;
const NO_SOLUTION = -2.0;

// What the names are worth, one after the other.
fn listValue(r: u32, list: Text, task: u32) -> f32 {
  let skips = task != TASK_COVER && task != TASK_NEIGHBOURS && task != TASK_TOUR;
  var nodes = vec2u(0u);
  var count = 0u;
  var first = NO_NODE;
  var last = NO_NODE;
  var isWay = true;
  var seen = vec2u(0u);
  var apart = true;
  var tour = 0.0;
  for (var at = 0u; at <= list.length; ) {
    let item = itemAt(list, at);
    at += item.length + 1u;
    let node = nodeNamed(r, item);
    if (node == NO_NODE) {
      if (skips) { continue; }
      return NO_SOLUTION;
    }
    if (count == 0u) { first = node; } else { isWay = isWay && hasNode(links[last], node); }
    if (task == TASK_TOUR && count > 0u) { tour += stepLength(r, vec2u(last, node)); }
    if (task == TASK_COMPONENTS) {
      apart = apart && !hasNode(seen, node);
      seen |= reached(node, MOST_NODES);
    }
    nodes |= nodeBit(node);
    last = node;
    count++;
  }
  if (count == 0u) { return NO_SOLUTION; }
  var inside = 0u;
  var uncovered = false;
  for (var node = 0u; node < MOST_NODES; node++) {
    let own = links[node];
    if (hasNode(nodes, node)) { inside += countNodes(own & nodes) + select(0u, 1u, hasNode(own, node)); }
    else { uncovered = uncovered || any((own & ~nodes) != vec2u(0u)); }
  }
  let steps = count - 1u;
  var value = f32(count);
  var isSolution = true;
  switch task {
    case TASK_SET: { isSolution = inside == 0u; }
    case TASK_COVER: { isSolution = !uncovered; }
    case TASK_CLIQUE: { isSolution = inside >= count * steps; }
    case TASK_COMPONENTS: { isSolution = apart; }
    case TASK_DIAMETER: {
      value = f32(steps);
      isSolution = isWay && (steps == 0u || !hasNode(reached(first, steps - 1u), last));
    }
    case TASK_NEIGHBOURS: {
      value = f32(countNodes(nodes));
      for (var k = 0u; k < 2u; k++) {
        let asked = askedNodes[k];
        isSolution = isSolution && asked != NO_NODE && all((nodes & ~links[asked & 63u]) == vec2u(0u)) && !hasNode(nodes, asked);
      }
    }
    case TASK_WAY: {
      value = f32(steps);
      isSolution = isWay && all(askedNodes == vec2u(first, last));
    }
    default: {
      value = tour;
      isSolution = steps == optionCount(r) && countNodes(nodes) == steps && first == last;
    }
  }
  return select(NO_SOLUTION, value, isSolution);
}

fn answerScore(r: u32) -> f32 {
  let task = u32(round(params.task));
  if (optionCount(r) == 0u) { return 0.0; }
  if (!graphFits(r)) { return notScorable(); }
  readLinks(r);
  let list = lastList(spanBytes(r, SPAN_COMPLETION), task == TASK_TOUR);
  var value = -1.0;
  if (list.found) { value = listValue(r, list.text, task); }
  let optimum = trunc(truthNumber(r));
  if (optimum == 0.0) { return value; }
  if (value == optimum) { return params.best; }
  if (value <= 0.0) { return params.fine; }
  if (task == TASK_COVER || task == TASK_WAY) { return params.share * optimum / value; }
  if (task == TASK_TOUR) { return params.share * (optimum / value) * (optimum / value); }
  return params.share * value / optimum;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn graphAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = answerScore(r);
}

// What: whether the answer lists its things in full, as many as there are, and with the right word.
// Formula: part 0: mean over the things of the answer's list (4-rewards/listed) of: 1 for a box of four entries, 1 for a point of two, 1 for a
// word; things behind one in which no key can be looked up do not count. part 1: 1 if as many entries are listed as there are true boxes.
// part 2: 1 if the list has one thing and its word is the true answer, or one of the facts, whose weight is its similarity to the true word,
// above similarity. With two things and more it is always 0. part 3: as part 0, but without the word.
// Shapes: column (R). Units: part 0: 0…3; part 1 and 2: 0 or 1; part 3: 0…2. 0 where the answer is no JSON.
// Source: Affordance-R1 (arXiv 2508.06206), aff_r1.py: segmentation_format, bbox_count_reward, aff_reward_compute_score. part 3:
// VisionReasoner (arXiv 2505.12081), vision_reasoner.py: segmentation_format.
// Reward: listedItems
// Range: [0, 3]
// Knob: part = 0, 0, 3, 0 = fields of each thing, 1 = how many, 2 = the word, 3 = fields but the word
// Knob: similarity = 0.8, 0, 1, a word this similar to the true one is not yet right
// Truth: answer, boxes, facts
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/jsonText, 4-rewards/jsonNumber, 4-rewards/jsonMarks, 4-rewards/listed

override WORKGROUP_SIZE: u32 = 64;

struct ListedItemsParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  part: f32,
  similarity: f32,
}

@group(0) @binding(0) var<uniform> params: ListedItemsParams;

fn fieldsOf(facts: u32) -> f32 {
  let box = (facts & (BOX_LIST | (15u * BOX_SIZE))) == (BOX_LIST | (4u * BOX_SIZE));
  let point = (facts & (POINT_LIST | (15u * POINT_SIZE))) == (POINT_LIST | (2u * POINT_SIZE));
  let word = (facts & HAS_WORD) != 0u && params.part < 2.5;
  return select(0.0, 1.0, box) + select(0.0, 1.0, point) + select(0.0, 1.0, word);
}

fn isRightWord(r: u32) -> bool {
  let thing = things[0];
  if (!isListed || thingCount != 1u || thing.word.x == 0u || (thing.facts & HAS_WORD) == 0u) { return false; }
  let block = stripped(findBlock(spanBytes(r, SPAN_COMPLETION), BLOCK_ANSWER, false, false).text);
  let word = Text(block.origin, r, block.first + thing.word.x, thing.word.y - thing.word.x);
  // 0 = the answer, then the facts.
  for (var f = 0u; f <= factCount(r); f++) {
    var near = truthAnswer(r);
    if (f > 0u) { near = factText(r, f - 1u); }
    let counts = select(factWeight(r, max(f, 1u) - 1u) > params.similarity, hasTruthAnswer(r), f == 0u);
    if (counts && bytesEqual(near, word)) { return true; }
  }
  return false;
}

fn partScore(r: u32) -> f32 {
  if (!readListed(r)) { return 0.0; }
  if (abs(params.part - 2.0) < 0.5) { return select(0.0, 1.0, isRightWord(r)); }
  if (abs(params.part - 1.0) < 0.5) { return select(0.0, 1.0, thingCount == truthBoxCount(r)); }
  var sum = 0.0;
  for (var i = 0u; i < min(thingCount, MOST_LISTED); i++) {
    if ((things[i].facts & IS_STOP) != 0u) { break; }
    sum += fieldsOf(things[i].facts);
  }
  return sum / max(f32(thingCount), 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn listedItems(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = partScore(r);
}

// What: whether the completion is three blocks in their order and nothing else; anything may stand in a block, tags too.
// Formula: the whole text is <a>…</a>, white space, <b>…</b>, white space, <c>…</c>. The form says which blocks: 0 = location, think,
// answer; 1 = think, rethink, answer; 2 = bbox, think, answer; 3 = context, think, answer. With open_end any text may follow the last block.
// Shapes: column (R). Units: 0 or 1.
// Source: SURDS (arXiv 2411.13112), grpo.py: format_reward (0); Affordance-R1 (arXiv 2508.06206), aff_r1.py (1); DeFacto,
// grpo_defacto.py: format_reward (2); HumanOmniV2 (HumanMLLM/HumanOmniV2), qwenomni_module.py: format_reward (3, open_end).
// Reward: blockSequence
// Range: [0, 1]
// Knob: form = 0, 0, 3, 0 = location think answer, 1 = think rethink answer, 2 = bbox think answer, 3 = context think answer
// Knob: open_end = 0, 0, 1, text may follow the last block
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks

override WORKGROUP_SIZE: u32 = 64;

struct BlockSequenceParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  form: f32,
  open_end: f32,
}

@group(0) @binding(0) var<uniform> params: BlockSequenceParams;

fn isSequence(r: u32) -> bool {
  let text = spanBytes(r, SPAN_COMPLETION);
  var names = array<u32, 3>(BLOCK_LOCATION, BLOCK_THINK, BLOCK_ANSWER);
  if (params.form > 0.5) { names = array<u32, 3>(BLOCK_THINK, BLOCK_RETHINK, BLOCK_ANSWER); }
  if (params.form > 1.5) { names = array<u32, 3>(BLOCK_BBOX, BLOCK_THINK, BLOCK_ANSWER); }
  if (params.form > 2.5) { names = array<u32, 3>(BLOCK_CONTEXT, BLOCK_THINK, BLOCK_ANSWER); }
  // First byte behind the tag that opens the block which is under way. The first closing tag that an opening one follows leaves most room.
  var open = behindTag(text, 0u, names[0], 0u);
  var block = 0u;
  for (var i = open; i < text.length && open > 0u; i++) {
    if (textByte(text, i) != 60u) { continue; }
    let close = behindTag(text, i, names[block], 1u);
    if (close == 0u) { continue; }
    if (block == 2u) {
      if (close == text.length || params.open_end > 0.5) { return true; }
      continue;
    }
    let next = behindTag(text, behindBlanks(text, close), names[block + 1u], 0u);
    if (next == 0u) { continue; }
    open = next;
    block++;
    i = next - 1u;
  }
  return false;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn blockSequence(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, 1.0, isSequence(r));
}

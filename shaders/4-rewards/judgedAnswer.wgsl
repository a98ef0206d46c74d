// What: the verdict on an answer that is shown in the way that is asked for; a long text that hopes to please counts as wrong.
// Formula: the signal verdict, 0 … 1, or 0 where nothing is shown (4-rewards/judgedText): form 0: the text has most_characters or more. form 1:
// the same, or there is no text. form 2: there is no box. form 3: never. form 4: there is no text.
// Shapes: column (R). Units: those of the verdict.
// Source: DeepEyes (arXiv 2505.14362), vl_agent.py: compute_score (0), compute_common_reasoning (1), compute_score_math (2);
// Chain-of-Focus, zoomin_reward3.py (3, and 4 for its data of mathematics).
// Reward: judgedAnswer
// Range: [0, 1]
// Knob: form = 0, 0, 4, how the answer is shown
// Knob: most_characters = 1000, 1, 100000, so long an answer is not right (forms 0 and 1)
// Signal: verdict = reward/answerFolded
// Uses: common/dispatch, 4-rewards/prelude, 4-rewards/namedBlock, 4-rewards/letters, 4-rewards/blanks, 4-rewards/literal, 4-rewards/judgedText

override WORKGROUP_SIZE: u32 = 64;

struct JudgedAnswerParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
  form: f32,
  most_characters: f32,
}

@group(0) @binding(0) var<uniform> params: JudgedAnswerParams;

fn isShown(r: u32) -> bool {
  let form = u32(round(params.form));
  let shown = judgedText(spanBytes(r, SPAN_COMPLETION), form);
  if (form == 3u) { return true; }
  if (!shown.found || (form != 0u && shown.text.length == 0u)) { return false; }
  return form > 1u || f32(characterCount(shown.text)) < params.most_characters;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn judgedAnswer(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = select(0.0, clamp(rolloutSignal(SIGNAL_VERDICT, r), 0.0, 1.0), isShown(r));
}

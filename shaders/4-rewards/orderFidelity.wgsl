// What: whether the score given to a picture puts it on the right side of every other picture of the batch.
// Formula: prompt i has the G scores of its rollouts, with mean m_i and variance v_i (n − 1). For rollout k of i and every other
// prompt j: p = Φ((q_k − m_j) / √(v_i + v_j + e)), e = 1e-6; target t = 1, 0 or ½ from the order of the two true scores;
// f = √(p·t + e) + √((1 − p)(1 − t) + e). column = mean of f over the other prompts. p = ½ where there is one rollout per prompt (no
// variance). A prompt without a true score is left out; with no other prompt there is nothing to compare, and nothing is scored.
// In float32, as the authors compute it: Φ = (1 + erf)/2 is exactly 1 from about 5 standard deviations on.
// Shapes: column (R). Units: 0.001…1.4143; a pair in the right order gives 1.001.
// Source: VisualQuality-R1 (arXiv 2505.14460), grpo_jsonl.py: accuracy_reward, fidelity_reward. A batch of one picture divides by
// zero there.
// Reward: orderFidelity
// Range: [0, 1.42]
// Signal: score = reward/answerScore
// Truth: quality, answer
// Uses: common/dispatch, 4-rewards/prelude

override WORKGROUP_SIZE: u32 = 64;

struct OrderFidelityParams {
  rollouts: u32,
  generations: u32,
  maxTokens: u32,
  bytesPerRollout: u32,
}

@group(0) @binding(0) var<uniform> params: OrderFidelityParams;

const FLOOR = 1e-6;

fn hasTrueScore(r: u32) -> bool {
  return hasQuality(r) || (hasTruthAnswer(r) && truthIsNumber(r));
}

fn trueScore(r: u32) -> f32 {
  return select(truthNumber(r), truthQuality(r), hasQuality(r));
}

// Mean and variance (n − 1) of the scores of prompt p.
fn meanAndVariance(p: u32) -> vec2f {
  let first = p * params.generations;
  var sum = 0.0;
  for (var g = 0u; g < params.generations; g++) { sum += rolloutSignal(SIGNAL_SCORE, first + g); }
  let mean = sum / f32(params.generations);
  var squares = 0.0;
  for (var g = 0u; g < params.generations; g++) {
    let gap = rolloutSignal(SIGNAL_SCORE, first + g) - mean;
    squares += gap * gap;
  }
  return vec2f(mean, squares / f32(max(params.generations, 2u) - 1u));
}

// erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1)/(2n+1)!!, all terms of one sign; 1 to the last bit from 4 on.
fn errorFunction(x: f32) -> f32 {
  let y = min(abs(x), 4.0);
  if (y == 4.0) { return sign(x); }
  var term = y;
  var sum = y;
  for (var n = 1; n < 64; n++) {
    term *= 2.0 * y * y / f32(2 * n + 1);
    sum += term;
  }
  return sign(x) * min(1.12837917 * exp(-y * y) * sum, 1.0);
}

fn pairFidelity(score: f32, own: vec2f, other: vec2f, wanted: f32) -> f32 {
  let x = (score - other.x) / sqrt(own.y + other.y + FLOOR);
  let p = select(0.5 * (1.0 + errorFunction(x * 0.70710678)), 0.5, params.generations < 2u);
  return sqrt(p * wanted + FLOOR) + sqrt((1.0 - p) * (1.0 - wanted) + FLOOR);
}

fn meanFidelity(r: u32) -> f32 {
  if (!hasTrueScore(r)) { return notScorable(); }
  let own = r / params.generations;
  let spread = meanAndVariance(own);
  var sum = 0.0;
  var count = 0.0;
  for (var p = 0u; p < params.rollouts / params.generations; p++) {
    let first = p * params.generations;
    if (p == own || !hasTrueScore(first)) { continue; }
    let wanted = 0.5 + 0.5 * sign(trueScore(r) - trueScore(first));
    sum += pairFidelity(rolloutSignal(SIGNAL_SCORE, r), spread, meanAndVariance(p), wanted);
    count += 1.0;
  }
  if (count == 0.0) { return notScorable(); }
  return sum / count;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn orderFidelity(@builtin(global_invocation_id) gid: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let r = linearIndex(gid, groups);
  if (r >= params.rollouts) { return; }
  column[r] = meanFidelity(r);
}

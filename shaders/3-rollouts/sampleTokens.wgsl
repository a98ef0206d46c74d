// What: draws one token per row, and gives its log-prob and the entropy of the row. One workgroup per row.
// Formula: p = softmax(logits/τ) over the full vocabulary; log-prob and entropy are of p, before any filter, not
// renormalised (τ = 0: greedy, log-probs at τ = 1). Kept set: top-k, then top-p of what is left, then p ≥ minP·max p. The
// draw is the first kept v in token order with Σ_{≤v} q > u·Q, q = round(p·2³¹): integers, so no order of adding matters.
// Ties: greedy takes the lowest id; tokens equal to the k-th logit, or to the last one of the nucleus, are all kept.
// Shapes: logits (rows, vocabSize), forced (rows) or (0), sampled (rows, 3) = token, log-prob, entropy.
// Units: nats; u has 24 bits. Token −1: the row has a NaN or +∞. forced ≥ 0: that token is scored, not drawn.
// Source: TRL 1.16 (log-probs); transformers' TopK, TopP and MinP warpers; radix select of Alabi et al. 2012.
// Uses: common/philox, common/dispatch, common/reduce, common/softmaxRow, common/radixSelect

override WORKGROUP_SIZE: u32 = 64; // software adapters: 16

struct SampleTokensParams {
  rows: u32,
  vocabSize: u32,
  temperature: f32,
  topK: u32,
  topP: f32,
  minP: f32,
  hasForced: u32,
  seedLow: u32,
  seedHigh: u32,
  step: u32,
  firstRow: u32,
  position: u32,
}

@group(0) @binding(0) var<uniform> params: SampleTokensParams;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read> forced: array<i32>;
@group(0) @binding(3) var<storage, read_write> sampled: array<f32>;

var<workgroup> laneMass: array<u32, WORKGROUP_SIZE>;
var<workgroup> owner: vec2u; // lane, and the mass still to go when its run begins
var<workgroup> drawnToken: u32;

// The lowest sort key that top-k and top-p keep.
fn filterKey(lane: u32, start: u32, row: SoftmaxRow, tau: f32) -> u32 {
  var lowestKey = 0u;
  if (params.topK > 0u) { lowestKey = selectKey(lane, start, params.vocabSize, row, tau, false, params.topK, 0u); }
  if (params.topP < 1.0) {
    var mass = 0u;
    for (var v = lane; v < params.vocabSize; v += WORKGROUP_SIZE) {
      let x = logitAt(start, v);
      if (sortKey(x) >= lowestKey) { mass += massOf(x, row, tau); }
    }
    let total = workgroupSumWords(lane, mass);
    let needed = max(1u, u32(ceil(params.topP * f32(total))));
    lowestKey = selectKey(lane, start, params.vocabSize, row, tau, true, needed, lowestKey);
  }
  return lowestKey;
}

// Mass of a token, or 0 where the filters drop it.
fn keptMass(x: f32, row: SoftmaxRow, tau: f32, lowestKey: u32) -> u32 {
  let tooUnlikely = exp((x - row.peak) / tau) < params.minP;
  return select(massOf(x, row, tau), 0u, tooUnlikely || sortKey(x) < lowestKey);
}

// The first kept token, in token order, at which the running mass exceeds u·Q. Each lane owns a run of tokens.
fn drawToken(lane: u32, start: u32, row: SoftmaxRow, tau: f32, word: u32) -> u32 {
  let lowestKey = filterKey(lane, start, row, tau);
  let run = (params.vocabSize + WORKGROUP_SIZE - 1u) / WORKGROUP_SIZE;
  let first = min(lane * run, params.vocabSize);
  let end = min(first + run, params.vocabSize);
  var mass = 0u;
  for (var v = first; v < end; v++) { mass += keptMass(logitAt(start, v), row, tau, lowestKey); }
  laneMass[lane] = mass;
  workgroupBarrier();
  if (lane == 0u) {
    var total = 0u;
    for (var i = 0u; i < WORKGROUP_SIZE; i++) { total += laneMass[i]; }
    var goal = mulHigh(word & 0xffffff00u, total);
    var i = 0u;
    for (; i < WORKGROUP_SIZE - 1u && goal >= laneMass[i]; i++) { goal -= laneMass[i]; }
    owner = vec2u(i, goal);
  }
  let found = workgroupUniformLoad(&owner);
  if (lane == found.x) {
    var goal = found.y;
    drawnToken = row.peakIndex;
    for (var v = first; v < end; v++) {
      let own = keptMass(logitAt(start, v), row, tau, lowestKey);
      if (goal < own) {
        drawnToken = v;
        break;
      }
      goal -= own;
    }
  }
  return workgroupUniformLoad(&drawnToken);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn sampleTokens(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let r = linearWorkgroup(wid, groups);
  if (r >= params.rows) { return; }
  let start = r * params.vocabSize;
  let tau = select(params.temperature, 1.0, params.temperature == 0.0);
  let row = softmaxRow(lane, start, params.vocabSize, tau);
  var token = row.peakIndex;
  if (params.temperature > 0.0) {
    let counter = vec4u(params.step, params.firstRow + r, params.position, STREAM_SAMPLER);
    token = drawToken(lane, start, row, tau, philox4x32(counter, vec2u(params.seedLow, params.seedHigh)).x);
  }
  if (lane != 0u) { return; }
  if (params.hasForced == 1u && forced[r] >= 0) { token = min(u32(forced[r]), params.vocabSize - 1u); }
  let good = row.broken == 0u;
  sampled[3u * r] = select(-1.0, f32(token), good);
  sampled[3u * r + 1u] = select(0.0, (logitAt(start, token) - row.peak) / tau - row.logSum, good);
  sampled[3u * r + 2u] = select(0.0, row.entropy, good);
}

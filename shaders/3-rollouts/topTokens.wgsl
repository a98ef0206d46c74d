// What: the k most likely tokens of every row with their log-probs, for the page's tooltips. One workgroup per row.
// Formula: log p = (x − max x)/τ − ln Σ exp((x − max x)/τ), full vocabulary (τ = 0: at τ = 1); most likely
// first, equal logits by lower id.
// Shapes: logits (rows, vocabSize), topIds (rows, count), topLogProbs (rows, count); count ≤ 16 ≤ vocabSize.
// Units: nats. count passes over the row: meant for few rows and small counts.
// Source: DESIGN §2 (log p).
// Uses: common/dispatch, common/reduce, common/softmaxRow

override WORKGROUP_SIZE: u32 = 64; // software adapters: 16

struct TopTokensParams {
  rows: u32,
  vocabSize: u32,
  count: u32,
  temperature: f32,
}

@group(0) @binding(0) var<uniform> params: TopTokensParams;
@group(0) @binding(1) var<storage, read> logits: array<f32>;
@group(0) @binding(2) var<storage, read_write> topIds: array<i32>;
@group(0) @binding(3) var<storage, read_write> topLogProbs: array<f32>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn topTokens(
  @builtin(workgroup_id) wid: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let r = linearWorkgroup(wid, groups);
  if (r >= params.rows) { return; }
  let start = r * params.vocabSize;
  let tau = select(params.temperature, 1.0, params.temperature == 0.0);
  let row = softmaxRow(lane, start, params.vocabSize, tau);
  var lastLogit = row.peak;
  var lastIndex = row.peakIndex;
  for (var k = 0u; k < params.count; k++) {
    if (k > 0u) {
      var best = -3e38f;
      var bestIndex = 0xffffffffu;
      for (var v = lane; v < params.vocabSize; v += WORKGROUP_SIZE) {
        let x = logitAt(start, v);
        let isAfter = x < lastLogit || (x == lastLogit && v > lastIndex);
        if (isAfter && x > best) {
          best = x;
          bestIndex = v;
        }
      }
      lastLogit = workgroupMax(lane, best);
      lastIndex = workgroupMinWord(lane, select(0xffffffffu, bestIndex, best == lastLogit));
    }
    if (lane == 0u) {
      topIds[r * params.count + k] = i32(lastIndex);
      topLogProbs[r * params.count + k] = (lastLogit - row.peak) / tau - row.logSum;
    }
  }
}
